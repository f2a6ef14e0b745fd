package io.github.camelherobase.simulator.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

import io.github.camelherobase.simulator.limits.ServiceUsage;

/** The JSON shape of the limits and counts services, which is not public. */
public enum UsageShape {
    /** {@code [{"service":"POST /leads","limit":20000}]}; counts have {@code count} and {@code secondsLeft}. */
    LIST {
        @Override
        Object limits(List<ServiceUsage> usages) {
            return usages.stream()
                    .map(usage -> {
                        Map<String, Object> item = new LinkedHashMap<>();
                        item.put("service", usage.serviceKey());
                        item.put("limit", usage.dailyLimit());
                        return item;
                    })
                    .toList();
        }

        @Override
        Object counts(List<ServiceUsage> usages) {
            return usages.stream()
                    .map(usage -> {
                        Map<String, Object> item = new LinkedHashMap<>();
                        item.put("service", usage.serviceKey());
                        item.put("count", usage.used());
                        item.put("secondsLeft", usage.secondsLeft());
                        return item;
                    })
                    .toList();
        }
    },
    /** {@code {"POST /leads":20000}}. */
    MAP {
        @Override
        Object limits(List<ServiceUsage> usages) {
            return map(usages, ServiceUsage::dailyLimit);
        }

        @Override
        Object counts(List<ServiceUsage> usages) {
            return map(usages, ServiceUsage::used);
        }
    };

    abstract Object limits(List<ServiceUsage> usages);

    abstract Object counts(List<ServiceUsage> usages);

    private static Map<String, Object> map(List<ServiceUsage> usages, ToLongFunction<ServiceUsage> value) {
        Map<String, Object> members = new LinkedHashMap<>();
        usages.forEach(usage -> members.put(usage.serviceKey(), value.applyAsLong(usage)));
        return members;
    }
}
