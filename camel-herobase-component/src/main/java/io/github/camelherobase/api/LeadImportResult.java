package io.github.camelherobase.api;

/**
 * What HeroBase answered to one lead. Only {@code success} is documented; whatever else the server sends is in
 * {@link #toMap()}.
 */
public final class LeadImportResult extends HerobaseRecord {

    private final LeadImport lead;

    public LeadImportResult(byte[] json, LeadImport lead) {
        super(json);
        this.lead = lead;
    }

    /** Whether the lead was accepted. */
    public boolean isSuccess() {
        return Boolean.TRUE.equals(toMap().get("success"));
    }

    /** The lead's id, if the server sends one in {@code uniqueId} or {@code leadId} (not documented); else null. */
    public String getUniqueId() {
        String id = text("uniqueId");
        return id != null ? id : text("leadId");
    }

    /** The lead as it was sent. */
    public LeadImport lead() {
        return lead;
    }

    @Override
    public String toString() {
        return "LeadImportResult[success=" + isSuccess() + "]";
    }
}
