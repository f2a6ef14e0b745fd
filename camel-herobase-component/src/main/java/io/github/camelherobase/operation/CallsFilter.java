package io.github.camelherobase.operation;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import io.github.camelherobase.client.HerobaseRequest.Parameter;
import io.github.camelherobase.cursor.TimeWindow;

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

    /** Only {@code StartTime} and {@code TimeSpan} are sent: {@code EndTime} was never seen to work. */
    static List<Parameter> parameters(
            List<String> include, String orgCode, TimeWindow window, Instant now, ZoneId zone) {
        LocalDateTime from = LocalDateTime.parse(LocalBound.from(window.from(), zone));
        Instant end = window.isOpen() ? now.plus(AHEAD) : window.to();
        LocalDateTime to = LocalDateTime.parse(LocalBound.to(end, zone));
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("OrgCode", orgCode));
        parameters.add(new Parameter("StartTime", LocalBound.from(window.from(), zone)));
        parameters.add(new Parameter("TimeSpan", Duration.between(from, to).toString()));
        if (!include.isEmpty()) {
            parameters.add(new Parameter("Include", String.join(",", include)));
        }
        return parameters;
    }
}
