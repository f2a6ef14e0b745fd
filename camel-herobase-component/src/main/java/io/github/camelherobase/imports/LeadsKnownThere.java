package io.github.camelherobase.imports;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The leads of an endpoint that are known to be in HeroBase, by the values that name them: they show that a look-up finds
 * what is there, and none of them may settle the doubt of another lead. As many as are kept, the youngest.
 */
final class LeadsKnownThere {

    private static final int KEPT = 50_000;

    private record Known(List<String> name, Instant left) {}

    private final Deque<Known> inOrder = new ArrayDeque<>();
    private final Map<List<String>, List<Instant>> byName = new HashMap<>();
    private final Map<String, Instant> youngest = new HashMap<>();
    private Instant forgottenUntil = Instant.MIN;

    /** @param name its last element is the campaign */
    synchronized void add(List<String> name, Instant left) {
        inOrder.add(new Known(name, left));
        byName.computeIfAbsent(name, any -> new ArrayList<>(1)).add(left);
        youngest.merge(campaign(name), left, (one, other) -> one.isAfter(other) ? one : other);
        if (inOrder.size() > KEPT) {
            Known oldest = inOrder.remove();
            List<Instant> times = byName.get(oldest.name());
            times.remove(oldest.left());
            if (times.isEmpty()) {
                byName.remove(oldest.name());
            }
            forgottenUntil = oldest.left().isAfter(forgottenUntil) ? oldest.left() : forgottenUntil;
        }
    }

    /** When those of that name left; empty when there is none. */
    synchronized List<Instant> of(List<String> name) {
        return List.copyOf(byName.getOrDefault(name, List.of()));
    }

    /** When the campaign's youngest left; null when there is none. */
    synchronized Instant youngest(String campaign) {
        return youngest.get(campaign);
    }

    /** Whether all that left since are kept. */
    synchronized boolean isWholeSince(Instant time) {
        return time.isAfter(forgottenUntil);
    }

    static String campaign(List<String> name) {
        return name.get(name.size() - 1);
    }
}
