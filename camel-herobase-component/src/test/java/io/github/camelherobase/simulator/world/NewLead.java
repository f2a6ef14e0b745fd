package io.github.camelherobase.simulator.world;

import java.util.Map;
import java.util.Optional;

/**
 * A lead to be made.
 *
 * @param poolName empty for the day's {@code (auto)} pool
 * @param uploadedBy the org code of who brings it
 */
public record NewLead(
        Campaign campaign, Map<String, String> data, Optional<String> poolName, Optional<String> uploadedBy) {}
