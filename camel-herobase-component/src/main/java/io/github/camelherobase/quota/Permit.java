package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;

/** Leave to send one request; must be given back by exactly one of its methods. */
public final class Permit {

    private final ServiceQuota quota;
    private final int units;
    private final Instant grantedAt;
    private final QuotaWindow.Mark[] marks;

    /** @param marks one for each window, in the order of the windows */
    Permit(ServiceQuota quota, int units, Instant grantedAt, QuotaWindow.Mark[] marks) {
        this.quota = quota;
        this.units = units;
        this.grantedAt = grantedAt;
        this.marks = marks;
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

    /** The same, with its time moved to another clock. */
    Permit shifted(Duration shift) {
        return new Permit(quota, units, grantedAt.plus(shift), marks);
    }

    int units() {
        return units;
    }

    Instant grantedAt() {
        return grantedAt;
    }

    QuotaWindow.Mark mark(int window) {
        return marks[window];
    }
}
