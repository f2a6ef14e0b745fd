package io.github.camelherobase.api;

/**
 * HeroBase, or our own check before sending, refused the lead: it is certainly not in HeroBase, and sending it
 * unchanged will fail again. The vendor's page describes the answer 200 with {@code success:false} as the case of a
 * failed validation.
 */
public class HerobaseLeadRejectedException extends HerobaseException {

    private final transient LeadImportResult result;

    public HerobaseLeadRejectedException(String message, String service, int status, LeadImportResult result) {
        super(message, null, service, status, false);
        this.result = result;
    }

    /** @param cause why the body could not be read, so that nothing of it was sent */
    public HerobaseLeadRejectedException(String message, Throwable cause, String service) {
        super(message, cause, service, 0, false);
        this.result = null;
    }

    /** The server's result with the lead as sent; null when the lead was refused before it was sent. */
    public LeadImportResult getResult() {
        return result;
    }
}
