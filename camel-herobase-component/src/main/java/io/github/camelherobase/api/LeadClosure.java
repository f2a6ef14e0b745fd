package io.github.camelherobase.api;

import java.util.Optional;

/**
 * How a lead was closed, with the numbers of the vendor's page. The server infers it from the result field that the
 * agent fills in. A sale is {@link LeadStatus#UserProcessed} with {@link #Success}; the closure alone does not say so.
 */
public enum LeadClosure {
    /** Not closed by an agent. */
    NotSet(0),
    Success(1),
    NotInterested(2),
    /** For example a fax number or the wrong person. */
    InvalidLead(3),
    /** Outside the campaign's target group. */
    Unqualified(4);

    private final int number;

    LeadClosure(int number) {
        this.number = number;
    }

    /** The vendor's number; on the wire the name is used, as far as is known. */
    public int number() {
        return number;
    }

    /** The closure of that name, ignoring case, or of that number; empty for one that this version does not know. */
    public static Optional<LeadClosure> of(String name) {
        for (LeadClosure closure : values()) {
            if (closure.name().equalsIgnoreCase(name)
                    || String.valueOf(closure.number).equals(name)) {
                return Optional.of(closure);
            }
        }
        return Optional.empty();
    }
}
