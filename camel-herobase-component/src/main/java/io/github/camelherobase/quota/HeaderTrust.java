package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;

/**
 * Whether the headers of a service's successful answers can be believed. A window's end stands still until it is reached,
 * and what was counted in it does not fall; headers that say otherwise lie, and are not heeded for an hour. Guarded by the
 * lock of its {@link ServiceQuota}.
 */
final class HeaderTrust {

    /** What an answer tells, compared with those before. */
    enum Told {
        SAME_WINDOW,
        ANOTHER_WINDOW,
        INCONSISTENT
    }

    private static final Duration DOUBT_LASTS = Duration.ofHours(1);
    /** {@code Reset} is in whole seconds, rounded we do not know how, and clocks do not run quite alike. */
    private static final Duration SLACK = Duration.ofSeconds(2);
    /** By then clocks may have drifted apart. */
    private static final Duration TOO_OLD = Duration.ofHours(1);

    private Instant doubtedUntil = Instant.MIN;
    /** The window that was last told of ends between these two. */
    private Instant endsNotBefore = Instant.MIN;

    private Instant endsNotAfter = Instant.MIN;
    /** When it was first told of. */
    private Heard told = Heard.NEVER;
    /** The last that was told of its count; negative: nothing. */
    private long counted = -1;

    private long ofLimit;
    private Heard countTold = Heard.NEVER;

    boolean isDoubted(Instant now) {
        return now.isBefore(doubtedUntil);
    }

    void doubt(Instant now) {
        doubtedUntil = now.plus(DOUBT_LASTS);
        told = Heard.NEVER;
    }

    /** Hears a successful answer; {@code day} is where the day stands with it. */
    Told hear(Permit permit, RateLimit said, QuotaWindow.Mark day, Instant now) {
        Told tells = compare(permit, said, new Heard(now, day));
        if (tells == Told.INCONSISTENT) {
            doubt(now);
        }
        return tells;
    }

    private Told compare(Permit permit, RateLimit said, Heard now) {
        if (said.resetSeconds() == null) {
            return Told.SAME_WINDOW;
        }
        Instant notBefore = permit.grantedAt().plusSeconds(said.resetSeconds()).minus(SLACK);
        Instant notAfter = now.at().plusSeconds(said.resetSeconds()).plus(SLACK);
        if (now.at().minus(TOO_OLD).isAfter(told.at())) {
            return begin(notBefore, notAfter, said, now);
        }
        if (notBefore.isAfter(endsNotAfter)) {
            return now.at().isBefore(endsNotBefore) ? Told.INCONSISTENT : begin(notBefore, notAfter, said, now);
        }
        if (notAfter.isBefore(endsNotBefore)) {
            return told.isBefore(permit) ? Told.INCONSISTENT : Told.ANOTHER_WINDOW;
        }
        endsNotBefore = notBefore.isAfter(endsNotBefore) ? notBefore : endsNotBefore;
        endsNotAfter = notAfter.isBefore(endsNotAfter) ? notAfter : endsNotAfter;
        return lostCount(permit, said, now) ? Told.INCONSISTENT : Told.SAME_WINDOW;
    }

    private Told begin(Instant notBefore, Instant notAfter, RateLimit said, Heard now) {
        endsNotBefore = notBefore;
        endsNotAfter = notAfter;
        told = now;
        counted = -1;
        count(said, now);
        return Told.ANOTHER_WINDOW;
    }

    /** Whether fewer were counted than before, or a second request was accepted when nothing was left. */
    private boolean lostCount(Permit permit, RateLimit said, Heard now) {
        if (said.limit() == null || said.remaining() == null) {
            return false;
        }
        if (counted < 0 || said.limit() != ofLimit) {
            count(said, now);
            return false;
        }
        if (said.remaining() == 0 && counted == ofLimit) {
            return true;
        }
        boolean sentLater = countTold.isBefore(permit);
        boolean fewer = said.limit() - said.remaining() < counted;
        if (sentLater || !fewer) {
            count(said, now);
        }
        return sentLater && fewer;
    }

    private void count(RateLimit said, Heard now) {
        if (said.limit() != null && said.remaining() != null) {
            counted = said.limit() - said.remaining();
            ofLimit = said.limit();
            countTold = now;
        }
    }

    void save(StateText.Writer to) {
        to.time(doubtedUntil).time(endsNotBefore).time(endsNotAfter);
        told.save(to);
        to.number(counted).number(ofLimit);
        countTold.save(to);
    }

    /** What {@link #save} wrote. */
    void load(StateText.Reader from) {
        doubtedUntil = from.time();
        endsNotBefore = from.time();
        endsNotAfter = from.time();
        told = Heard.load(from);
        counted = from.number();
        ofLimit = from.number();
        countTold = Heard.load(from);
    }

    /**
     * When an answer was heard.
     *
     * @param day where the day stood with it
     */
    private record Heard(Instant at, QuotaWindow.Mark day) {

        private static final Heard NEVER = new Heard(Instant.MIN, new QuotaWindow.Mark(0, 0, 0));

        /**
         * Whether the permit was granted later. Of two requests under way at once either may be answered first, and a
         * clock may be too coarse to tell.
         */
        boolean isBefore(Permit permit) {
            return !permit.grantedAt().isBefore(at)
                    && permit.mark(ServiceWindows.DAY).isNotBefore(day);
        }

        void save(StateText.Writer to) {
            to.time(at).number(day.generation()).number(day.answered());
        }

        static Heard load(StateText.Reader from) {
            return new Heard(from.time(), new QuotaWindow.Mark(from.number(), from.number(), 0));
        }
    }
}
