package io.github.camelherobase.imports.body;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Trees of Jackson 2, and of Jackson 3, which is not ours to link to. Both list their values in order, name their kinds
 * alike, and write themselves as JSON.
 */
final class JsonTrees {

    private static final String JACKSON_3 = "tools.jackson.databind.JsonNode";
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(Object.class);

    private JsonTrees() {}

    static boolean is(Object value) {
        if (value instanceof JsonNode) {
            return true;
        }
        Class<?> type = value instanceof Iterable ? value.getClass() : null;
        while (type != null && !type.getName().equals(JACKSON_3)) {
            type = type.getSuperclass();
        }
        return type != null;
    }

    static boolean isArray(Object tree) {
        return isKind(tree, "ArrayNode");
    }

    static boolean isObject(Object tree) {
        return isKind(tree, "ObjectNode");
    }

    private static boolean isKind(Object tree, String kind) {
        return tree.getClass().getSimpleName().equals(kind);
    }

    /** In words, as a message names it. */
    static String kind(Object tree) {
        String name = tree.getClass().getSimpleName();
        return "JSON "
                + (name.endsWith("Node") ? name.substring(0, name.length() - 4).toLowerCase(Locale.ROOT) : name);
    }

    /**
     * What a tree stands for: a text, a number, a truth value, a map, a list, null, or the Java object that somebody put in.
     *
     * @throws IllegalArgumentException when it cannot be read
     */
    static Object plain(Object tree) {
        try {
            return restored(tree, JSON.readValue(tree.toString()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a value of it is a JSON tree that cannot be read");
        }
    }

    /** JSON cannot write a number that is not finite, nor a Java object as it is: in the tree's text they look like others. */
    @SuppressWarnings("unchecked")
    private static Object restored(Object tree, Object plain) {
        if (plain instanceof Map && isObject(tree)) {
            Iterator<?> values = ((Iterable<?>) tree).iterator();
            ((Map<String, Object>) plain).replaceAll((name, value) -> restored(values.next(), value));
            return plain;
        }
        if (plain instanceof List && isArray(tree)) {
            Iterator<?> values = ((Iterable<?>) tree).iterator();
            ((List<Object>) plain).replaceAll(value -> restored(values.next(), value));
            return plain;
        }
        if (isKind(tree, "DoubleNode") || isKind(tree, "FloatNode")) {
            return plain instanceof String notFinite ? Double.valueOf(notFinite) : plain;
        }
        return isKind(tree, "POJONode") ? javaObject(tree) : plain;
    }

    private static Object javaObject(Object tree) {
        try {
            return tree.getClass().getMethod("getPojo").invoke(tree);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("a value of it is a Java object within a JSON tree; expected a text");
        }
    }
}
