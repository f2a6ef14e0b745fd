package io.github.camelherobase.api;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/**
 * Times as the server writes them: local time with seven decimals and no offset. In the hour that an autumn clock change
 * doubles, the first of the two is meant.
 */
final class LocalTimes {

    private LocalTimes() {}

    /**
     * Null for none.
     *
     * @throws HerobaseProtocolException naming the member, never its content
     */
    static OffsetDateTime read(String member, String text, ZoneId zone) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return LocalDateTime.parse(text).atZone(zone).toOffsetDateTime();
        } catch (DateTimeParseException local) {
            try {
                return OffsetDateTime.parse(text);
            } catch (DateTimeParseException e) {
                throw new HerobaseProtocolException(
                        "The record's " + member + " is not an ISO 8601 date and time", null, null, 200, false);
            }
        }
    }
}
