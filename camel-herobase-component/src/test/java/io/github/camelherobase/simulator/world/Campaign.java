package io.github.camelherobase.simulator.world;

/**
 * A dialling activity; every lead belongs to exactly one (vendor's page, "About campaigns").
 *
 * @param maxCallAttempts calls without contact after which a lead is Depleted
 */
public record Campaign(
        String uniqueId,
        String code,
        String name,
        Project project,
        LeadDefinition definition,
        int maxCallAttempts,
        ExpiryLimits expiry,
        boolean active) {}
