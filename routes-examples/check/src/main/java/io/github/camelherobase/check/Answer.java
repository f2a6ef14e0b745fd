package io.github.camelherobase.check;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An answer as far as it was read.
 *
 * @param service method and path, such as {@code GET /simpleleads}
 * @param status 0 when no answer came
 * @param at our time when the answer came
 * @param body its beginning
 * @param headers in lower case: all of a plain request, of the component's those of the rate limit
 * @param plain whether the request was made without the component
 * @param fairUse whether it was made under the fair-use policy
 */
record Answer(
        String service,
        int status,
        Instant at,
        byte[] body,
        Map<String, String> headers,
        boolean plain,
        boolean fairUse) {

    static final int OK = 200;

    boolean isOk() {
        return status == OK;
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    Optional<Long> number(String header) {
        return header(header).filter(text -> text.matches("\\d{1,18}")).map(Long::valueOf);
    }

    /** The whole records in what was read; none of an error. */
    List<JsonNode> records() {
        return isOk() ? JsonBeginning.records(body) : List.of();
    }

    /** Without the body, which may hold leads. */
    @Override
    public String toString() {
        return service + " " + status;
    }
}
