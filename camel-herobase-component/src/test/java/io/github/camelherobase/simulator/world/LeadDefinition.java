package io.github.camelherobase.simulator.world;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of a campaign's leads, and which of them tells the closure: the closure is "inferred from whatever lead
 * data entry that has been mapped to system closures" (vendor's page).
 *
 * @param fields in their order
 * @param phoneField the import name of the field that is dialled
 * @param resultField the import name of the field that agents pick a result in
 * @param closures the closure of each result; a result not named means {@link LeadClosure#NotSet}
 */
public record LeadDefinition(
        String uniqueId,
        String name,
        List<LeadField> fields,
        String phoneField,
        String resultField,
        Map<String, LeadClosure> closures) {

    public LeadDefinition {
        fields = List.copyOf(fields);
        closures = Map.copyOf(closures);
    }

    /** The required fields that are missing or blank. */
    public List<String> missingIn(Map<String, String> data) {
        List<String> missing = new ArrayList<>();
        for (LeadField field : fields) {
            if (field.required() && data.getOrDefault(field.importName(), "").isBlank()) {
                missing.add(field.importName());
            }
        }
        return missing;
    }

    /** {@code data} with an empty text for each field without a value, as observed in exports; fields come first. */
    public Map<String, String> completed(Map<String, String> data) {
        Map<String, String> completed = new LinkedHashMap<>();
        for (LeadField field : fields) {
            completed.put(field.importName(), "");
        }
        completed.putAll(data);
        return completed;
    }

    /** The part of {@code data} that an account may see; what is in no field of the definition needs full access. */
    public Map<String, String> visible(Map<String, String> data, EntryAccess access) {
        if (access == EntryAccess.FULL) {
            return data;
        }
        Map<String, String> visible = new LinkedHashMap<>();
        for (LeadField field : fields) {
            if (access.sees(field.access()) && data.containsKey(field.importName())) {
                visible.put(field.importName(), data.get(field.importName()));
            }
        }
        return visible;
    }

    /** The closure that the data mean. */
    public LeadClosure closureOf(Map<String, String> data) {
        return closures.getOrDefault(data.getOrDefault(resultField, ""), LeadClosure.NotSet);
    }

    /** The result that agents pick to reach {@code closure}. */
    public String resultFor(LeadClosure closure) {
        return closures.entrySet().stream()
                .filter(entry -> entry.getValue() == closure)
                .map(Map.Entry::getKey)
                .sorted()
                .findFirst()
                .orElse("");
    }
}
