package io.github.camelherobase.simulator.service;

/** What an export without any selection of statuses means (open point). */
public enum NoStatusSelection {
    ALL,
    /** 400. */
    REFUSED
}
