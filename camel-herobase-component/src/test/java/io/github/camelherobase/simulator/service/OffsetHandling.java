package io.github.camelherobase.simulator.service;

import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** What a {@code Z} or an offset in a filter's time means (open point). */
public enum OffsetHandling {
    /** The time is converted to the site's zone. */
    HONOURED {
        @Override
        LocalDateTime local(OffsetDateTime time, ZoneId zone, String parameter) {
            return time.atZoneSameInstant(zone).toLocalDateTime();
        }
    },
    /** The digits are taken as local time. */
    IGNORED {
        @Override
        LocalDateTime local(OffsetDateTime time, ZoneId zone, String parameter) {
            return time.toLocalDateTime();
        }
    },
    /** The time is converted to the site's zone; one without an offset is not read, as if it had not been sent. */
    REQUIRED {
        @Override
        LocalDateTime local(OffsetDateTime time, ZoneId zone, String parameter) {
            return HONOURED.local(time, zone, parameter);
        }
    },
    /** 400. */
    REFUSED {
        @Override
        LocalDateTime local(OffsetDateTime time, ZoneId zone, String parameter) {
            throw RefusedException.argument(parameter, "Offsets are not supported");
        }
    };

    abstract LocalDateTime local(OffsetDateTime time, ZoneId zone, String parameter);
}
