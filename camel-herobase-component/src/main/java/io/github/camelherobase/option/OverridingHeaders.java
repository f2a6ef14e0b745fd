package io.github.camelherobase.option;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

import io.github.camelherobase.request.TimeExpression;

/**
 * The headers of a message, each of which overrides its option: the one place where that rule stands. A header that is
 * blank counts as none.
 *
 * @param values the header's value by its name; null for none
 */
public record OverridingHeaders(Function<String, Object> values) {

    /** Of a consumer, which reads no headers. */
    static final OverridingHeaders NONE = new OverridingHeaders(header -> null);

    /** The header's value, bytes as UTF-8 text as some brokers give it; null when it is blank or not there. */
    public Object value(String header) {
        Object given = values.apply(header);
        Object value = given instanceof byte[] bytes ? new String(bytes, StandardCharsets.UTF_8) : given;
        return value == null || value.toString().isBlank() ? null : value;
    }

    /** A text, trimmed. */
    public String text(String header, String option) {
        Object value = value(header);
        return value == null ? option : value.toString().trim();
    }

    /** A comma list or a collection. */
    public List<String> names(String header, List<String> option) {
        List<String> names = OptionText.names(value(header));
        return names.isEmpty() ? option : names;
    }

    /** @throws IllegalArgumentException naming the header when it is not a time */
    public TimeExpression time(String header, TimeExpression option, ZoneId zone) {
        Object value = value(header);
        return value == null ? option : OptionText.time(header, value, zone);
    }
}
