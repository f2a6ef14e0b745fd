package io.github.camelherobase.check;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Reads JSON that may break off, as reading stops early on purpose. */
final class JsonBeginning {

    private static final ObjectMapper JSON = new ObjectMapper();

    private JsonBeginning() {}

    /** The objects of an array up to where it breaks off. */
    static List<JsonNode> records(byte[] body) {
        List<JsonNode> records = new ArrayList<>();
        try (MappingIterator<JsonNode> elements = JSON.readerFor(JsonNode.class).readValues(body)) {
            while (elements.hasNextValue()) {
                records.add(elements.nextValue());
            }
        } catch (IOException brokenOff) {
            return records;
        }
        return records;
    }

    /** The whole text; missing when it is not JSON. */
    static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException noJson) {
            return JSON.missingNode();
        }
    }
}
