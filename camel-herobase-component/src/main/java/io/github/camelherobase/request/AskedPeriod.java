package io.github.camelherobase.request;

import java.time.Instant;

/** The one rule for a period that somebody asks for: it ends after it begins. Otherwise the answer is empty, and looks right. */
public final class AskedPeriod {

    private AskedPeriod() {}

    /**
     * @param fromName the option that gives the start, for the message
     * @param from null: no bound
     * @param toName the option that gives the end, for the message
     * @param to exclusive; null: no bound
     * @throws IllegalArgumentException when nothing can lie between the two
     */
    public static void check(String fromName, Instant from, String toName, Instant to) {
        if (from != null && to != null && !to.isAfter(from)) {
            throw new IllegalArgumentException("The period from " + fromName + " to " + toName + " ends at " + to
                    + ", which is not after its start " + from + "; " + toName
                    + " is exclusive, so for a whole day name the day after it");
        }
    }
}
