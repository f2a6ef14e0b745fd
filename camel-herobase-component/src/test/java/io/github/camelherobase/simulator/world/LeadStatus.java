package io.github.camelherobase.simulator.world;

/**
 * The statuses of a lead with their numbers (vendor's page, "LeadStatus"); which of them are closed is from the
 * product's help ("closed status definition").
 */
public enum LeadStatus {
    New(0, false),
    RedialAutomatic(1, false),
    RedialManualCommon(2, false),
    RedialManualPrivate(3, false),
    VIPRedial(10, false),
    Unresolved(150, false),
    UserProcessed(200, true),
    Depleted(210, true),
    Abandoned(300, true),
    Failed(400, true),
    Expired(500, true),
    Removed(600, true),
    Anonymized(610, true),
    DoNotCall(700, true),
    GlobalDoNotCall(750, true);

    private final int number;
    private final boolean closed;

    LeadStatus(int number, boolean closed) {
        this.number = number;
        this.closed = closed;
    }

    public int number() {
        return number;
    }

    public boolean isClosed() {
        return closed;
    }
}
