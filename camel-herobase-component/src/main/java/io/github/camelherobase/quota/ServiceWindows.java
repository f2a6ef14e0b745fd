package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * The windows of one service and the vendor's rules for them: what a request costs, which windows it needs, of which
 * window an answer speaks. Knows neither who waits nor where its state is kept; guarded by the lock of its account.
 */
final class ServiceWindows implements Ledger {

    static final long LEAST_MINUTE_LIMIT = 240;
    static final long HIGH_LIMIT = 10_000;
    private static final long MINUTES_OF_A_DAY = 24 * 60;
    private static final long MINUTE_SECONDS = 60;
    /** {@code Reset} of a minute that has just begun may be rounded up, and answered late. */
    private static final long ROUNDED_MINUTE_SECONDS = 62;

    private static final Duration PROBE_PATIENCE = Duration.ofSeconds(10);

    static final int DAY = 0;
    private static final int MINUTE = 1;

    private final boolean fairUse;
    private final RequestCost cost;
    private final QuotaWindow day = QuotaWindow.day(DAY);
    private final QuotaWindow minute = QuotaWindow.minute(MINUTE);
    private final List<QuotaWindow> windows;
    private final HeaderTrust headers = new HeaderTrust();

    /** Whether the limits service told the day's limit. */
    private boolean limitTold;
    /** Whether anything is known of this service; until then requests go one by one. */
    private boolean known;
    /** When the next request goes although the first is not answered; nobody waits longer for a server that is silent. */
    private Instant nextProbeAt = Instant.MAX;
    /** Units of all requests that were ever answered. */
    private long settled;

    ServiceWindows(boolean fairUse, RequestCost cost) {
        this.fairUse = fairUse;
        this.cost = cost;
        this.windows = fairUse ? List.of(day, minute) : List.of(day);
    }

    @Override
    public boolean roll(Instant now) {
        boolean dayBegins = day.roll(now);
        if (fairUse) {
            minute.roll(now);
        }
        return dayBegins;
    }

    @Override
    public Grant grant(Reserve reserve, Instant now) {
        int units = units(now);
        if (isUndecided(now) || !allows(units, reserve, now)) {
            return null;
        }
        QuotaWindow.Mark[] marks = marks();
        take(units);
        nextProbeAt = now.plus(PROBE_PATIENCE);
        return new Grant(units, marks);
    }

    /** Whether all windows have so many units, and the day so many besides. */
    boolean allows(int units, Reserve reserve, Instant now) {
        return day.allows(units, reserve.of(day.limit()), now) && (!fairUse || minute.allows(units, 0, now));
    }

    /** The one that leaves least of the day's limit to others, whether it is units or a share. */
    Reserve least(Collection<Reserve> reserves) {
        return Collections.min(reserves, Comparator.comparingLong(reserve -> reserve.of(day.limit())));
    }

    /** Whether units that were taken may still be used. */
    boolean holds(Reserve reserve) {
        return day.holds(reserve.of(day.limit())) && (!fairUse || minute.holds(0));
    }

    /** Takes units from all windows. */
    void take(long units) {
        windows.forEach(window -> window.grant(units));
    }

    QuotaWindow.Mark[] marks() {
        QuotaWindow.Mark[] marks = new QuotaWindow.Mark[windows.size()];
        for (int window = 0; window < marks.length; window++) {
            marks[window] = windows.get(window).mark();
        }
        return marks;
    }

    /** The dearer counting is for services of more than 10,000 requests a day; an unknown limit may be one. */
    int units(Instant now) {
        return day.isLimitKnown() && day.limit() <= HIGH_LIMIT ? 1 : cost.at(now);
    }

    /** The first request ever is under way: its answer tells what there is. */
    boolean isUndecided(Instant now) {
        return !known && day.inFlight() > 0 && now.isBefore(nextProbeAt);
    }

    @Override
    public Instant grantsFrom(Instant now) {
        return isUndecided(now) ? nextProbeAt : Instant.MAX;
    }

    @Override
    public Obstacle awaited(Instant now) {
        return known ? Obstacle.ANSWERS_AWAITED : Obstacle.NOTHING_KNOWN;
    }

    @Override
    public void answered(Permit permit, RateLimit said, Instant now) {
        settle(permit, said, now);
        windows.forEach(window -> window.accepted(permit));
        if (headers.isDoubted(now)) {
            return;
        }
        HeaderTrust.Told told = headers.hear(permit, said, day.mark(), now);
        if (told == HeaderTrust.Told.INCONSISTENT || !learn(permit, said, told == HeaderTrust.Told.SAME_WINDOW, now)) {
            doubtHeaders(now);
        }
    }

    private boolean learn(Permit permit, RateLimit said, boolean sameWindow, Instant now) {
        RateLimit plausible = contradictsTheDay(said) || mayBeOfEither(said) ? ofTheMinute(said) : said;
        QuotaWindow window = spokenOf(plausible);
        learnLimit(plausible);
        boolean possible = window.learn(permit, plausible, sameWindow, now);
        if (window == day && !limitTold) {
            day.probeIfUsedUpByOthers(now);
        }
        return possible;
    }

    /** What is known by headers alone is forgotten, and they are not heeded for a while: a refusal will tell. */
    private void doubtHeaders(Instant now) {
        headers.doubt(now);
        if (!limitTold) {
            day.forgetHeaders(QuotaWindow.UNLIMITED, now);
        }
        minute.forgetHeaders(limitTold ? minuteLimit(day.limit()) : LEAST_MINUTE_LIMIT, now);
    }

    @Override
    public Refusal refused(Permit permit, RateLimit said, Instant now) {
        settle(permit, said, now);
        if (isUnexplained(permit, said)) {
            doubtHeaders(now);
        }
        RateLimit plausible = plausibleRefusal(said, now);
        QuotaWindow window = spokenOf(plausible);
        window.close(permit, learnLimit(plausible), now);
        if (window == minute && day.end() != null) {
            // Whatever is used up, a new day has all of it.
            minute.openNotAfter(day.end());
        }
        return new Refusal(window.status(), window == day);
    }

    /** Whether a refused request would have fitted into what was left. */
    private static boolean isUnexplained(Permit permit, RateLimit said) {
        boolean isOver = said.resetSeconds() != null && said.resetSeconds() == 0;
        return said.remaining() != null && said.remaining() >= permit.units() && !isOver;
    }

    private RateLimit plausibleRefusal(RateLimit said, Instant now) {
        if (limitTold && said.limit() != null && said.limit() == day.limit()) {
            return said;
        }
        if (headers.isDoubted(now)) {
            return RateLimit.UNKNOWN.retriedAfter(said.retryAfterSeconds());
        }
        return limitTold && isMinuteFigure(said.limit()) || mayBeOfEither(said) || isOfSomeMinute(said)
                ? ofTheMinute(said)
                : said;
    }

    /**
     * Whether a refusal names a limit that can be neither the day's nor the minute's as the page has it, and an end within
     * a minute. To take it for the day's would withhold what is left of the day.
     */
    private boolean isOfSomeMinute(RateLimit said) {
        boolean endsSoon = said.resetSeconds() == null || said.resetSeconds() <= ROUNDED_MINUTE_SECONDS;
        return fairUse
                && said.limit() != null
                && said.limit() != day.limit()
                && endsSoon
                && !isMinuteFigure(said.limit());
    }

    private RateLimit learnLimit(RateLimit said) {
        if (said.limit() != null) {
            limit(spokenOf(said), said.limit());
        }
        return said;
    }

    private void settle(Permit permit, RateLimit said, Instant now) {
        known = true;
        settled += permit.units();
        windows.forEach(window -> window.settle(permit, now));
        if (!said.equals(RateLimit.UNKNOWN)) {
            windows.forEach(window -> window.told(permit));
        }
    }

    @Override
    public void notSent(Permit permit) {
        giveBack(permit.units());
    }

    void giveBack(long units) {
        windows.forEach(window -> window.giveBack(units));
    }

    @Override
    public void tellLimit(long daily) {
        known = true;
        limitTold = true;
        limit(day, daily);
    }

    @Override
    public void reconcile(UsageCount told, long settledBefore, Instant now) {
        day.reconcile(told, day.inFlight() + settled - settledBefore, now);
    }

    @Override
    public long settled() {
        return settled;
    }

    private void limit(QuotaWindow window, long limit) {
        if (window == day) {
            day.limit(limit);
            minute.limit(minuteLimit(limit));
        } else {
            // The page's formula is a promise; what is said beyond it is not relied upon.
            minute.limit(day.isLimitKnown() ? Math.min(limit, minuteLimit(day.limit())) : limit);
        }
    }

    /**
     * A header speaks of the day when {@code Reset} is more than a minute, or {@code Limit} is not the minute's figure,
     * else of the minute.
     */
    private QuotaWindow spokenOf(RateLimit said) {
        boolean minuteFigure = isMinuteFigure(said.limit());
        boolean anotherFigure = said.limit() != null && !minuteFigure;
        long longest = minuteFigure ? ROUNDED_MINUTE_SECONDS : MINUTE_SECONDS;
        boolean longerThanAMinute = said.resetSeconds() != null && said.resetSeconds() > longest;
        return !fairUse || longerThanAMinute || anotherFigure || isLongPause(said) ? day : minute;
    }

    /** What is before the server sends {@code Retry-After} alone, and for a while; for longer, a day is used up. */
    private static boolean isLongPause(RateLimit said) {
        return said.resetSeconds() == null
                && said.retryAfterSeconds() != null
                && said.retryAfterSeconds() > QuotaWindow.LONGEST_REPEATED_WAIT.toSeconds();
    }

    private boolean isMinuteFigure(Long limit) {
        if (limit == null || !fairUse) {
            return false;
        }
        return day.isLimitKnown() ? limit == minuteLimit(day.limit()) : limit >= LEAST_MINUTE_LIMIT;
    }

    /**
     * A successful answer must not close the day with a limit that cannot be: another than the limits service told, or
     * one below what was used already.
     */
    private boolean contradictsTheDay(RateLimit said) {
        if (!fairUse || said.limit() == null || spokenOf(said) != day) {
            return false;
        }
        return limitTold && said.limit() != day.limit() || said.limit() < day.certain();
    }

    /**
     * A large limit without the {@code Reset} that would say whose it is: of the minute it would allow what no page
     * promises, of the day it might withhold what is left. The minute keeps what is promised.
     */
    private boolean mayBeOfEither(RateLimit said) {
        return fairUse
                && !day.isLimitKnown()
                && said.resetSeconds() == null
                && said.limit() != null
                && said.limit() > LEAST_MINUTE_LIMIT;
    }

    /** What is left of headers that cannot be of the day: {@code Remaining}, and {@code Reset} if it fits a minute. */
    private RateLimit ofTheMinute(RateLimit said) {
        boolean fits = said.resetSeconds() != null && said.resetSeconds() <= ROUNDED_MINUTE_SECONDS;
        Long remaining = said.remaining() == null ? null : Math.min(said.remaining(), minute.limit());
        return new RateLimit(null, remaining, fits ? said.resetSeconds() : null, said.retryAfterSeconds());
    }

    private static long minuteLimit(long daily) {
        return Math.max((daily + MINUTES_OF_A_DAY - 1) / MINUTES_OF_A_DAY, LEAST_MINUTE_LIMIT);
    }

    @Override
    public Obstacle obstacle(Reserve reserve, Instant now) {
        QuotaWindow window = lastToOpen(reserve, now);
        return window == null
                ? null
                : Obstacle.usedUp(window.status(), window == day ? reserve.of(day.limit()) : 0, window.allowsFrom());
    }

    /** Of the windows that have no room, the last to open; null when all have, or an answer must come first. */
    private QuotaWindow lastToOpen(Reserve reserve, Instant now) {
        int units = units(now);
        QuotaWindow last = null;
        for (QuotaWindow window : windows) {
            if (!window.hasRoom(units, window == day ? reserve.of(day.limit()) : 0, now)) {
                if (window.allowsFrom() == null) {
                    return null;
                }
                if (last == null || window.allowsFrom().isAfter(last.allowsFrom())) {
                    last = window;
                }
            }
        }
        return last;
    }

    @Override
    public boolean isDayUsedUp(Reserve reserve, Instant now) {
        return !day.hasRoom(units(now), reserve.of(day.limit()), now);
    }

    @Override
    public List<WindowStatus> status() {
        return windows.stream().map(QuotaWindow::status).toList();
    }

    /** The server counts these as well: what was used of both is added. */
    @Override
    public void add(Ledger other) {
        ServiceWindows others = other.windows();
        learnFrom(others);
        day.add(others.day);
        minute.add(others.minute);
        settled += others.settled;
    }

    /** The same requests may have been counted there: at least as much is used. */
    @Override
    public void raiseTo(Ledger other) {
        ServiceWindows others = other.windows();
        learnFrom(others);
        day.raiseTo(others.day);
        minute.raiseTo(others.minute);
    }

    @Override
    public ServiceWindows windows() {
        return this;
    }

    private void learnFrom(ServiceWindows others) {
        known |= others.known;
        if (others.limitTold && !limitTold) {
            limitTold = true;
            limit(day, others.day.limit());
        }
    }

    /** A copy, with its times moved to another clock. */
    ServiceWindows shifted(Duration shift) {
        ServiceWindows copy = new ServiceWindows(fairUse, cost);
        StateText.Writer text = new StateText.Writer();
        save(text);
        copy.load(new StateText.Reader(text.toString(), shift));
        return copy;
    }

    void save(StateText.Writer to) {
        to.flag(limitTold).flag(known).number(settled);
        headers.save(to);
        day.save(to);
        minute.save(to);
    }

    void load(StateText.Reader from) {
        limitTold = from.flag();
        known = from.flag();
        settled = from.number();
        headers.load(from);
        day.load(from);
        minute.load(from);
    }
}
