package io.github.camelherobase.simulator.world;

/** Why a call ended, with numbers (vendor's page, "CallEndCause"). */
public enum CallEndCause {
    /** In progress, or not determined. */
    NotApplicable(0),
    NormalDisconnect(1),
    NoResponse(2),
    Busy(3),
    VoiceMail(4),
    /** Hung up by the system without an agent. */
    DroppedCall(5),
    /** Cancelled by the agent while it rang. */
    DialingCancelled(6);

    private final int number;

    CallEndCause(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
