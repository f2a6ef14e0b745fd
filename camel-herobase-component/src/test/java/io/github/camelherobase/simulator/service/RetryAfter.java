package io.github.camelherobase.simulator.service;

/** Whether a 429 bears {@code Retry-After}, in seconds (open point: not documented). */
public enum RetryAfter {
    ABSENT,
    PRESENT
}
