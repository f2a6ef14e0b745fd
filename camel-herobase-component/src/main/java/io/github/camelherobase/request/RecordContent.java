package io.github.camelherobase.request;

import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** The bytes by which two states of a record without JSON are told apart. */
final class RecordContent {

    /** Between a lead's id and one of its fields. */
    static final char KEY_SEPARATOR = '/';

    private static final char BETWEEN = '\u001f';

    private RecordContent() {}

    static byte[] of(Collection<?> values) {
        StringBuilder content = new StringBuilder();
        values.forEach(value -> content.append(value).append(BETWEEN));
        return content.toString().getBytes(StandardCharsets.UTF_8);
    }
}
