package io.github.camelherobase.simulator.service;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Optional;

import io.github.camelherobase.simulator.http.QueryParameters;

/** Reads times in queries: ISO 8601 date, or date-time with or without an offset (vendor's page; variants observed). */
final class TimeParameter {

    private final ZoneId zone;
    private final OffsetHandling offsets;
    private final BoundsRounding rounding;

    /** Reads times of {@code zone}. */
    TimeParameter(ZoneId zone, OpenPoints openPoints) {
        this.zone = zone;
        this.offsets = openPoints.offsetHandling();
        this.rounding = openPoints.boundsRounding();
    }

    /** The local time that a parameter names; a date means its midnight. */
    Optional<LocalDateTime> read(QueryParameters query, String name) {
        return query.text(name).flatMap(text -> parse(text, name)).map(rounding::round);
    }

    private Optional<LocalDateTime> parse(String text, String name) {
        try {
            if (text.indexOf('T') < 0) {
                return withoutOffset(LocalDate.parse(text).atStartOfDay());
            }
            TemporalAccessor time =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
            return time instanceof OffsetDateTime withOffset
                    ? Optional.of(offsets.local(withOffset, zone, name))
                    : withoutOffset((LocalDateTime) time);
        } catch (DateTimeException malformed) {
            throw RefusedException.argument(name, "Not an ISO 8601 date or date-time");
        }
    }

    private Optional<LocalDateTime> withoutOffset(LocalDateTime time) {
        return offsets == OffsetHandling.REQUIRED ? Optional.empty() : Optional.of(time);
    }
}
