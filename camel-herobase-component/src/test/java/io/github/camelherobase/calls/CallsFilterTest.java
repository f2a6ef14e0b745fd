package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.camelherobase.client.HerobaseRequest.Parameter;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.LocalBound;
import io.github.camelherobase.request.WindowCheck;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether a server adds a period to local time or to an instant: over a clock change no call is left out. */
class CallsFilterTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant SPRING = Instant.parse("2026-03-29T01:00:00Z");
    private static final Instant AUTUMN = Instant.parse("2026-10-25T01:00:00Z");

    @Property(tries = 2_000)
    void everyInstantOfTheWindowIsAskedFor(
            @ForAll boolean autumn,
            @ForAll @IntRange(min = -12_000, max = 12_000) int begin,
            @ForAll @IntRange(min = 1, max = 12_000) int length,
            @ForAll @IntRange(min = 0, max = 11_999) int offset) {
        Instant from = (autumn ? AUTUMN : SPRING).plusSeconds(begin);
        TimeWindow window = new TimeWindow(from, from.plusSeconds(length));
        Instant call = from.plusSeconds(offset % length);
        Map<String, String> sent = new CallsFilter(List.of("North"), List.of())
                .parameters("North", window, window.to(), ZONE).stream()
                        .collect(Collectors.toMap(Parameter::name, Parameter::value));
        LocalDateTime start = LocalDateTime.parse(sent.get("StartTime"));
        Duration span = Duration.parse(sent.get("TimeSpan"));

        LocalDateTime local = LocalDateTime.ofInstant(call, ZONE);
        assertThat(local).isAfterOrEqualTo(start).isBefore(start.plus(span));

        // A server that counts in instants takes the first or the second of a doubled hour for the start.
        boolean doubled = ZONE.getRules().getValidOffsets(start).size() > 1;
        if (!doubled) {
            assertThat(call).isBefore(start.atZone(ZONE).toInstant().plus(span));
        }
        assertThat(new WindowCheck(window, ZONE).violatedFilter(LocalBound.seconds(call, ZONE)))
                .as("and it is let through here")
                .isNull();
    }
}
