package io.github.camelherobase.quota;

import java.time.Instant;

/** Leave to send one request; must be given back by exactly one of its methods. */
public final class Permit {

    private final ServiceQuota quota;
    private final int cost;
    private final Instant grantedAt;
    /** The windows' generations in which it was granted: an answer anchors only a window that its request opened or met. */
    private final long minuteGeneration;

    private final long dayGeneration;

    Permit(ServiceQuota quota, int cost, Instant grantedAt, long minuteGeneration, long dayGeneration) {
        this.quota = quota;
        this.cost = cost;
        this.grantedAt = grantedAt;
        this.minuteGeneration = minuteGeneration;
        this.dayGeneration = dayGeneration;
    }

    /** The request was answered, with any status but 429. */
    public void answered(RateLimit rateLimit) {
        quota.answered(this, rateLimit);
    }

    /** The request was refused with 429. */
    public void refused(RateLimit rateLimit) {
        quota.refused(this, rateLimit);
    }

    /** The request never left. */
    public void notSent() {
        quota.notSent(this);
    }

    /** The request left, or may have, and no answer came. */
    public void unanswered() {
        quota.answered(this, RateLimit.UNKNOWN);
    }

    int cost() {
        return cost;
    }

    Instant grantedAt() {
        return grantedAt;
    }

    long generation(QuotaWindow window) {
        return window.isDay() ? dayGeneration : minuteGeneration;
    }
}
