package io.github.camelherobase.simulator.service;

/** What {@code EndTime} does at GET /calls (open point: never seen working; {@code TimeSpan} is). */
public enum EndTimeParameter {
    IGNORED,
    /** Ends the period, unless {@code TimeSpan} does. */
    HONOURED
}
