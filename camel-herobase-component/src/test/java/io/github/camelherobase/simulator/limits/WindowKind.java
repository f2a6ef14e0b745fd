package io.github.camelherobase.simulator.limits;

/** The two periods in which requests are counted. */
public enum WindowKind {
    /** 24 hours from the first request to the service. */
    DAY,
    /** The minute of the fair-use policy. */
    MINUTE
}
