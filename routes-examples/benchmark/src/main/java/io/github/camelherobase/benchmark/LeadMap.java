package io.github.camelherobase.benchmark;

import java.util.Map;

/** A lead as a map: the same members are read of ours and of the peers'. */
final class LeadMap {

    private LeadMap() {}

    static void read(Object body, Tally tally) {
        Map<?, ?> lead = (Map<?, ?>) body;
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
