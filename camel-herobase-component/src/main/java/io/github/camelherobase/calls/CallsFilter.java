package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.github.camelherobase.client.HerobaseRequest.Parameter;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.LocalBound;

/**
 * Which calls to ask for.
 *
 * @param orgCodes of units and users, or what {@link CallUnits} makes some of; required by the server (observed by
 *     public clients)
 * @param include complex properties to include
 */
public record CallsFilter(List<String> orgCodes, List<String> include) {

    /** @throws IllegalArgumentException when all units are asked for and one besides */
    public CallsFilter {
        if (orgCodes.size() > 1 && (orgCodes.contains(CallUnits.TOP) || orgCodes.contains(CallUnits.EACH))) {
            throw new IllegalArgumentException("orgCodes=" + String.join(",", orgCodes)
                    + " names org codes beside * or all, which already are all units; keep one or the other");
        }
    }

    /** An open window is asked for up to this long after now, for the server's clock may be ahead. */
    private static final Duration AHEAD = Duration.ofHours(1);

    String inClear(String askedFor) {
        return "orgCodes=" + askedFor + (include.isEmpty() ? "" : "&include=" + String.join(",", include));
    }

    /** Where an open window ends, or the window itself. */
    static Instant end(TimeWindow window, Instant now) {
        return window.isOpen() ? now.plus(AHEAD) : window.to();
    }

    /**
     * How much time to ask for. Whether the server adds it to local time or to an instant is not documented, so over a clock
     * change it is the longer of the two.
     */
    private static Duration span(TimeWindow window, Instant now, ZoneId zone) {
        Instant end = end(window, now);
        Duration local = Duration.between(
                LocalDateTime.parse(LocalBound.from(window.from(), zone)),
                LocalDateTime.parse(LocalBound.to(end, zone)));
        Duration exact = Duration.between(
                window.from().truncatedTo(ChronoUnit.SECONDS),
                end.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS));
        return exact.compareTo(local) > 0 ? exact : local;
    }

    /** Only {@code StartTime} and {@code TimeSpan} are sent: {@code EndTime} was never seen to work. */
    List<Parameter> parameters(String orgCode, TimeWindow window, Instant now, ZoneId zone) {
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("OrgCode", orgCode));
        parameters.add(new Parameter("StartTime", LocalBound.from(window.from(), zone)));
        parameters.add(new Parameter("TimeSpan", span(window, now, zone).toString()));
        if (!include.isEmpty()) {
            parameters.add(new Parameter("Include", String.join(",", include)));
        }
        return parameters;
    }
}
