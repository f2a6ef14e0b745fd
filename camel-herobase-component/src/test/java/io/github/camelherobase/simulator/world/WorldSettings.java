package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * What holds for the whole site.
 *
 * @param zone of every time on the wire (observed: Danish local time)
 * @param poolZone in whose midnight {@code (auto)} pools change (vendor's page: CET; whether in summer too is open)
 * @param precision of stored time stamps
 * @param site the number at the end of each id
 * @param ownerOrgUnit org code of the unit that owns the leads
 * @param commitDelay from a lead's change until exports see it
 */
public record WorldSettings(
        ZoneId zone, ZoneId poolZone, StampPrecision precision, int site, String ownerOrgUnit, Duration commitDelay) {

    /** Site 3064, owner {@code Sales East}. */
    public static WorldSettings in(ZoneId zone, ZoneId poolZone, StampPrecision precision, Duration commitDelay) {
        return new WorldSettings(zone, poolZone, precision, 3064, "Sales East", commitDelay);
    }

    /** The local time that the wire shows. */
    public LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }
}
