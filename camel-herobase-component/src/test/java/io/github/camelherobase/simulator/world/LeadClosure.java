package io.github.camelherobase.simulator.world;

/** The system closures of a lead with their numbers (vendor's page, "LeadClosure"). */
public enum LeadClosure {
    NotSet(0),
    Success(1),
    NotInterested(2),
    InvalidLead(3),
    Unqualified(4);

    private final int number;

    LeadClosure(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
