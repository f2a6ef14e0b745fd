package io.github.camelherobase.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The {@code herobase:} URIs and the {@code camel.component.herobase.*} settings that a file shows. */
final class HerobaseTexts {

    private static final String URI_START = "herobase:[A-Za-z]";
    /** {@code herobase:operation} names the syntax, and a text may be joined of parts that only the program knows. */
    private static final Pattern STRING_LITERAL = Pattern.compile("\"(" + URI_START + "[^\"]*)\"");

    private static final Pattern INLINE_CODE = Pattern.compile("`(" + URI_START + "[^`\\n]*)`");
    private static final Pattern JOINED_DIRECTLY = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern JOINED_BY_VALUE = Pattern.compile("\"\\s*\\+\\s*[^\"+;]+?\\s*\\+\\s*\"");
    private static final Pattern ENDS_WITH_VALUE = Pattern.compile("(" + URI_START + "[^\"]*=)\"\\s*\\+");
    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```");
    private static final Pattern SETTING =
            Pattern.compile("(camel\\.component\\.herobase\\.[A-Za-z][A-Za-z0-9-]*)([ \\t]*=[ \\t]*([^\\s`\"]+))?");
    private static final String SYNTAX = "herobase:operation";
    private static final String VALUE = "{{value}}";
    /** What a setting alone decides may be a bean, which the catalog wants to see named as one. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[^}]*}}");

    private static final String REFERENCE = "#value";

    private HerobaseTexts() {}

    /** A URI, and whether it stands at a route's beginning ({@code from}) or is known to be sent to ({@code to}). */
    record Uri(String text, Place place) {}

    enum Place {
        FROM,
        TO,
        UNKNOWN
    }

    static List<Uri> uris(GuideFile file) {
        List<Uri> found = new ArrayList<>();
        if (file.is(".java")) {
            inJava(file.text(), found);
        } else if (file.is(".yaml") || file.is(".yml")) {
            inYaml(file.text(), found);
        } else if (file.is(".md")) {
            file.snippets("java").forEach(snippet -> inJava(snippet.code(), found));
            file.snippets("yaml").forEach(snippet -> inYaml(snippet.code(), found));
            matches(INLINE_CODE, FENCE.matcher(file.text()).replaceAll(""), Place.UNKNOWN, found);
        }
        found.removeIf(uri -> uri.text().startsWith(SYNTAX));
        return found;
    }

    private static void inJava(String code, List<Uri> found) {
        String joined = JOINED_DIRECTLY.matcher(code).replaceAll("");
        joined = JOINED_BY_VALUE.matcher(joined).replaceAll(Matcher.quoteReplacement(VALUE));
        joined = ENDS_WITH_VALUE.matcher(joined).replaceAll("$1" + Matcher.quoteReplacement(VALUE) + "\" +");
        Matcher literal = STRING_LITERAL.matcher(joined);
        while (literal.find()) {
            boolean isFrom = joined.substring(0, literal.start()).endsWith("from(");
            found.add(new Uri(literal.group(1), isFrom ? Place.FROM : Place.UNKNOWN));
        }
    }

    private static void matches(Pattern pattern, String text, Place place, List<Uri> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(new Uri(matcher.group(1), place));
        }
    }

    private static void inYaml(String text, List<Uri> found) {
        documents(text).forEach(document -> walk(document, Place.UNKNOWN, found));
    }

    static List<Object> documents(String yaml) {
        List<Object> documents = new ArrayList<>();
        new Load(LoadSettings.builder().build()).loadAllFromString(yaml).forEach(documents::add);
        return documents;
    }

    private static void walk(Object node, Place place, List<Uri> found) {
        if (node instanceof List<?> list) {
            list.forEach(child -> walk(child, place, found));
        } else if (node instanceof Map<?, ?> map) {
            uri(map, place, found);
            map.forEach((key, child) -> walk(key, child, place, found));
        }
    }

    private static void walk(Object key, Object child, Place place, List<Uri> found) {
        Place of = key.equals("from") ? Place.FROM : key.equals("to") || key.equals("steps") ? Place.TO : place;
        if (child instanceof String text && text.matches(URI_START + ".*") && !key.equals("uri")) {
            found.add(new Uri(text, of));
        } else {
            walk(child, of, found);
        }
    }

    /** {@code uri} and its {@code parameters}, as the YAML DSL and Kamelets write them. */
    private static void uri(Map<?, ?> map, Place place, List<Uri> found) {
        if (!(map.get("uri") instanceof String uri) || !uri.startsWith("herobase:")) {
            return;
        }
        StringBuilder text = new StringBuilder(uri);
        if (map.get("parameters") instanceof Map<?, ?> parameters) {
            parameters.forEach((name, value) -> text.append(text.indexOf("?") < 0 ? '?' : '&')
                    .append(name)
                    .append('=')
                    .append(PLACEHOLDER.matcher(String.valueOf(value)).matches() ? REFERENCE : value));
        }
        found.add(new Uri(text.toString(), place));
    }

    /** Settings as {@code name=value}; without a value where the text names the setting only. */
    static List<String> settings(GuideFile file) {
        List<String> found = new ArrayList<>();
        Matcher matcher = SETTING.matcher(file.text());
        while (matcher.find()) {
            found.add(matcher.group(1) + (matcher.group(2) == null ? "" : "=" + matcher.group(3)));
        }
        if (file.is(".md")) {
            file.snippets("yaml").forEach(snippet -> nested(snippet.code(), found));
        } else if (file.is(".yaml") || file.is(".yml")) {
            nested(file.text(), found);
        }
        return found;
    }

    private static void nested(String yaml, List<String> found) {
        for (Object document : documents(yaml)) {
            Object node = document;
            for (String name : List.of("camel", "component", "herobase")) {
                node = node instanceof Map<?, ?> map ? map.get(name) : null;
            }
            if (node instanceof Map<?, ?> settings) {
                settings.forEach((name, value) -> found.add("camel.component.herobase." + name + "=" + value));
            }
        }
    }
}
