package io.github.camelherobase.simulator.world;

/**
 * How much of a lead an account may see (vendor's page, "Lead definition entry access"). The page names the levels and
 * no more; that each sees what the one before it sees, and the fields meant for it, is inferred.
 */
public enum EntryAccess {
    NONE,
    PARTNER,
    FULL;

    /** Whether an account of this level sees a field for which {@code needed} is needed. */
    public boolean sees(EntryAccess needed) {
        return compareTo(needed) >= 0;
    }
}
