package io.github.camelherobase.api;

import java.util.Optional;

/** How a call ended, with the numbers of the vendor's page. {@link Call#getEndCause()} is text, for there may be more. */
public enum CallEndCause {
    /** In progress, or not known. */
    NotApplicable(0),
    /** Either end hung up. */
    NormalDisconnect(1),
    /** Nobody answered. */
    NoResponse(2),
    /** The number was busy. */
    Busy(3),
    /** The agent marked it as voice mail. */
    VoiceMail(4),
    /** The system hung up without an agent. */
    DroppedCall(5),
    /** The agent gave up while it rang. */
    DialingCancelled(6);

    private final int number;

    CallEndCause(int number) {
        this.number = number;
    }

    /** The vendor's number; on the wire the name is used, as far as is known. */
    public int number() {
        return number;
    }

    /** The cause of that name, ignoring case, or of that number; empty for one that this version does not know. */
    public static Optional<CallEndCause> of(String name) {
        for (CallEndCause cause : values()) {
            if (cause.name().equalsIgnoreCase(name)
                    || String.valueOf(cause.number).equals(name)) {
                return Optional.of(cause);
            }
        }
        return Optional.empty();
    }
}
