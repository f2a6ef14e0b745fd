package io.github.camelherobase.simulator.service;

/** The status of a request over the limit: the vendor's page says 429, and in one place 249. */
public enum RefusalStatus {
    TOO_MANY_REQUESTS(429),
    MISPRINTED(249);

    private final int code;

    RefusalStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }
}
