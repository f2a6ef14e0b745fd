package io.github.camelherobase.api;

import java.time.Instant;

/** The account's request quota leaves no request within the time that may be waited; nothing was sent. */
public class HerobaseQuotaExceededException extends HerobaseException {

    private final String window;
    private final Instant resetsAt;

    public HerobaseQuotaExceededException(String message, String service, String window, Instant resetsAt) {
        super(message, null, service, 429, true);
        this.window = window;
        this.resetsAt = resetsAt;
    }

    /** The window that is used up: {@code minute} or {@code day}; {@code store} when the quota's store fails. */
    public String getWindow() {
        return window;
    }

    /** When that window opens again; null when that is not known yet. */
    public Instant getResetsAt() {
        return resetsAt;
    }
}
