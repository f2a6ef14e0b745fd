package io.github.camelherobase.operation;

import java.net.SocketTimeoutException;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseProtocolException;

/** What a server does that does not manage a period: it cuts the answer, or takes too long. */
public final class TooLarge {

    private static final int GATEWAY_TIMEOUT = 504;

    private TooLarge() {}

    /** Whether a smaller period may succeed where one failed. */
    public static boolean isPossible(Throwable failure) {
        return failure instanceof HerobaseProtocolException
                || failure instanceof HerobaseException e
                        && (e.getCause() instanceof SocketTimeoutException
                                || e.getHttpResponseCode() == GATEWAY_TIMEOUT);
    }
}
