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

    /**
     * What was in the way: the window {@code minute} or {@code day} when it is used up; {@code store} when the quota's store
     * fails or does not answer; {@code unknown} when nothing is used up as far as is known, but the answer that would tell,
     * or a thread to send on, was waited for in vain.
     */
    public String getWindow() {
        return window;
    }

    /** When that window opens again; null when that is not known yet. */
    public Instant getResetsAt() {
        return resetsAt;
    }
}
