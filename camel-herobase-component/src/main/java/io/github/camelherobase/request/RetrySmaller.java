package io.github.camelherobase.request;

import java.net.SocketTimeoutException;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseProtocolException;

/** What a server does that does not manage a period: it cuts the answer, or takes too long. */
public final class RetrySmaller {

    private static final int GATEWAY_TIMEOUT = 504;

    private RetrySmaller() {}

    /** Whether a smaller period may succeed where one failed. */
    public static boolean isPossible(Throwable failure) {
        return failure instanceof HerobaseException e
                && (isCut(e) || isSlow(e.getCause()) || e.getHttpResponseCode() == GATEWAY_TIMEOUT);
    }

    /** An answer that is not what it should be will not be so for less time either. */
    private static boolean isCut(HerobaseException e) {
        return e instanceof HerobaseProtocolException && e.isRetryable();
    }

    /** The time-out of connecting is of a class below it. */
    private static boolean isSlow(Throwable cause) {
        return cause != null && cause.getClass() == SocketTimeoutException.class;
    }
}
