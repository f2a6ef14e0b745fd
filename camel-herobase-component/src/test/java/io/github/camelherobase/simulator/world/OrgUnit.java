package io.github.camelherobase.simulator.world;

import java.util.Optional;

/**
 * An organisational unit.
 *
 * @param orgCode unique over units and users (vendor's page, "About org codes")
 * @param parent the org code of the unit above; empty at the top
 */
public record OrgUnit(String uniqueId, String orgCode, String name, Optional<String> parent) {}
