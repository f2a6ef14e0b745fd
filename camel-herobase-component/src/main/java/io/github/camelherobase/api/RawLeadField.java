package io.github.camelherobase.api;

import java.util.LinkedHashMap;
import java.util.Map;

/** One field of one lead: a row of RawLeads (vendor's page). Converts to {@code Map} and, as JSON, to {@code String}. */
public final class RawLeadField {

    private final String uniqueLeadId;
    private final String fieldName;
    private final String fieldValue;

    public RawLeadField(String uniqueLeadId, String fieldName, String fieldValue) {
        this.uniqueLeadId = uniqueLeadId;
        this.fieldName = fieldName;
        this.fieldValue = fieldValue;
    }

    public String getUniqueLeadId() {
        return uniqueLeadId;
    }

    public String getFieldName() {
        return fieldName;
    }

    /** Empty for an empty field, never null. */
    public String getFieldValue() {
        return fieldValue;
    }

    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("uniqueLeadId", uniqueLeadId);
        map.put("fieldName", fieldName);
        map.put("fieldValue", fieldValue);
        return map;
    }

    /** Id and field only: the value is data about a person. */
    @Override
    public String toString() {
        return "RawLeadField[" + uniqueLeadId + ", " + fieldName + "]";
    }
}
