package io.github.camelherobase.imports;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelherobase.api.ImportReport.Problem;
import io.github.camelherobase.imports.LeadSource.TakenLead;

/**
 * The leads of one import that are in doubt, as far as they can be taken up again. Not safe for several threads: its
 * owner holds a lock.
 */
final class OpenDoubts {

    /** Beyond these a lead stays in doubt whatever comes, so that an import of any size needs little memory. */
    private static final int KEPT = 1_000;

    /** So often doubts are looked up in one attempt; what was sent again may be in doubt again. */
    private static final int LOOK_UPS = 3;

    private final Map<Long, DoubtfulLead> open = new LinkedHashMap<>();
    private final Set<Long> told = new HashSet<>();
    private int lookUpsLeft;

    /**
     * One of them.
     *
     * @param doubt null when it cannot be looked up
     */
    record DoubtfulLead(TakenLead taken, Doubt doubt, Problem problem) {}

    void beginAttempt() {
        lookUpsLeft = LOOK_UPS;
    }

    /** False when there are too many already. */
    boolean add(DoubtfulLead lead) {
        if (open.size() >= KEPT) {
            return false;
        }
        open.put(lead.taken().position(), lead);
        return true;
    }

    /** They are in doubt no more, or are sent again. */
    void remove(Collection<DoubtfulLead> leads) {
        leads.forEach(lead -> open.remove(lead.taken().position()));
    }

    List<DoubtfulLead> all() {
        return List.copyOf(open.values());
    }

    boolean isEmpty() {
        return open.isEmpty();
    }

    /** Those to look up now, by their doubts; none when it was tried often enough. */
    Map<Doubt, DoubtfulLead> toLookUp() {
        Map<Doubt, DoubtfulLead> byDoubt = new LinkedHashMap<>();
        if (lookUpsLeft > 0) {
            open.values().stream()
                    .filter(lead -> lead.doubt() != null)
                    .forEach(lead -> byDoubt.put(lead.doubt(), lead));
        }
        lookUpsLeft--;
        return byDoubt;
    }

    /** Those that nobody was told of yet, whom the caller tells now. */
    List<DoubtfulLead> toTell() {
        List<DoubtfulLead> untold = new ArrayList<>();
        for (DoubtfulLead lead : open.values()) {
            if (told.add(lead.taken().position())) {
                untold.add(lead);
            }
        }
        return untold;
    }
}
