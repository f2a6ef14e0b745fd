package io.github.camelherobase;

import java.time.Duration;
import java.time.Instant;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.ConsumerCosts.Cost;
import io.github.camelherobase.ConsumerCosts.DailyLimit;
import io.github.camelherobase.cursor.Cursor;
import io.github.camelherobase.cursor.WindowPlan;
import io.github.camelherobase.operation.Feed;

/** What lies ahead of a consumer, and what it costs in requests: said at its start, and held against the limit. */
final class ConsumerOutlook {

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerOutlook.class);

    private final HerobaseEndpoint endpoint;
    private final Feed<?> feed;
    private final WindowPlan plan;
    private final Duration delay;
    private final ConsumerCosts costs;

    private Cost cost;
    private boolean limitTold;
    private boolean told;

    /** @param delay between two polls */
    ConsumerOutlook(HerobaseEndpoint endpoint, Feed<?> feed, WindowPlan plan, Duration delay) {
        this.endpoint = endpoint;
        this.feed = feed;
        this.plan = plan;
        this.delay = delay;
        this.costs = endpoint.getComponent().costs();
    }

    /**
     * One line that says where the consumer begins, how it goes on, and what it costs.
     *
     * @throws IllegalStateException when that is more than the limit
     */
    void tellStart(Cursor cursor) {
        DailyLimit limit = endpoint.dailyLimit(feed.service());
        cost = costNow();
        long ofAll = costs.add(this, cost, limit);
        limitTold = limit.requests() != null;
        LOG.info(
                "{} of {} goes on at {}, position {}; history in slices of {} at first, then every {} with an overlap of {}."
                        + " That is {} requests a day, with the other consumers of the service {}, the limit is {}{}",
                feed.service(),
                endpoint.accountName(),
                cursor.position(),
                cursor.where(),
                plan.size(),
                delay,
                plan.overlap(),
                cost.requestsADay(),
                ofAll,
                limitTold ? limit.requests() : "not known yet",
                feed.uncheckedFilters().isEmpty()
                        ? ""
                        : ". Its records do not show whether the server applies " + feed.uncheckedFilters());
    }

    /** What lies ahead, once it is known what a window costs; only then is the first one asked for. */
    void tellWindows(Instant position, Instant now) {
        long windows = plan.windows(position, now);
        long requests = feed.requestsAWindow();
        // Running already, the consumer is not stopped by what it costs: it waits for quota.
        cost = costNow();
        costs.replace(this, cost);
        limitTold = false;
        told = true;
        LOG.info(
                "{} of {} reads from {} in at most {} windows of {} requests: {} requests at most, unless the server fails"
                        + " some. After that it makes {} requests a day",
                feed.service(),
                endpoint.accountName(),
                position,
                windows,
                requests,
                windows * requests,
                cost.requestsADay());
    }

    /** Whether it was said what lies ahead. */
    boolean isTold() {
        return told;
    }

    /** The limit, and what a window costs, may become known by the first answer only. */
    void compareWithLimit() {
        if (limitTold) {
            return;
        }
        DailyLimit limit = endpoint.dailyLimit(feed.service());
        limitTold = limit.requests() != null;
        String tooMuch = costs.tooMuch(cost, limit);
        if (tooMuch != null) {
            LOG.warn(tooMuch);
        }
    }

    /** The consumer makes no more requests. */
    void end() {
        costs.remove(this);
    }

    private Cost costNow() {
        return Cost.of(endpoint.accountName(), feed.service(), delay, feed.requestsAWindow());
    }
}
