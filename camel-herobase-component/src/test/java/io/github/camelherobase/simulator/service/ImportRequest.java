package io.github.camelherobase.simulator.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.github.camelherobase.simulator.http.HttpRequest;
import io.github.camelherobase.simulator.json.JsonException;
import io.github.camelherobase.simulator.json.JsonReader;

/**
 * The body of POST /leads. Its member names are read without regard to case (both cases are in the vendor's samples);
 * those it does not know are ignored.
 *
 * @param poolName under any of the names that the vendor's wording suggests; the real one is not public
 */
record ImportRequest(String campaignCode, Map<String, String> data, Optional<String> poolName) {

    private static final List<String> POOL_NAMES = List.of("LeadPool", "LeadPoolName", "PoolName");

    static ImportRequest read(HttpRequest request) {
        String contentType = request.headers().first("Content-Type").orElse("");
        if (!contentType.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            throw RefusedException.unreadable("Content-Type must be application/json");
        }
        return of(members(request));
    }

    private static Map<String, Object> members(HttpRequest request) {
        Object value;
        try {
            value = JsonReader.read(request.body());
        } catch (JsonException malformed) {
            throw RefusedException.unreadable(malformed.getMessage());
        }
        if (!(value instanceof Map<?, ?> object)) {
            throw RefusedException.unreadable("One lead per request: a JSON object is expected");
        }
        Map<String, Object> members = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        object.forEach((name, member) -> members.put((String) name, member));
        return members;
    }

    private static ImportRequest of(Map<String, Object> members) {
        String campaignCode = text(members, "CampaignCode").orElseThrow(() -> RefusedException.missing("CampaignCode"));
        if (!(members.get("Data") instanceof Map<?, ?> data)) {
            throw RefusedException.missing("Data");
        }
        Optional<String> poolName = POOL_NAMES.stream()
                .flatMap(name -> text(members, name).stream())
                .findFirst();
        return new ImportRequest(campaignCode, texts(data), poolName);
    }

    private static Optional<String> text(Map<String, Object> members, String name) {
        Object value = members.get(name);
        if (value != null && !(value instanceof String)) {
            throw RefusedException.argument(name, "A string is expected");
        }
        return Optional.ofNullable((String) value).filter(text -> !text.isBlank());
    }

    /** Values are strings (the vendor's C# sample); others are refused, so that nobody relies on a conversion. */
    private static Map<String, String> texts(Map<?, ?> data) {
        Map<String, String> texts = new LinkedHashMap<>();
        data.forEach((name, value) -> {
            if (value != null && !(value instanceof String)) {
                throw RefusedException.argument("Data", "The value of " + name + " is not a string");
            }
            texts.put((String) name, value == null ? "" : (String) value);
        });
        return texts;
    }
}
