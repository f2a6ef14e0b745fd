package io.github.camelherobase.simulator.service;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.limits.RateLimits;
import io.github.camelherobase.simulator.limits.ServiceUsage;

/** GET /myaccount/request/limits and /counts: how much may be and was used of each service. */
final class UsageService implements Service {

    private final RateLimits limits;
    private final Supplier<List<String>> serviceKeys;
    private final Function<List<ServiceUsage>, Object> shape;

    UsageService(RateLimits limits, Supplier<List<String>> serviceKeys, Function<List<ServiceUsage>, Object> shape) {
        this.limits = limits;
        this.serviceKeys = serviceKeys;
        this.shape = shape;
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        List<ServiceUsage> usages = serviceKeys.get().stream()
                .map(key -> limits.usage(call.account(), key, call.received()))
                .toList();
        return SmallAnswer.of(call, shape.apply(usages));
    }
}
