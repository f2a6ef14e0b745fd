package io.github.camelherobase.examples.historyandtail;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.camelherobase.examples.Database;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.World;

/** The leads of a HeroBase beside their copy in a database. */
record LeadCopy(World world, Database database) {

    private static final Duration HISTORY = Duration.ofDays(30);
    private static final String ROWS = "SELECT lead_id, status, closure, phone, first_name FROM lead ORDER BY lead_id";

    /** Leads that were last touched within the last 30 days, evenly. */
    void addLeads(int count) {
        Instant now = Instant.now();
        for (int i = 0; i < count; i++) {
            Instant touched = now.minus(HISTORY.dividedBy(count).multipliedBy(count - i));
            Lead lead =
                    world.addLead("SPRING25", Map.of("Phone", String.valueOf(70_000_000 + i), "FirstName", "N" + i));
            world.change(lead.uniqueId(), draft -> draft.lastModifiedTime(touched));
        }
    }

    /** Each lead of HeroBase, as {@link #rows} should show it. */
    List<String> leads() {
        return world.leads()
                .map(lead -> String.join(
                        " ",
                        lead.uniqueId(),
                        lead.status().toString(),
                        lead.closure().toString(),
                        lead.data().get("Phone"),
                        lead.data().get("FirstName")))
                .sorted()
                .toList();
    }

    List<String> rows() throws SQLException {
        return database.rows(ROWS);
    }

    boolean isEqual() throws SQLException {
        return rows().equals(leads());
    }

    String firstLead() {
        return world.leads().findFirst().orElseThrow().uniqueId();
    }
}
