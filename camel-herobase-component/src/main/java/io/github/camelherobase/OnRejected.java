package io.github.camelherobase;

/** What rejected leads do to their exchange. */
public enum OnRejected {
    /** One rejected lead fails the exchange, also among many; the others are imported all the same. */
    fail,
    /** The rejected leads stand in the result, also a single one. */
    report
}
