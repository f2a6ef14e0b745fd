package io.github.camelherobase.imports;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.api.NullFields;

/**
 * The body of one {@code POST /leads}. The service takes text only, so numbers and booleans become text.
 */
final class LeadRequest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final LeadImport lead;
    private final Map<String, String> data = new LinkedHashMap<>();
    private final String campaignCode;
    private final String key;
    private final byte[] body;

    /** @throws IllegalArgumentException when the lead cannot be sent; the message holds no value of it */
    LeadRequest(LeadImport lead, long position, ImportTerms terms, ImportSettings settings) {
        this.lead = lead;
        lead.getData().forEach((field, value) -> {
            if (value != null) {
                data.put(field, text(field, value));
            } else if (settings.nullFields() == NullFields.empty) {
                data.put(field, "");
            }
        });
        if (data.isEmpty()) {
            throw new IllegalArgumentException("it has no fields");
        }
        this.campaignCode = firstOf(lead.getCampaignCode(), terms.campaignCode());
        if (campaignCode == null) {
            throw new IllegalArgumentException("it names no campaign; set its CampaignCode, the header"
                    + " CamelHerobaseCampaignCode or the option campaignCode");
        }
        this.key = terms.key() == null ? null : key(terms.key().of(lead, position));
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("CampaignCode", campaignCode);
        request.put("Data", data);
        String pool = firstOf(lead.getLeadPool(), terms.leadPool());
        if (pool != null
                && lead.getFurtherMembers().keySet().stream().noneMatch(settings.leadPoolField()::equalsIgnoreCase)) {
            request.put(settings.leadPoolField(), pool);
        }
        request.putAll(lead.getFurtherMembers());
        this.body = json(request);
    }

    private static String key(String key) {
        if (key == null || key.isBlank()) {
            throw new IllegalArgumentException(
                    "its importKey is empty, so the journal could not tell it from another lead");
        }
        return key;
    }

    String campaignCode() {
        return campaignCode;
    }

    /** What names the lead in the journal; null when no journal is kept. */
    String key() {
        return key;
    }

    LeadImport lead() {
        return lead;
    }

    /** The names of the fields that are sent. */
    Set<String> fields() {
        return data.keySet();
    }

    /** A field as it is sent, whatever the case of its name; empty when it is not. */
    String value(String field) {
        String exact = data.get(field);
        if (exact != null) {
            return exact;
        }
        return data.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(field))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
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
        if (value instanceof String text) {
            return text;
        }
        if (value instanceof BigDecimal number) {
            return number.toPlainString();
        }
        if (value instanceof Double || value instanceof Float) {
            return decimal(field, (Number) value);
        }
        if (value instanceof Map
                || value instanceof Iterable
                || value.getClass().isArray()) {
            throw new IllegalArgumentException(
                    "its field " + field + " is a " + value.getClass().getSimpleName() + "; expected a text");
        }
        return value.toString();
    }

    /** Without an exponent: 70000001.0 must not become 7.0000001E7. */
    private static String decimal(String field, Number value) {
        double number = value.doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            throw new IllegalArgumentException("its field " + field + " is no number that can be written");
        }
        String plain = new BigDecimal(value.toString()).toPlainString();
        return plain.endsWith(".0") ? plain.substring(0, plain.length() - 2) : plain;
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
