package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.cursor.Cursor;
import io.github.camelherobase.cursor.WindowPlan;
import io.github.camelherobase.poll.PollBudget.Cost;
import io.github.camelherobase.poll.PollBudget.DailyLimit;
import io.github.camelherobase.request.Feed;

/** What lies ahead of a consumer, and what it costs in requests: said at its start, and held against the limit. */
public final class PollForecast {

    private static final Logger LOG = LoggerFactory.getLogger(PollForecast.class);

    private final String account;
    private final Supplier<DailyLimit> limit;
    private final Feed<?> feed;
    private final WindowPlan plan;
    private final Duration delay;
    private final PollBudget budget;

    /** Whose cost is that of the requests besides. */
    private final Object besides = new Object();

    private Cost cost;
    private boolean limitTold;
    private boolean told;
    /** Windows that were foretold, and those that were read of them. */
    private long foretold;

    private long read;

    /**
     * @param account whose quota the requests use
     * @param budget of all consumers of the context
     * @param limit the service's, as far as it is known by now
     * @param delay between two polls
     */
    public PollForecast(
            String account,
            PollBudget budget,
            Supplier<DailyLimit> limit,
            Feed<?> feed,
            WindowPlan plan,
            Duration delay) {
        this.account = account;
        this.budget = budget;
        this.limit = limit;
        this.feed = feed;
        this.plan = plan;
        this.delay = delay;
    }

    /**
     * One line that says where the consumer begins, how it goes on, and what it budget.
     *
     * @throws IllegalStateException when that is more than the limit
     */
    public void tellStart(Cursor cursor) {
        DailyLimit limit = this.limit.get();
        cost = costNow();
        long ofAll = budget.add(this, cost, limit);
        if (feed.besides() != null) {
            budget.replace(besides, Cost.of(account, feed.besides(), delay, 1));
        }
        limitTold = limit.requests() != null;
        LOG.info(
                "{} of {} {} at {}, position {}; history in slices of {} at first, then every {} with an overlap of {}."
                        + " That is {} requests a day, with the other consumers of the service {}, the limit is {}{}{}{}",
                feed.service(),
                account,
                cursor.isFirst() ? "begins" : "goes on",
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
                        : ". Its records do not show whether the server applies " + feed.uncheckedFilters(),
                feed.boundsTrial() == null
                        ? ". How the server reads bounds is not checked: the records do not show what it compares"
                        : ". To check how the server reads bounds takes at most " + BoundsCheck.REQUESTS_AT_START
                                + " requests besides at the start, and " + BoundsCheck.REQUESTS_A_DAY + " a day",
                feed.besides() == null ? "" : ". Each window takes a request of " + feed.besides() + " besides");
    }

    /** What lies ahead, once it is known what a window costs; only then is the first one asked for. */
    void tellWindows(Instant position, Instant now) {
        long fewest = plan.windows(position, now);
        long most = plan.mostWindows(position, now);
        long requests = feed.requestsAWindow();
        // Running already, the consumer is not stopped by what it costs: it waits for quota.
        cost = costNow();
        budget.replace(this, cost);
        limitTold = false;
        told = true;
        foretold = fewest;
        LOG.info(
                "{} of {} reads from {} in {} to {} windows of {} requests, fewer the less they hold: {} requests at most,"
                        + " unless the server fails some, and {} if there is little. After that it makes {} requests a day",
                feed.service(),
                account,
                position,
                fewest,
                most,
                requests,
                most * requests,
                fewest * requests,
                cost.requestsADay());
    }

    /** A window of history was read: says what lies ahead anew, where that is far from what was said. */
    void windowRead(Instant position, Instant now) {
        read++;
        long ahead = plan.windows(position, now);
        if (read + ahead > 2 * foretold || 2 * (read + ahead) < foretold) {
            foretold = read + ahead;
            LOG.info(
                    "{} of {} has read {} windows and is at {}; about {} more lie ahead, of {} requests each, by what the last"
                            + " one held",
                    feed.service(),
                    account,
                    read,
                    position,
                    ahead,
                    feed.requestsAWindow());
        }
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
        DailyLimit limit = this.limit.get();
        limitTold = limit.requests() != null;
        String tooMuch = budget.tooMuch(cost, limit);
        if (tooMuch != null) {
            LOG.warn(tooMuch);
        }
    }

    /** The consumer makes no more requests. */
    public void end() {
        budget.remove(this);
        budget.remove(besides);
    }

    private Cost costNow() {
        return Cost.of(account, feed.service(), delay, feed.requestsAWindow());
    }
}
