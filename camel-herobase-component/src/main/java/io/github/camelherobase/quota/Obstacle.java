package io.github.camelherobase.quota;

import java.time.Instant;

/**
 * Why no request can be sent now.
 *
 * @param window {@code minute}, {@code day}, or {@code store}
 * @param end until when; null while that is not known
 * @param what happened, for messages
 * @param remedy what one can do about it
 */
record Obstacle(String window, Instant end, String what, String remedy) {

    /** All is used up, and no answer has yet told until when. */
    static final Obstacle UNKNOWN = usedUp(new WindowStatus("minute", null, 0, null, false), 0, null);

    /**
     * @param reserve units that are left to others
     * @param end when it is worth to ask again
     */
    static Obstacle usedUp(WindowStatus window, long reserve, Instant end) {
        return new Obstacle(
                window.window(),
                end,
                "the account's quota" + (window.limit() == null ? "" : " of " + window.limit() + " requests")
                        + " for the " + window.window() + " is used up"
                        + (reserve == 0 ? "" : " but for the " + reserve + " that quotaReserve leaves to others")
                        + (end == null ? "" : " until " + end),
                "Repeat it then, raise maxQuotaWait, or ask the vendor for a higher limit");
    }

    static Obstacle storeFails(String failure, Instant askedAgainAt) {
        return new Obstacle(
                "store",
                askedAgainAt,
                "the quota store fails (" + failure + ") and is asked again at " + askedAgainAt,
                "Repeat it then, and look after the store that the option quotaStore names");
    }
}
