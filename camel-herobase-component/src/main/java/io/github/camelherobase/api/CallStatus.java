package io.github.camelherobase.api;

import java.util.Optional;

/**
 * What became of a lead by a call, with the numbers of the vendor's page: mostly the status that the lead got in the
 * wrap-up. {@link Call#getStatus()} is text, for an account may know more.
 */
public enum CallStatus {
    /** None yet: usually the call is in progress. */
    NotSet(0),
    /** The lead is dialed again by itself: no response, busy or voice mail. */
    RedialAutomatic(1),
    /** The agent scheduled a redial for all agents. */
    RedialManualCommon(2),
    /** The agent scheduled a redial for himself. */
    RedialManualPrivate(3),
    /** The lead's other number was dialed after this call. */
    AlternativeNumberDialed(199),
    /** The agent closed the lead. */
    UserProcessed(200),
    /** The lead was called as often as allowed. */
    Depleted(210),
    /** The call was transferred; the further call is a row of its own. */
    Transferred(220),
    /** The agent never saved the lead. */
    Abandoned(300),
    /** The lead cannot be reached. */
    Failed(400);

    private final int number;

    CallStatus(int number) {
        this.number = number;
    }

    /** The vendor's number; on the wire the name is used, as far as is known. */
    public int number() {
        return number;
    }

    /** The status of that name, ignoring case, or of that number; empty for one that this version does not know. */
    public static Optional<CallStatus> of(String name) {
        for (CallStatus status : values()) {
            if (status.name().equalsIgnoreCase(name)
                    || String.valueOf(status.number).equals(name)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
