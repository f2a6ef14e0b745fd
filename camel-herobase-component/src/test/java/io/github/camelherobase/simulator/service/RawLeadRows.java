package io.github.camelherobase.simulator.service;

/** Which fields of a lead are rows of the RawLeads services (open point). */
public enum RawLeadRows {
    /** Those of the lead's data. */
    DATA,
    /** The lead's own properties, such as {@code status}, before those of its data. */
    PROPERTIES_AND_DATA
}
