package io.github.camelherobase.simulator.world;

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
 * @param maxCallAttempts calls without contact after which a lead is Depleted
 */
public record WorldSettings(
        ZoneId zone, ZoneId poolZone, StampPrecision precision, int site, String ownerOrgUnit, int maxCallAttempts) {

    /** Site 3064, owner {@code Sales East}, Depleted after 6 calls. */
    public static WorldSettings in(ZoneId zone, ZoneId poolZone, StampPrecision precision) {
        return new WorldSettings(zone, poolZone, precision, 3064, "Sales East", 6);
    }

    /** The local time that the wire shows. */
    public LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, zone);
    }

    String autoPoolName(Instant now) {
        return "(auto) " + LocalDateTime.ofInstant(now, poolZone).toLocalDate();
    }
}
