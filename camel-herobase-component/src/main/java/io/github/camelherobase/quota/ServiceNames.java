package io.github.camelherobase.quota;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the server counts as one service: method and path without {@code /csv}, until the limits service names it
 * otherwise. How it names them is not public, so names are compared leniently: with or without method, {@code /api} and
 * leading slash, in any case; or by the request type's name on the vendor's page.
 */
final class ServiceNames {

    private static final Map<String, String> REQUEST_TYPES =
            Map.of("importlead", "post leads", "exportsimpleleads", "get simpleleads");

    private final Map<String, String> preset = new ConcurrentHashMap<>();
    /** The server's names by how they are compared. */
    private volatile Map<String, String> told = Map.of();

    /** Names that are known beforehand, by method and path; they hold whatever the limits service says. */
    void preset(Map<String, String> namesByRequest) {
        preset.putAll(namesByRequest);
    }

    void learn(Collection<String> names) {
        Map<String, String> comparable = new LinkedHashMap<>();
        names.forEach(name -> comparable.put(comparable(name), name));
        told = Map.copyOf(comparable);
    }

    /** The name under which the quota counts a service, given as method and path template. */
    String keyOf(String service) {
        String set = preset.getOrDefault(service, preset.get(withoutCsv(service)));
        return set != null ? set : toldNameOf(service).orElse(withoutCsv(service));
    }

    private Optional<String> toldNameOf(String service) {
        Map<String, String> names = told;
        for (String spelling : new String[] {service, withoutCsv(service)}) {
            String comparable = comparable(spelling);
            String path = comparable.substring(comparable.indexOf(' ') + 1);
            if (names.containsKey(comparable)) {
                return Optional.of(names.get(comparable));
            }
            if (names.containsKey(path)) {
                return Optional.of(names.get(path));
            }
        }
        return Optional.empty();
    }

    private static String withoutCsv(String service) {
        return service.endsWith("/csv") ? service.substring(0, service.length() - "/csv".length()) : service;
    }

    private static String comparable(String name) {
        String text = name.trim().toLowerCase(Locale.ROOT);
        int blank = text.indexOf(' ');
        String method = blank < 0 ? "" : text.substring(0, blank) + " ";
        String path = text.substring(blank + 1).trim();
        path = path.startsWith("/") ? path.substring(1) : path;
        path = path.startsWith("api/") ? path.substring("api/".length()) : path;
        String comparable = method + path;
        return REQUEST_TYPES.getOrDefault(comparable, comparable);
    }
}
