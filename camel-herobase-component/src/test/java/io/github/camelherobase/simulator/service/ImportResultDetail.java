package io.github.camelherobase.simulator.service;

/** What a result of POST /leads tells besides {@code success}, the only field known. */
public enum ImportResultDetail {
    SUCCESS_ONLY,
    /** {@code uniqueId} of the new lead, or {@code errors} with field names and messages. */
    DETAILED
}
