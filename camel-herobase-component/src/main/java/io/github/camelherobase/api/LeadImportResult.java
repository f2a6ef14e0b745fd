package io.github.camelherobase.api;

import java.nio.charset.StandardCharsets;

/**
 * What HeroBase answered to one lead. Only {@code success} is documented; whatever else the server sends is in
 * {@link #toMap()}.
 */
public final class LeadImportResult extends HerobaseRecord {

    private final LeadImport lead;
    private final boolean acceptedBefore;
    private final String reason;

    private LeadImportResult(byte[] json, LeadImport lead, boolean acceptedBefore, String reason) {
        super(new JsonObject(json));
        this.lead = lead;
        this.acceptedBefore = acceptedBefore;
        this.reason = reason;
    }

    /** The server's answer. */
    public LeadImportResult(byte[] json, LeadImport lead) {
        this(json, lead, false, null);
    }

    /** No answer: the journal knows that an earlier delivery of the lead was accepted. */
    public static LeadImportResult acceptedBefore(LeadImport lead) {
        return new LeadImportResult("{\"success\":true}".getBytes(StandardCharsets.UTF_8), lead, true, null);
    }

    /** No answer: a dry run found nothing wrong with the lead. */
    public static LeadImportResult checked(LeadImport lead) {
        return new LeadImportResult("{\"success\":true}".getBytes(StandardCharsets.UTF_8), lead, false, null);
    }

    /** A lead that was refused, by HeroBase or by our own check before sending. */
    public static LeadImportResult rejected(LeadImport lead, String reason) {
        return new LeadImportResult("{\"success\":false}".getBytes(StandardCharsets.UTF_8), lead, false, reason);
    }

    /** The same answer, of an earlier request: nothing was sent now. */
    public LeadImportResult asAcceptedBefore() {
        return new LeadImportResult(toBytes(), lead, true, reason);
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

    /** Whether nothing was sent now, because the delivery or the import journal knew the lead as accepted. */
    public boolean isAcceptedBefore() {
        return acceptedBefore;
    }

    /** Why the lead was rejected, in words without its values; null when it was accepted. */
    public String getReason() {
        return reason;
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
