package io.github.camelherobase.operation;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.api.LeadImport;

/**
 * The body of one {@code POST /leads}. The service takes text only, so numbers and booleans become text, and a field
 * without a value is left out.
 */
final class LeadRequest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LeadImport lead;
    private final Map<String, String> data = new LinkedHashMap<>();
    private final byte[] body;

    /** @throws IllegalArgumentException when the lead cannot be sent; the message holds no value of it */
    LeadRequest(LeadImport lead, ImportDefaults defaults, String leadPoolField) {
        this.lead = lead;
        lead.getData().forEach((field, value) -> {
            if (value != null) {
                data.put(field, text(field, value));
            }
        });
        if (data.isEmpty()) {
            throw new IllegalArgumentException("it has no fields");
        }
        String campaign = firstOf(lead.getCampaignCode(), defaults.campaignCode());
        if (campaign == null) {
            throw new IllegalArgumentException("it names no campaign; set its CampaignCode, the header"
                    + " CamelHerobaseCampaignCode or the option campaignCode");
        }
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("CampaignCode", campaign);
        request.put("Data", data);
        String pool = firstOf(lead.getLeadPool(), defaults.leadPool());
        if (pool != null) {
            request.put(leadPoolField, pool);
        }
        request.putAll(lead.getFurtherMembers());
        this.body = json(request);
    }

    LeadImport lead() {
        return lead;
    }

    byte[] body() {
        return body;
    }

    /**
     * {@code text} of the server's without the lead's values, in the spellings in which a server may echo them; the
     * longest first, as one value may be part of another.
     */
    String mask(String text) {
        List<String> values = data.values().stream()
                .filter(value -> !value.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, "***").replace(escaped(value), "***");
        }
        return masked;
    }

    /** As JSON writes it when everything but ASCII is escaped. */
    private static String escaped(String value) {
        StringBuilder ascii = new StringBuilder();
        value.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                ascii.append('\\').append((char) c);
            } else if (c < 0x80) {
                ascii.append((char) c);
            } else {
                ascii.append(String.format("\\u%04x", c));
            }
        });
        return ascii.toString();
    }

    private static String text(String field, Object value) {
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Map
                || value instanceof Iterable
                || value.getClass().isArray()) {
            throw new IllegalArgumentException(
                    "its field " + field + " is a " + value.getClass().getSimpleName() + "; expected a text");
        }
        return value.toString();
    }

    private static String firstOf(String own, String other) {
        if (own != null && !own.isBlank()) {
            return own;
        }
        return other == null || other.isBlank() ? null : other;
    }

    private static byte[] json(Map<String, Object> request) {
        try {
            return JSON.writeValueAsBytes(request);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a member beside its Data cannot be written as JSON");
        }
    }
}
