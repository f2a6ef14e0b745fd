package io.github.camelherobase.imports.body;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.github.camelherobase.api.LeadImport;

/** Reads a lead out of whatever a route holds for one. */
public final class LeadElement {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();
    private static final ObjectReader JSON_OBJECT = JSON.readerForMapOf(Object.class);

    private LeadElement() {}

    /**
     * The lead that {@code element} stands for.
     *
     * @throws IllegalArgumentException when it stands for none; the message holds no value of it
     */
    public static LeadImport read(Object element) {
        if (element instanceof LeadImport lead) {
            return lead;
        }
        if (element instanceof Map<?, ?> map) {
            return ofMap(map);
        }
        if (element instanceof byte[] json) {
            return ofMap(parse(json));
        }
        if (element instanceof CharSequence) {
            return ofMap(parse(withoutMark(element.toString()).getBytes(StandardCharsets.UTF_8)));
        }
        if (JsonTrees.is(element)) {
            return ofTree(element);
        }
        if (element instanceof UnreadableElement unreadable) {
            throw new IllegalArgumentException(unreadable.why());
        }
        throw new IllegalArgumentException(
                "it is a " + (element == null ? "null" : element.getClass().getName())
                        + "; expected a LeadImport, a Map or a JSON object (for rows of CSV set useMaps=true; for beans"
                        + " add a type converter to Map)");
    }

    /**
     * A map or a lead as it is now: a source may fill the one of the lead before with the next, while that is still being
     * sent, or is to be sent again.
     */
    static Object asItIsNow(Object element) {
        if (element instanceof LeadImport lead) {
            LeadImport own = new LeadImport(lead.getCampaignCode());
            own.setLeadPool(lead.getLeadPool());
            own.withAll(lead.getData());
            lead.getFurtherMembers().forEach(own::withMember);
            return own;
        }
        return element instanceof Map<?, ?> map ? asItIsNow(map) : element;
    }

    private static Map<?, ?> asItIsNow(Map<?, ?> map) {
        try {
            Map<Object, Object> own = new LinkedHashMap<>(map);
            own.replaceAll((name, value) -> value instanceof Map<?, ?> inner ? new LinkedHashMap<>(inner) : value);
            return own;
        } catch (RuntimeException e) {
            // Of the route's own making; reading it as a lead fails again, and says so of that lead.
            return map;
        }
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static LeadImport ofTree(Object tree) {
        if (!JsonTrees.isObject(tree)) {
            throw new IllegalArgumentException("it is a " + JsonTrees.kind(tree) + "; expected a JSON object");
        }
        return ofMap((Map<?, ?>) JsonTrees.plain(tree));
    }

    private static Map<String, Object> parse(byte[] json) {
        if (json.length == 0) {
            throw new IllegalArgumentException("it is empty; expected a JSON object");
        }
        try {
            Map<String, Object> members = JSON_OBJECT.readValue(json);
            if (members == null) {
                throw new IllegalArgumentException("it is empty; expected a JSON object");
            }
            return members;
        } catch (CharacterCodingException e) {
            throw notUtf8();
        } catch (JsonProcessingException e) {
            // The library's message may quote values of the lead.
            if (e.getOriginalMessage().startsWith("Invalid UTF-8")) {
                throw notUtf8();
            }
            if (e.getOriginalMessage().startsWith("Duplicate field")) {
                throw new IllegalArgumentException(
                        "it names a field twice, the second time before its byte " + byteOf(e));
            }
            throw new IllegalArgumentException("it is not one JSON object: wrong at its byte "
                    + byteOf(e)
                    + "; a quote inside a text is written \\\", a line end \\n");
        } catch (IOException e) {
            throw new IllegalArgumentException("it cannot be read as JSON", e);
        }
    }

    private static long byteOf(JsonProcessingException failure) {
        return failure.getLocation() == null
                ? 0
                : Math.max(0, failure.getLocation().getByteOffset());
    }

    private static IllegalArgumentException notUtf8() {
        return new IllegalArgumentException("it is not written in UTF-8; name its charset, for example with the option"
                + " charset=windows-1252 of the file endpoint or the exchange property CamelCharsetName");
    }

    /** A map whose member {@code Data} is itself a map is a whole request; any other is the lead's data. */
    private static LeadImport ofMap(Map<?, ?> map) {
        boolean wholeRequest = false;
        boolean texts = true;
        for (Map.Entry<?, ?> member : map.entrySet()) {
            wholeRequest |= named(member.getKey(), "Data") && member.getValue() instanceof Map;
            texts &= member.getKey() instanceof String;
        }
        return wholeRequest ? ofRequest(map) : ofData(map, texts);
    }

    @SuppressWarnings("unchecked")
    private static LeadImport ofData(Map<?, ?> data, boolean texts) {
        LeadImport lead = new LeadImport();
        if (texts) {
            return lead.withAll((Map<String, ?>) data);
        }
        data.forEach((key, value) -> lead.with(String.valueOf(key), value));
        return lead;
    }

    private static LeadImport ofRequest(Map<?, ?> request) {
        LeadImport lead = new LeadImport();
        request.forEach((key, value) -> {
            if (named(key, "Data")) {
                ((Map<?, ?>) value).forEach((field, content) -> lead.with(String.valueOf(field), content));
            } else if (named(key, "CampaignCode")) {
                lead.setCampaignCode(value == null ? null : value.toString());
            } else {
                lead.withMember(String.valueOf(key), value);
            }
        });
        return lead;
    }

    private static boolean named(Object key, String name) {
        return key instanceof String text && text.equalsIgnoreCase(name);
    }
}
