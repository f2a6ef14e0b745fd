package io.github.camelherobase.quota;

import java.time.Instant;

import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.simulator.limits.FairUse;

/** A route that always has another request: some at a time, each as soon as the quota allows. */
final class SimulatedLanes {

    private final SimulatedServer server;
    private final AccountQuota quota;
    private final String client;
    private final String service;
    private final QuotaTerms terms;
    private long given;
    private boolean dead;

    SimulatedLanes(SimulatedServer server, AccountQuota quota, String client, String service, QuotaTerms terms) {
        this.server = server;
        this.quota = quota;
        this.client = client;
        this.service = service;
        this.terms = terms;
    }

    void start(int lanes) {
        for (int lane = 0; lane < lanes; lane++) {
            next();
        }
    }

    /** Sends nothing any more, and hears no answer. */
    void kill() {
        dead = true;
    }

    /** Permits that led to an accepted request. */
    long given() {
        return given;
    }

    private void next() {
        Permit permit = quota.tryAcquire(service, terms);
        if (permit != null) {
            send(permit);
            return;
        }
        quota.acquire(service, terms, Instant.MAX, new Waiter() {
            @Override
            public void granted(Permit later) {
                if (!dead) {
                    send(later);
                }
            }

            @Override
            public void refused(HerobaseQuotaExceededException refusal) {
                throw new AssertionError("Nobody sets a deadline here", refusal);
            }
        });
    }

    private void send(Permit permit) {
        FairUse fairUse = quota.isFairUse() ? FairUse.MINUTE_RATED : FairUse.NONE;
        server.send(client, service, fairUse, answer -> {
            if (dead) {
                return;
            }
            if (answer.accepted()) {
                given++;
                permit.answered(answer.said());
            } else {
                permit.refused(answer.said());
            }
            next();
        });
    }
}
