package io.github.camelherobase.simulator.world;

/** The statuses of a call with their numbers (vendor's page, "CallStatus"). */
public enum CallStatus {
    NotSet(0),
    RedialAutomatic(1),
    RedialManualCommon(2),
    RedialManualPrivate(3),
    AlternativeNumberDialed(199),
    UserProcessed(200),
    Depleted(210),
    Transferred(220),
    Abandoned(300),
    Failed(400);

    private final int number;

    CallStatus(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    /**
     * What a call shows that left its lead in {@code status}: "basically whatever the leads status is set to during
     * wrap up". A VIP redial is shown as a private one, and a lead left as it was without a status of its own for calls
     * as not set (our choices: the page has neither).
     */
    static CallStatus after(LeadStatus status) {
        return switch (status) {
            case RedialAutomatic -> RedialAutomatic;
            case RedialManualCommon -> RedialManualCommon;
            case RedialManualPrivate, VIPRedial -> RedialManualPrivate;
            case UserProcessed -> UserProcessed;
            case Depleted -> Depleted;
            case Failed -> Failed;
            default -> NotSet;
        };
    }
}
