package io.github.camelherobase.simulator.books;

/**
 * One answer that was sent or given up.
 *
 * @param serviceKey such as {@code GET /simpleleads}; {@code unknown} for a path without a service
 * @param status the answer's status, sent or not
 * @param bodyBytes body bytes handed to the network, without chunk framing
 * @param complete false when the client went away or a fault cut the answer
 */
public record AnswerEntry(String serviceKey, int status, long bodyBytes, boolean complete) {}
