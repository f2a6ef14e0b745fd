package io.github.camelherobase.api;

import java.util.Optional;

/**
 * The statuses of a lead, with the numbers of the vendor's page. An account may know more (add-ons bring their own), so
 * {@link Lead#getStatus()} is text, and this enum is for comparing.
 *
 * <p>Which statuses are closed is inferred from the vendor's help pages, which define it for the user interface.
 */
public enum LeadStatus {
    /** Never dialed. */
    New(0, false),
    /** To be dialed again after no response, busy or voice mail. */
    RedialAutomatic(1, false),
    /** An agent scheduled a redial for all agents. */
    RedialManualCommon(2, false),
    /** An agent scheduled a redial for himself. */
    RedialManualPrivate(3, false),
    /** An agent scheduled a redial before all others; it never expires. */
    VIPRedial(10, false),
    /** An agent left the called lead without saving it. */
    Unresolved(150, false),
    /** An agent closed the lead; {@link LeadClosure} says how. */
    UserProcessed(200, true),
    /** Called as often as allowed, without contact. */
    Depleted(210, true),
    /** Unresolved for too long. */
    Abandoned(300, true),
    /** Cannot be reached, for example an invalid number. */
    Failed(400, true),
    /** Not closed within the campaign's time limit. */
    Expired(500, true),
    /** An administrator took it out. */
    Removed(600, true),
    /** The person asked to be forgotten: the lead's data is empty. */
    Anonymized(610, true),
    /** On the customer's do-not-call list. */
    DoNotCall(700, true),
    /** On the global do-not-call list. */
    GlobalDoNotCall(750, true);

    private final int number;
    private final boolean closed;

    LeadStatus(int number, boolean closed) {
        this.number = number;
        this.closed = closed;
    }

    /** The vendor's number; on the wire the name is used, as far as is known. */
    public int number() {
        return number;
    }

    /** Whether no more calls are made to a lead in this status. */
    public boolean isClosed() {
        return closed;
    }

    /** The status of that name, ignoring case, or of that number; empty for one that this version does not know. */
    public static Optional<LeadStatus> of(String name) {
        for (LeadStatus status : values()) {
            if (status.name().equalsIgnoreCase(name)
                    || String.valueOf(status.number).equals(name)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
