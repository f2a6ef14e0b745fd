package io.github.camelherobase.imports.body;

import java.util.Set;

/**
 * Why a lead has no value for {@code importKey}, as far as the names of its fields tell. They are not printed: without a
 * header row they are a lead's values.
 *
 * @param key the option
 */
public record MissingKey(String key, Set<String> fields) {

    @Override
    public String toString() {
        if (key.contains("{") || fields.stream().anyMatch(key::equalsIgnoreCase)) {
            return "its importKey " + key + " has no value";
        }
        String none =
                "its importKey " + key + " has no value, as none of its " + fields.size() + " fields has that name";
        if (fields.stream().anyMatch(this::isHidden)) {
            return none
                    + ": one has it behind or before other characters, as when UTF-8 with a byte order mark is read in"
                    + " another charset; set the charset of the file";
        }
        return none + "; look at the header row of the file, its delimiter and its charset";
    }

    /** Among characters that are no part of a name. */
    private boolean isHidden(String field) {
        return field.replaceAll("[^A-Za-z0-9_.-]", "").equalsIgnoreCase(key.replaceAll("[^A-Za-z0-9_.-]", ""));
    }
}
