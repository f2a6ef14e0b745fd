package io.github.camelherobase.simulator.world;

/**
 * A field of a lead definition.
 *
 * @param importName the key in a lead's data
 * @param required whether an import without it, or with a blank in it, is rejected
 * @param access what an account needs to see it
 */
public record LeadField(String importName, boolean required, EntryAccess access) {

    LeadField seenWith(EntryAccess needed) {
        return new LeadField(importName, required, needed);
    }
}
