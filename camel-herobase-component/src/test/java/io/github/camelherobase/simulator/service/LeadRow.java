package io.github.camelherobase.simulator.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.Lead;

/** A lead as a row of a table. */
final class LeadRow {

    /** The columns that every lead has. */
    static final List<String> PROPERTIES = List.of(
            "uniqueId",
            "status",
            "closure",
            "priority",
            "uploadTime",
            "firstProcessedTime",
            "lastModifiedTime",
            "campaign",
            "ownerOrgUnit",
            "ownerUser",
            "uploadedByUser",
            "firstProcessedByUser",
            "lastModifiedByUser");

    private final LeadJson json;

    LeadRow(LeadJson json) {
        this.json = json;
    }

    /** The lead's value in each column: a property, else a field of its data, else nothing. */
    List<String> of(Lead lead, EntryAccess access, List<String> columns) {
        Map<String, Object> properties = json.forExport(lead, access);
        Map<String, String> data = json.data(lead, access);
        List<String> values = new ArrayList<>(columns.size());
        for (String column : columns) {
            values.add(PROPERTIES.contains(column) ? text(properties.get(column)) : data.getOrDefault(column, ""));
        }
        return values;
    }

    private static String text(Object property) {
        if (property == null) {
            return "";
        }
        if (property instanceof Map<?, ?> complex) {
            // A campaign has a code, people and units an org code.
            Object code = complex.containsKey("orgCode") ? complex.get("orgCode") : complex.get("code");
            return code.toString();
        }
        return property.toString();
    }
}
