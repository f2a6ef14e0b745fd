package io.github.camelherobase.simulator.service;

/** What the media range {@code *}{@code /*} leads to (open point: 406 was observed once). */
public enum AnyAccept {
    JSON,
    REFUSED
}
