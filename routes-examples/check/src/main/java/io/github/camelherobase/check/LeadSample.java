package io.github.camelherobase.check;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/** A few leads, kept in memory while the check runs, and nowhere else. */
record LeadSample(List<JsonNode> leads) {

    static final LeadSample NONE = new LeadSample(List.of());

    /** The lead that later questions are about: one that an agent processed if there is one, the last processed first. */
    Optional<JsonNode> chosen() {
        return leads.stream()
                .filter(lead -> time(lead, "lastModifiedTime").isPresent())
                .max(Comparator.comparing(lead -> processed(lead).orElse(LocalDateTime.MIN)));
    }

    /** When the lead was processed by somebody whose org code is known. */
    static Optional<LocalDateTime> processed(JsonNode lead) {
        return processor(lead).isEmpty() ? Optional.empty() : time(lead, "firstProcessedTime");
    }

    /** The org code of who processed the lead; empty text when there is none. */
    static String processor(JsonNode lead) {
        return lead.path("firstProcessedByUser").path("orgCode").asText("");
    }

    static Optional<LocalDateTime> time(JsonNode record, String member) {
        try {
            return Optional.of(record.path(member).asText(""))
                    .filter(text -> !text.isEmpty())
                    .map(LocalDateTime::parse);
        } catch (DateTimeException otherFormat) {
            return Optional.empty();
        }
    }
}
