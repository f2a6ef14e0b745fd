package io.github.camelherobase.simulator.world;

/** A dialling activity; every lead belongs to exactly one (vendor's page, "About campaigns"). */
public record Campaign(
        String uniqueId,
        String code,
        String name,
        Project project,
        LeadDefinition definition,
        ExpiryLimits expiry,
        boolean active) {}
