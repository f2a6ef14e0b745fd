package io.github.camelherobase.poll;

import java.time.Duration;

import io.github.camelherobase.request.TimeExpression;

/**
 * How a consumer reads, checked.
 *
 * @param initialFrom where it begins without a stored position
 * @param fromLatest whether it begins there at the server's time, which is known only when it answers
 * @param until end of a bounded run, exclusive, resolved at each start; null: endless
 * @param overlap in which a change becomes visible
 * @param windowSize of the first slice of history; null: what is usual
 * @param batchSize records that make one body; 0: each is a body of its own
 * @param maxInFlight exchanges under way at once
 * @param maxExchangeTime how long one may be under way until that is said
 * @param responseTimeout in milliseconds; how long the route may let a live answer wait
 * @param longestUnfinished how long a record may be incomplete before it is delivered as it is; zero when none is
 * @param waitsForQuota whether a refused request is asked again later; else the poll fails
 * @param delivered what was delivered before a restart
 */
public record Polling(
        TimeExpression initialFrom,
        boolean fromLatest,
        TimeExpression until,
        Duration overlap,
        Duration windowSize,
        int batchSize,
        int maxInFlight,
        Duration maxExchangeTime,
        long responseTimeout,
        Duration longestUnfinished,
        boolean waitsForQuota,
        DeliveredRecords delivered) {

    /**
     * What is read again at each poll. A record is found by its start, and changes at its end or later, so it reaches back
     * behind the longest.
     */
    Duration readAgain() {
        return overlap.plus(longestUnfinished);
    }
}
