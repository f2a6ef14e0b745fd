package io.github.camelherobase.simulator.limits;

import io.github.camelherobase.simulator.http.HttpHeaders;

/** Whether a request opts in to the fair-use policy. */
public enum FairUse {
    NONE,
    MINUTE_RATED;

    /** The header that opts in (vendor's page). */
    public static final String HEADER = "X-Rate-Limit-Fair-Use-Policy";

    /** The header's only known value, exact with its blank. */
    public static final String VALUE = "Minute rated";

    public static FairUse of(HttpHeaders headers) {
        return headers.first(HEADER).filter(VALUE::equals).isPresent() ? MINUTE_RATED : NONE;
    }
}
