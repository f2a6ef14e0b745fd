package io.github.camelherobase.simulator.http;

import java.time.Duration;

/**
 * What the server bears.
 *
 * @param maxHeadBytes bytes of request line and headers; beyond that 431
 * @param maxBodyBytes bytes of a request's body; beyond that 413
 * @param maxConnections connections at once, each with a thread; beyond that they are reset
 * @param idleTimeout real time that a connection may be silent
 */
public record HttpLimits(int maxHeadBytes, int maxBodyBytes, int maxConnections, Duration idleTimeout) {

    /** 64 KiB of headers, 32 MiB of body, 1000 connections, 5 minutes. */
    public static HttpLimits defaults() {
        return new HttpLimits(64 * 1024, 32 * 1024 * 1024, 1000, Duration.ofMinutes(5));
    }
}
