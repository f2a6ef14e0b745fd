package io.github.camelherobase.simulator.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the service of a request; paths without variables go before those with. */
final class Router {

    /** In front of every path (observed; there is no version). */
    static final String BASE_PATH = "/api";

    private record Entry(Route route, PathTemplate template) {}

    private final List<Entry> entries;

    Router(List<Route> routes) {
        entries = routes.stream()
                .map(route -> new Entry(route, new PathTemplate(route.template())))
                .sorted(Comparator.comparing(entry -> entry.template().hasVariables()))
                .toList();
    }

    RouteMatch match(String method, String path) {
        if (!path.startsWith(BASE_PATH + "/")) {
            return new RouteMatch.NoSuchPath();
        }
        try {
            return matchBelowBase(method, path.substring(BASE_PATH.length()));
        } catch (IllegalArgumentException malformedEscape) {
            return new RouteMatch.Malformed();
        }
    }

    private RouteMatch matchBelowBase(String method, String path) {
        List<String> otherMethods = new ArrayList<>();
        for (Entry entry : entries) {
            Optional<Map<String, String>> variables = entry.template().match(path);
            if (variables.isPresent() && entry.route().method().equals(method)) {
                return new RouteMatch.Found(entry.route(), variables.get());
            }
            variables.ifPresent(other -> otherMethods.add(entry.route().method()));
        }
        return otherMethods.isEmpty() ? new RouteMatch.NoSuchPath() : new RouteMatch.WrongMethod(otherMethods);
    }
}
