package io.github.camelherobase.simulator.limits;

/**
 * Whether a request without the right, or with an unacceptable {@code Accept}, is counted (open point: "All responses
 * include information about current limits and counts", but what is counted before what is not said).
 */
public enum EarlyRefusals {
    /** It is refused first; the answer has no rate-limit headers. */
    UNCOUNTED,
    /** It is counted first; the answer has the headers, and may be 429 instead. */
    COUNTED
}
