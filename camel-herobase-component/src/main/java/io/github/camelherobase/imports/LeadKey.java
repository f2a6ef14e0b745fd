package io.github.camelherobase.imports;

import java.util.Map;

/** What tells a lead from every other in the journal. */
public interface LeadKey {

    /**
     * The lead's key, or null or a blank when it has none.
     *
     * @param data the lead's fields as they are sent
     * @param position of the lead in its source, from 0
     * @throws IllegalArgumentException when a part of it has no value; the message names the part
     */
    String of(Map<String, String> data, long position);

    /** How messages name what it is made of. */
    String name();
}
