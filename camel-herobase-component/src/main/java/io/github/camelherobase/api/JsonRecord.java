package io.github.camelherobase.api;

/**
 * A campaign, project, user, unit, lead definition or account, as the server sent it: their fields are not documented in
 * full, so they are read by name with {@link #text} or {@link #toMap}.
 */
public final class JsonRecord extends HerobaseRecord {

    public JsonRecord(byte[] json) {
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
}
