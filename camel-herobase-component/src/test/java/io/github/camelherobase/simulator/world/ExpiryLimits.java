package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.util.Optional;

/**
 * After how long, from its upload on, an open lead of a campaign expires (vendor's page, "Expired"); empty for never.
 *
 * @param open new leads, automatic and common redials
 * @param privateRedials private redials, which have a setting of their own
 */
public record ExpiryLimits(Optional<Duration> open, Optional<Duration> privateRedials) {

    static final ExpiryLimits NONE = new ExpiryLimits(Optional.empty(), Optional.empty());

    /** The limit that holds for a status; VIP redials are never expired. */
    Optional<Duration> of(LeadStatus status) {
        return switch (status) {
            case New, RedialAutomatic, RedialManualCommon -> open;
            case RedialManualPrivate -> privateRedials;
            default -> Optional.empty();
        };
    }
}
