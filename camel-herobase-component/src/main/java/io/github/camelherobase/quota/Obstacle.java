package io.github.camelherobase.quota;

import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * Why no request can be sent now.
 *
 * @param window {@code minute}, {@code day}, {@code store}, or {@code unknown}
 * @param end until when; null while that is not known
 * @param what happened, for messages
 * @param remedy what one can do about it
 */
record Obstacle(String window, Instant end, String what, String remedy) {

    private static final String UNKNOWN = "unknown";

    /** No answer has yet told anything. */
    static final Obstacle NOTHING_KNOWN = new Obstacle(
            UNKNOWN,
            null,
            "nothing is known yet of its quota, as no request was answered so far",
            "Repeat it later; see whether the server answers");

    /** Requests under way may have used up the rest. */
    static final Obstacle ANSWERS_AWAITED = new Obstacle(
            UNKNOWN,
            null,
            "requests under way may use up the quota, and none of them was answered",
            "Repeat it later; see whether the server answers");

    /** All who may send at once do so. */
    static final Obstacle ALL_BUSY = new Obstacle(
            UNKNOWN,
            null,
            "as many requests as the endpoint or the account may have under way are not done",
            "Repeat it later, raise importConcurrency, or see what holds up the route behind them");

    static final Obstacle STORE_SILENT = new Obstacle(
            "store",
            null,
            "the quota store does not answer",
            "Repeat it later, and see to the store that the option quotaStore names");

    /**
     * @param reserve units that are left to others
     * @param end when it is worth to ask again
     */
    static Obstacle usedUp(WindowStatus window, long reserve, Instant end) {
        String quota = "the account's quota" + (window.limit() == null ? "" : " of " + window.limit() + " requests")
                + " for the " + window.window();
        return new Obstacle(
                window.window(),
                end,
                (window.closed()
                                ? "the server refused a request (429), so " + quota + " counts as used up"
                                : quota + " is used up")
                        + (reserve == 0 ? "" : " but for the " + reserve + " that quotaReserve leaves to others"),
                "Repeat it then, raise maxQuotaWait, or ask the vendor for a higher limit");
    }

    static Obstacle storeFails(String failure, Instant askedAgainAt) {
        return new Obstacle(
                "store",
                askedAgainAt,
                "the quota store fails (" + failure + ") and is asked again",
                "Repeat it later, and see to the store that the option quotaStore names");
    }

    /** What happened and until when, by the clock that people see. */
    String text(UnaryOperator<Instant> wall) {
        if (end == null) {
            return what;
        }
        return what + (window.equals("store") ? " at " : " until ") + wall.apply(end);
    }
}
