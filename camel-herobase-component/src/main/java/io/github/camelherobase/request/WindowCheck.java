package io.github.camelherobase.request;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneId;

import io.github.camelherobase.cursor.TimeWindow;

/** Whether a time as the server writes it lies in a window; compared in whole seconds of local time, as the bounds go out. */
public final class WindowCheck {

    private static final String OF_LEADS = "modifiedFrom/modifiedTo";

    private static final String OF_CALLS = "startTime/timeSpan";

    /** {@code 2026-05-06T10:16:41}, without the decimals. */
    private static final int SECONDS_LENGTH = 19;

    private static final int PLACE_OF_T = 10;

    /** The zones of the world are this far apart, and more than a day. */
    private static final Duration READ_EARLIER = Duration.ofHours(26);

    private final String from;
    private final String to;
    private final ZoneId zone;

    /**
     * Of one window of many. A server that reads bounds earlier than they are meant, or rounds them down, returns a record
     * in the window behind its own: so much before the window passes, and what was delivered already is told by its bytes.
     * The upper edge is that of all windows, for what comes behind its own window's is passed over when the next brings it
     * again.
     *
     * @param window begins where the one that is read does, and ends where reading ends; open: nowhere
     */
    public WindowCheck(TimeWindow window, ZoneId zone) {
        this(
                LocalBound.from(window.from().minus(READ_EARLIER), zone),
                window.isOpen() ? null : LocalBound.to(window.to(), zone),
                zone);
    }

    /**
     * @param from inclusive, in local time; null: no bound
     * @param to exclusive, in local time; null: no bound
     */
    public WindowCheck(String from, String to, ZoneId zone) {
        this.from = from;
        this.to = to;
        this.zone = zone;
    }

    /** A record that does not show the time passes: it cannot be checked. */
    public String violatedFilter(String time) {
        return time == null || time.isEmpty() || isWithin(time) ? null : OF_LEADS;
    }

    /** The same for a call. */
    public String violatedFilterOfCalls(String time) {
        return violatedFilter(time) == null ? null : OF_CALLS;
    }

    /** Whether a filter's name is that of the window. */
    public static boolean isOfTime(String filter) {
        return filter.equals(OF_LEADS) || filter.equals(OF_CALLS);
    }

    private boolean isWithin(String time) {
        String local = isLocal(time) ? time : local(time);
        // Bounds are whole seconds: what is behind them in a time decides nothing.
        return local == null || (from == null || local.compareTo(from) >= 0) && (to == null || local.compareTo(to) < 0);
    }

    private static boolean isLocal(String time) {
        if (time.length() < SECONDS_LENGTH || time.charAt(PLACE_OF_T) != 'T') {
            return false;
        }
        for (int i = SECONDS_LENGTH; i < time.length(); i++) {
            char c = time.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    /** Null for a time in a form of its own, which cannot be checked. */
    private String local(String time) {
        try {
            return LocalBound.seconds(OffsetDateTime.parse(time).toInstant(), zone);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
