package io.github.camelherobase.connect;

import java.util.Map;

/**
 * What has a position of its own.
 *
 * @param option that says what is read
 * @param value null: what the component reads without that option
 */
record Unit(String operation, String option, String value) {

    private static final String UNIT = "unit";

    private static final String ALL = "*";

    /** Connect's source partition. Of one member, for Connect finds an offset by the text of it all, order included. */
    Map<String, String> partition() {
        return Map.of(UNIT, name());
    }

    /** For keys of positions, routes and records. */
    String name() {
        return operation + "/" + (value == null ? ALL : value);
    }
}
