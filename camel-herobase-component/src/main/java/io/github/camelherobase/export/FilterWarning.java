package io.github.camelherobase.export;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the records that a filter should have kept away, and warns once for each filter. */
public final class FilterWarning {

    private static final Logger LOG = LoggerFactory.getLogger(FilterWarning.class);

    /** What the server is not asked for: it cannot be blamed. */
    private static final String NOT_ASKED_FOR = "campaigns";

    private final String service;
    private final Map<String, LongAdder> passedOver = new ConcurrentHashMap<>();

    public FilterWarning(String service) {
        this.service = service;
    }

    public void passedOver(String filter) {
        if (filter.equals(NOT_ASKED_FOR)) {
            return;
        }
        LongAdder count = passedOver.computeIfAbsent(filter, first -> {
            LOG.warn(
                    "{}: the server does not apply the filter {}; records outside of it are passed over here",
                    service,
                    filter);
            return new LongAdder();
        });
        count.increment();
    }
}
