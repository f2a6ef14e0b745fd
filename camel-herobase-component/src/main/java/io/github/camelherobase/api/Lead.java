package io.github.camelherobase.api;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;

/**
 * A lead as an export returns it (shape observed by public clients). Statuses and closures are text, because an account
 * may know more than {@link LeadStatus} and {@link LeadClosure}.
 */
public final class Lead extends HerobaseRecord {

    private final ZoneId zone;
    private String uniqueId;
    private Map<String, String> data;
    private OffsetDateTime lastModifiedTime;

    /**
     * @param json one JSON object, UTF-8
     * @param zone the account's zone, in which the server writes times
     */
    public Lead(byte[] json, ZoneId zone) {
        this(new JsonObject(json), zone);
    }

    /** @param zone the account's zone, in which the server writes times */
    public Lead(JsonObject json, ZoneId zone) {
        super(json);
        this.zone = zone;
    }

    /** The key of the lead: a number, {@code S} and the site's number, for example {@code 10000001S3064}. */
    public String getUniqueId() {
        if (uniqueId == null) {
            uniqueId = text("uniqueId");
        }
        return uniqueId;
    }

    /** The name of the status; compare with {@link LeadStatus}. */
    public String getStatus() {
        return name("status", LeadStatus::of);
    }

    /** The name of the closure; compare with {@link LeadClosure}. */
    public String getClosure() {
        return name("closure", LeadClosure::of);
    }

    /** The lead's priority; null when the server did not send one. */
    public Integer getPriority() {
        return value("priority") instanceof Number number ? number.intValue() : null;
    }

    public OffsetDateTime getUploadTime() {
        return time("uploadTime");
    }

    /** When an agent first worked the lead; null for a lead never processed. */
    public OffsetDateTime getFirstProcessedTime() {
        return time("firstProcessedTime");
    }

    public OffsetDateTime getLastModifiedTime() {
        if (lastModifiedTime == null) {
            lastModifiedTime = time("lastModifiedTime");
        }
        return lastModifiedTime;
    }

    /** Campaign code; on some tenants empty, so {@link #getCampaignId()} is the safer key. */
    public String getCampaignCode() {
        return text("campaign", "code");
    }

    public String getCampaignId() {
        return text("campaign", "uniqueId");
    }

    /** Null where the server does not send it, as those that were observed. */
    public String getCampaignName() {
        return text("campaign", "name");
    }

    /** The org code of the agent who first worked the lead; null for a lead never processed. */
    public String getFirstProcessedBy() {
        return text("firstProcessedByUser", "orgCode");
    }

    /** The org code of the last user who changed the lead, which may be an API account. */
    public String getLastModifiedBy() {
        return text("lastModifiedByUser", "orgCode");
    }

    /** The org code of the unit that owns the lead; it can be one top unit for the whole tenant. */
    public String getOwnerOrgUnit() {
        return text("ownerOrgUnit", "orgCode");
    }

    /**
     * The fields of the lead definition with their values. Names may hold blanks and Danish letters; a look-up ignores
     * case, because a saved search sends names in lower case and the other exports do not (observed by public clients).
     * An empty field is {@code ""}.
     */
    public Map<String, String> getData() {
        if (data == null) {
            data = fields("data");
        }
        return data;
    }

    /** Whether the person was forgotten: the lead's data is empty, and copies of it should be erased. */
    public boolean isAnonymized() {
        return LeadStatus.Anonymized.name().equalsIgnoreCase(getStatus());
    }

    private OffsetDateTime time(String member) {
        return time(member, zone);
    }

    @Override
    public String toString() {
        return "Lead[" + getUniqueId() + "]";
    }
}
