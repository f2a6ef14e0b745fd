package io.github.camelherobase.cursor;

import java.time.Instant;

/**
 * A part of time that one request asks for.
 *
 * @param from inclusive
 * @param to exclusive; null: open, up to the moment the server answers
 */
public record TimeWindow(Instant from, Instant to) {

    public boolean isOpen() {
        return to == null;
    }

    @Override
    public String toString() {
        return "[" + from + ", " + (to == null ? "now" : to) + ")";
    }
}
