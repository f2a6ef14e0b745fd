package io.github.camelherobase.simulator.service;

/** What GET /leads answers for a search that the linked user has not saved (open point). */
public enum UnknownSearch {
    /** 500, as was observed without any name. */
    FAILED,
    /** 404. */
    NOT_FOUND,
    /** 200 without a lead. */
    EMPTY
}
