package io.github.camelherobase.simulator.service;

/** Whether answers have a {@code Date} header (a proxy may take it away). */
public enum DateHeaderPresence {
    PRESENT,
    ABSENT
}
