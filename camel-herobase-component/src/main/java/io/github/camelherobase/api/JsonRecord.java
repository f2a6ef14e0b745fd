package io.github.camelherobase.api;

import java.util.Map;

/**
 * A campaign, project, user, unit, lead definition or account, as the server sent it: their fields are not documented in
 * full, so they are read by name with {@link #text} or {@link #toMap}.
 */
public final class JsonRecord extends HerobaseRecord {

    public JsonRecord(byte[] json) {
        this(new JsonObject(json));
    }

    public JsonRecord(JsonObject json) {
        super(json);
    }

    public String getUniqueId() {
        return text("uniqueId");
    }

    public String getName() {
        return text("name");
    }

    /** Of a campaign; may be empty. */
    public String getCode() {
        return text("code");
    }

    /** Of a user or unit. */
    public String getOrgCode() {
        return text("orgCode");
    }

    /**
     * All members. The limits and counts of an account may come as a list, for their shape is not public: then the map has
     * the one member {@code items}.
     */
    @Override
    public Map<String, Object> toMap() {
        return isList() ? readByLibrary("{\"items\":" + toJson() + "}") : super.toMap();
    }

    private boolean isList() {
        for (byte each : toBytes()) {
            if (each > ' ') {
                return each == '[';
            }
        }
        return false;
    }
}
