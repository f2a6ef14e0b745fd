package io.github.camelherobase.account;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the option {@code quotaServices}: which requests the server counts as which service. */
final class ServiceNamesOption {

    private static final Pattern ENTRY = Pattern.compile("(GET|POST)\\s*(/[^\\s=]+)\\s*=\\s*(.*\\S)\\s*");

    private ServiceNamesOption() {}

    /** The server's names by method and path. */
    static Map<String, String> parse(String option) {
        Map<String, String> names = new LinkedHashMap<>();
        if (option == null || option.isBlank()) {
            return names;
        }
        for (String entry : option.split(",")) {
            Matcher parts = ENTRY.matcher(entry.trim());
            if (!parts.matches()) {
                throw new IllegalArgumentException("quotaServices is wrong at " + entry.trim()
                        + "; expected a list of method, path and the server's name such as POST/leads=ImportLead");
            }
            names.put(parts.group(1) + " " + parts.group(2), parts.group(3));
        }
        return names;
    }
}
