package io.github.camelherobase.request;

import java.util.Set;

import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.client.LostAnswer;

/**
 * What a server does that does not manage a period: it fails, resets the connection, cuts the answer, or takes too long.
 * An outage looks the same, so whoever tries a shorter period must find out whether one works.
 */
public final class RetrySmaller {

    private static final Set<Integer> STATUSES = Set.of(500, 502, 503, 504);

    private RetrySmaller() {}

    /** Whether a smaller period may succeed where one failed. */
    public static boolean isPossible(Throwable failure) {
        return failure instanceof HerobaseException e
                && (STATUSES.contains(e.getHttpResponseCode()) || isCut(e) || isUnanswered(e));
    }

    /** An answer that is not what it should be will not be so for less time either. */
    private static boolean isCut(HerobaseException e) {
        return e instanceof HerobaseProtocolException && e.isRetryable();
    }

    private static boolean isUnanswered(HerobaseException e) {
        return e instanceof HerobaseConnectionException && LostAnswer.isCauseOf(e);
    }
}
