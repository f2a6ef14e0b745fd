package io.github.camelherobase.benchmark;

import java.util.Map;

/** A lead as a map: the same members are read of ours and of the peers'. */
final class LeadMap {

    private LeadMap() {}

    static void read(Object body, Tally tally) {
        readSeven((Map<?, ?>) body, tally);
    }

    /** Goes through all members first, those of the objects in it too. */
    static void readWhole(Object body, Tally tally) {
        Map<?, ?> lead = (Map<?, ?>) body;
        lead.forEach(LeadMap::goThrough);
        readSeven(lead, tally);
    }

    private static void goThrough(Object name, Object value) {
        if (value instanceof Map<?, ?> inner) {
            inner.forEach(LeadMap::goThrough);
        }
    }

    private static void readSeven(Map<?, ?> lead, Tally tally) {
        Map<?, ?> data = (Map<?, ?>) lead.get("data");
        tally.add(
                (String) lead.get("uniqueId"),
                (String) lead.get("status"),
                (String) lead.get("closure"),
                lead.get("lastModifiedTime"),
                (String) data.get("Phone"),
                (String) data.get("Email"),
                (String) data.get("Result"));
    }
}
