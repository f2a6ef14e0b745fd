package io.github.camelherobase.check;

/** What became of an assumption. */
enum Verdict {
    CONFIRMED,
    REFUTED,
    UNKNOWN
}
