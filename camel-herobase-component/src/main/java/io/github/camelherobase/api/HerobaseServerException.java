package io.github.camelherobase.api;

import java.time.Instant;

/** 5xx: the server failed. Public clients also saw 500 for mistakes in a request, such as a saved search without a name. */
public class HerobaseServerException extends HerobaseException {

    private Instant retryAt;

    public HerobaseServerException(String message, String service, int status) {
        super(message, null, service, status, true);
    }

    /**
     * When the server, or a gateway before it, wants to be asked again ({@code Retry-After}), by this process's clock; null
     * when it does not say. A consumer rests until then, for 15 minutes at most. A producer repeats nothing by itself: use
     * it in an error handler of the route.
     */
    public Instant getRetryAt() {
        return retryAt;
    }

    public void setRetryAt(Instant retryAt) {
        this.retryAt = retryAt;
    }
}
