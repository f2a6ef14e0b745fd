package io.github.camelherobase.imports;

import io.github.camelherobase.api.LeadImport;

/** What tells a lead from every other in the journal. */
@FunctionalInterface
public interface LeadKey {

    /**
     * The lead's key, or null or a blank when it has none.
     *
     * @param position of the lead in its source, from 0
     */
    String of(LeadImport lead, long position);
}
