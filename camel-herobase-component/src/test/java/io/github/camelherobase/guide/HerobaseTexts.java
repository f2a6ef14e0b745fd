package io.github.camelherobase.guide;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private static final Pattern SETTING = Pattern.compile(
            "(camel\\.component\\.herobase(?:\\.[A-Za-z][A-Za-z0-9-]*)+)([ \\t]*=[ \\t]*([^\\s`\"]+))?");
    private static final Pattern ENVIRONMENT = Pattern.compile("CAMEL_COMPONENT_HEROBASE_([A-Z_]+[A-Z])");
    private static final String SETTINGS = "camel.component.herobase.";
    /** Its options are set by methods, so the compiler knows their names, but not the operation nor the values. */
    private static final Pattern TYPED = Pattern.compile("\\bherobase\\(\\s*\"([A-Za-z]+)\"\\s*\\)");

    private static final Pattern TYPED_OPTION = Pattern.compile("\\s*\\.\\s*(\\w+)\\(");
    private static final Pattern LITERAL = Pattern.compile("\"([^\"]*)\"|\\w+");
    /** One node at a time consumes what stands behind it. */
    private static final Pattern WRAPPED = Pattern.compile("^master:[^:]+:");

    private static final Pattern ATTRIBUTE = Pattern.compile("[=\"'][ \\t]*(" + URI_START + "[^\"'\\s]*)");
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
        } else if (file.is(".properties") || file.is(".xml")) {
            matches(ATTRIBUTE, file.text(), Place.UNKNOWN, found);
        } else if (file.is(".md")) {
            file.snippets("java").forEach(snippet -> inJava(snippet.code(), found));
            file.snippets("yaml").forEach(snippet -> inYaml(snippet.code(), found));
            file.snippets("xml").forEach(snippet -> matches(ATTRIBUTE, snippet.code(), Place.UNKNOWN, found));
            file.snippets("properties").forEach(snippet -> matches(ATTRIBUTE, snippet.code(), Place.UNKNOWN, found));
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
        Matcher typed = TYPED.matcher(code);
        while (typed.find()) {
            String before = code.substring(0, typed.start()).stripTrailing();
            Place place = before.endsWith("from(") ? Place.FROM : before.endsWith("to(") ? Place.TO : Place.UNKNOWN;
            found.add(new Uri("herobase:" + typed.group(1) + typedOptions(code, typed.end()), place));
        }
    }

    /** {@code .initialFrom("7d").batchSize(5)} as a URI has it; {@code .advanced()} sets nothing. */
    private static String typedOptions(String code, int from) {
        StringBuilder options = new StringBuilder();
        Matcher option = TYPED_OPTION.matcher(code).region(from, code.length());
        while (option.lookingAt()) {
            int end = end(code, option.end());
            String argument = code.substring(option.end(), end).trim();
            if (!argument.isEmpty()) {
                Matcher literal = LITERAL.matcher(argument);
                boolean known = literal.matches() && (literal.group(1) != null || argument.matches("\\d+|true|false"));
                String value = !known ? REFERENCE : literal.group(1) == null ? argument : literal.group(1);
                options.append(options.length() == 0 ? '?' : '&')
                        .append(option.group(1))
                        .append('=')
                        .append(value);
            }
            option.region(end + 1, code.length());
        }
        return options.toString();
    }

    /** The bracket that closes the one before {@code from}. */
    private static int end(String code, int from) {
        int depth = 1;
        boolean quoted = false;
        for (int at = from; at < code.length(); at++) {
            char c = code.charAt(at);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted) {
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                if (depth == 0) {
                    return at;
                }
            }
        }
        return code.length();
    }

    private static void matches(Pattern pattern, String text, Place place, List<Uri> found) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(new Uri(matcher.group(1).replace("&amp;", "&"), place));
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
        if (!(map.get("uri") instanceof String written)) {
            return;
        }
        String uri = WRAPPED.matcher(written).replaceFirst("");
        if (!uri.startsWith("herobase:")) {
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
        Matcher variable = ENVIRONMENT.matcher(file.text());
        while (variable.find()) {
            found.add(SETTINGS + variable.group(1).toLowerCase(Locale.ROOT).replace('_', '-'));
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
                flat(SETTINGS, settings, found);
            }
        }
    }

    private static void flat(String prefix, Map<?, ?> settings, List<String> found) {
        settings.forEach((name, value) -> {
            if (value instanceof Map<?, ?> nested) {
                flat(prefix + name + ".", nested, found);
            } else {
                found.add(prefix + name + "=" + value);
            }
        });
    }
}
