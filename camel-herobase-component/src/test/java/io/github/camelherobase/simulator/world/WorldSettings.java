package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * What holds for the whole site.
 *
 * @param zone the site's own (observed: Danish local time)
 * @param boundsZone in which the bounds of exports are read
 * @param stampZone of every time in an answer
 * @param poolZone in whose midnight {@code (auto)} pools change (vendor's page: CET; whether in summer too is open)
 * @param precision of stored time stamps
 * @param site the number at the end of each id
 * @param ownerOrgUnit org code of the unit that owns the leads
 * @param commitDelay from a lead's change until exports see it
 */
public record WorldSettings(
        ZoneId zone,
        ZoneId boundsZone,
        ZoneId stampZone,
        ZoneId poolZone,
        StampPrecision precision,
        int site,
        String ownerOrgUnit,
        Duration commitDelay) {

    /** Site 3064, owner {@code Sales East}. */
    public static WorldSettings in(ZoneId zone, ZoneId poolZone, StampPrecision precision, Duration commitDelay) {
        return new WorldSettings(zone, zone, zone, poolZone, precision, 3064, "Sales East", commitDelay);
    }

    /** These settings with other zones for bounds and for the times in answers. */
    public WorldSettings onTheWire(ZoneId bounds, ZoneId stamps) {
        return new WorldSettings(zone, bounds, stamps, poolZone, precision, site, ownerOrgUnit, commitDelay);
    }

    /** The site's local time. */
    public LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }

    /** The local time that the bounds of exports are compared with. */
    public LocalDateTime bounded(Instant instant) {
        return LocalDateTime.ofInstant(instant, boundsZone);
    }

    /** The local time that answers show. */
    public LocalDateTime shown(Instant instant) {
        return LocalDateTime.ofInstant(instant, stampZone);
    }
}
