package io.github.camelherobase.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A lead as a map: the same members are read of ours and of the peers'. */
final class LeadMap {

    private static final List<String> OWN = List.of(
            "uniqueId", "status", "closure", "priority", "uploadTime", "firstProcessedTime", "lastModifiedTime");

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

    /** The same columns, in the same order, as a row of ours. */
    static Map<String, Object> row(Map<?, ?> lead) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (String own : OWN) {
            row.put(own, lead.get(own));
        }
        row.put("campaignCode", inner(lead, "campaign", "code"));
        row.put("campaignId", inner(lead, "campaign", "uniqueId"));
        row.put("firstProcessedBy", inner(lead, "firstProcessedByUser", "orgCode"));
        row.put("lastModifiedBy", inner(lead, "lastModifiedByUser", "orgCode"));
        row.put("ownerOrgUnit", inner(lead, "ownerOrgUnit", "orgCode"));
        ((Map<?, ?>) lead.get("data")).forEach((name, value) -> row.put((String) name, value));
        return row;
    }

    private static Object inner(Map<?, ?> lead, String member, String name) {
        return lead.get(member) instanceof Map<?, ?> object ? object.get(name) : null;
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
