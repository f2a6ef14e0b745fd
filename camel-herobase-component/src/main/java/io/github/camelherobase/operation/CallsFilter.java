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
 * @param orgCodes of units and users; required by the server (observed by public clients)
 * @param include complex properties to include
 */
public record CallsFilter(List<String> orgCodes, List<String> include) {

    /** An open window is asked for up to this long after now, for the server's clock may be ahead. */
    private static final Duration AHEAD = Duration.ofHours(1);

    String inClear(String askedFor) {
        return "orgCodes=" + askedFor + (include.isEmpty() ? "" : "&include=" + String.join(",", include));
    }

    /** Only {@code StartTime} and {@code TimeSpan} are sent: {@code EndTime} was never seen to work. */
    List<Parameter> parameters(String orgCode, TimeWindow window, Instant now, ZoneId zone) {
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
