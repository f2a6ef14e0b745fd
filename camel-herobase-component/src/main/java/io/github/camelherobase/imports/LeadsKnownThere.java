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

    /**
     * One of them.
     *
     * @param key its importKey; null when it has none
     */
    record Known(List<String> name, String key, Instant left) {}

    private final Deque<Known> inOrder = new ArrayDeque<>();
    private final Map<List<String>, List<Known>> byName = new HashMap<>();
    private final Map<String, Instant> youngest = new HashMap<>();
    private Instant forgottenUntil = Instant.MIN;

    /**
     * A key is one lead, however often it is added.
     *
     * @param name its last element is the campaign
     */
    synchronized void add(List<String> name, String key, Instant left) {
        youngest.merge(campaign(name), left, (one, other) -> one.isAfter(other) ? one : other);
        List<Known> same = byName.computeIfAbsent(name, any -> new ArrayList<>(1));
        if (key != null && same.stream().anyMatch(other -> key.equals(other.key()))) {
            return;
        }
        Known known = new Known(name, key, left);
        same.add(known);
        inOrder.add(known);
        if (inOrder.size() > KEPT) {
            Known oldest = inOrder.remove();
            List<Known> alike = byName.get(oldest.name());
            alike.remove(oldest);
            if (alike.isEmpty()) {
                byName.remove(oldest.name());
            }
            forgottenUntil = oldest.left().isAfter(forgottenUntil) ? oldest.left() : forgottenUntil;
        }
    }

    /** Those of that name; empty when there is none. */
    synchronized List<Known> of(List<String> name) {
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
