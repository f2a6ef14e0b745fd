package io.github.camelherobase.simulator.world;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A lead at one moment; a change makes a new one. Immutable.
 *
 * @param number the site-wide running number within {@link #uniqueId}
 * @param uniqueId number + {@code S} + site number (observed)
 * @param data import name to value, fields of the lead definition first
 * @param ownerUser the agent who alone may make a private or VIP redial
 * @param callAttempts calls without contact so far
 */
public record Lead(
        long number,
        String uniqueId,
        Campaign campaign,
        LeadPool pool,
        LeadStatus status,
        LeadClosure closure,
        int priority,
        Instant uploadTime,
        Optional<Instant> firstProcessedTime,
        Instant lastModifiedTime,
        Map<String, String> data,
        Optional<String> ownerOrgUnit,
        Optional<String> ownerUser,
        Optional<String> uploadedByUser,
        Optional<String> firstProcessedByUser,
        Optional<String> lastModifiedByUser,
        int callAttempts) {

    public Lead {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    /** A changed copy of this lead is begun. */
    public LeadDraft edit() {
        return new LeadDraft(this);
    }

    /** The id and the status: data are about people. */
    @Override
    public String toString() {
        return "Lead " + uniqueId + " " + status;
    }
}
