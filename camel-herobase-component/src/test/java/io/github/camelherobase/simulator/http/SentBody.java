package io.github.camelherobase.simulator.http;

/**
 * What became of an answer.
 *
 * @param bytes body bytes handed to the network, without chunk framing; a write that failed midway counts not at all,
 *     so this is below the truth by at most one write (32 KiB)
 * @param complete whether the body went out whole, with its end mark
 */
public record SentBody(long bytes, boolean complete) {}
