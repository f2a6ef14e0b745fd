package io.github.camelherobase.simulator.limits;

/** Whether a request that was refused with 429 is counted all the same (open point). */
public enum RefusedRequests {
    FREE,
    CHARGED
}
