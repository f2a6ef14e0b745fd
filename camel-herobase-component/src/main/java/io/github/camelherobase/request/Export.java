package io.github.camelherobase.request;

import java.time.Instant;

import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.quota.RateLimit;

/**
 * An export that has begun.
 *
 * @param records to be read to the end or closed
 * @param rateLimit what the answer said of the quota
 * @param sentAt the server's time when the request was sent; ours when the server does not tell its own
 * @param ownSentAt our clock's time when the request was sent
 * @param tellsTime whether the server tells its own time
 */
public record Export<T>(
        RecordStream<T> records, RateLimit rateLimit, Instant sentAt, Instant ownSentAt, boolean tellsTime) {

    /** The same answer with other records. */
    public Export<T> with(RecordStream<T> others) {
        return new Export<>(others, rateLimit, sentAt, ownSentAt, tellsTime);
    }
}
