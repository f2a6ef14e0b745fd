package io.github.camelherobase.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.client.HerobaseRequest;
import io.github.camelherobase.client.HerobaseRequest.Parameter;
import io.github.camelherobase.client.HerobaseResponse;
import io.github.camelherobase.request.RequestSettings;

/**
 * The fields of each campaign's leads, from {@code GET /campaigns} and {@code GET /leaddefinitions}. The vendor's page
 * describes both by concept only, so the names of their members are guesses: what is not found is not known.
 */
final class LeadDefinitions {

    private static final int MAX_ANSWER_SIZE = 16 * 1024 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HerobaseClient client;
    private final RequestSettings settings;

    LeadDefinitions(HerobaseClient client, RequestSettings settings) {
        this.client = client;
        this.settings = settings;
    }

    /** By campaign code, those that could be found; fails when the account may not read them. */
    CompletionStage<Map<String, LeadFields>> byCampaign() {
        return get("/campaigns", List.of(new Parameter("Active", "All"), new Parameter("include", "leadDefinition")))
                .thenCompose(campaigns -> get("/leaddefinitions", List.of())
                        .thenApply(definitions -> byCampaign(campaigns, definitions)));
    }

    private CompletionStage<JsonNode> get(String path, List<Parameter> parameters) {
        return client.send(HerobaseRequest.get("GET " + path, path, parameters), settings.quota(), settings.afterWait())
                .thenApply(LeadDefinitions::read);
    }

    private static JsonNode read(HerobaseResponse response) {
        try {
            return JSON.readTree(response.read(MAX_ANSWER_SIZE));
        } catch (IOException e) {
            throw new UncheckedIOException("The answer is no JSON", e);
        }
    }

    private static Map<String, LeadFields> byCampaign(JsonNode campaigns, JsonNode definitions) {
        Map<String, LeadFields> byId = new HashMap<>();
        definitions.forEach(definition -> fields(definition)
                .ifPresent(fields -> byId.put(definition.path("uniqueId").asText(), fields)));
        Map<String, LeadFields> byCampaign = new HashMap<>();
        campaigns.forEach(campaign -> {
            LeadFields fields =
                    byId.get(campaign.path("leadDefinition").path("uniqueId").asText());
            if (fields != null) {
                byCampaign.put(campaign.path("code").asText(), fields);
            }
        });
        return byCampaign;
    }

    private static Optional<LeadFields> fields(JsonNode definition) {
        Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        Set<String> required = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        definition.path("entries").forEach(entry -> {
            String name = entry.path("importName").asText(entry.path("name").asText(""));
            if (!name.isBlank()) {
                all.add(name);
                if (entry.path("required").asBoolean()) {
                    required.add(name);
                }
            }
        });
        return all.isEmpty() ? Optional.empty() : Optional.of(new LeadFields(all, required));
    }
}
