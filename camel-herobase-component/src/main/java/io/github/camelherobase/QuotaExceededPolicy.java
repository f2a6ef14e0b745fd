package io.github.camelherobase;

/** What to do when the account's quota leaves no request now. */
public enum QuotaExceededPolicy {
    /** Wait for the window to open, up to {@code maxQuotaWait}. */
    wait,
    /** Fail at once. */
    fail
}
