package io.github.camelherobase.simulator.books;

import java.time.Instant;

/**
 * A request that was answered, in short.
 *
 * @param number rises by one with each request that was answered
 * @param received simulated time
 * @param account empty for one without valid credentials
 * @param query as sent, percent-encoded
 * @param status the answer's status, sent or not
 * @param units charged to the day's counter
 * @param bodyBytes of the answer, handed to the network
 * @param complete false when the client went away or a fault cut the answer
 * @param accepted whether an import was: true or false by its result; null for what is no import's result
 */
public record LoggedRequest(
        long number,
        Instant received,
        String account,
        String serviceKey,
        String query,
        int status,
        long units,
        long bodyBytes,
        boolean complete,
        Boolean accepted) {}
