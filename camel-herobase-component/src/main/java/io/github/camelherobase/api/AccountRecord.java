package io.github.camelherobase.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What {@code GET /myaccount} tells of the account: its rights, as far as they are listed. */
public final class AccountRecord extends HerobaseRecord {

    /** The operations that should need a right, by the resource and verb that their services are called with. */
    private static final Map<String, List<String>> NEEDS = needs();

    public AccountRecord(JsonObject json) {
        super(json);
    }

    private static Map<String, List<String>> needs() {
        Map<String, List<String>> needs = new LinkedHashMap<>();
        needs.put("Leads/POST", List.of("importLeads"));
        needs.put("Leads/GET", List.of("simpleLeads", "rawLeads", "savedSearch", "lead"));
        needs.put("Calls/GET", List.of("calls"));
        needs.put("Campaigns/GET", List.of("campaigns", "projects", "leadDefinitions"));
        needs.put("Organization/GET", List.of("users", "orgUnits", "orgUnit"));
        needs.put("Account/GET", List.of("account", "requestLimits", "requestCounts"));
        return needs;
    }

    public String getUsername() {
        return text("username");
    }

    /** Patterns of the names of projects whose leads and calls the account sees. */
    public List<String> getProjectRights() {
        return texts(toMap().get("projectRights"));
    }

    /** Verbs such as {@code GET} by resource such as {@code Leads}. */
    public Map<String, List<String>> getResourceRights() {
        Map<String, List<String>> rights = new LinkedHashMap<>();
        if (toMap().get("resourceRights") instanceof Map<?, ?> resources) {
            resources.forEach((resource, verbs) -> rights.put(
                    String.valueOf(resource),
                    texts(verbs).stream()
                            .map(verb -> verb.toUpperCase(Locale.ROOT))
                            .toList()));
        }
        return rights;
    }

    /**
     * A sentence for each right that is not listed and that operations should need. It is only probably missing: "some
     * services may require access to a different verb than what it should be called with" (vendor's page). Empty, too,
     * when the answer lists no rights.
     */
    public List<String> getProbablyMissingRights() {
        Map<String, List<String>> rights = getResourceRights();
        List<String> sentences = new ArrayList<>();
        if (!rights.isEmpty()) {
            NEEDS.forEach((right, operations) -> {
                if (!isListed(right, rights)) {
                    sentences.add("The right " + right + " is probably missing, which " + String.join(", ", operations)
                            + " should need; only a 403 proves it");
                }
            });
        }
        return sentences;
    }

    private static boolean isListed(String right, Map<String, List<String>> rights) {
        int slash = right.indexOf('/');
        return rights.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(right.substring(0, slash)))
                .anyMatch(entry -> entry.getValue().contains(right.substring(slash + 1)));
    }

    private static List<String> texts(Object list) {
        return list instanceof List<?> elements
                ? elements.stream().map(String::valueOf).toList()
                : List.of();
    }
}
