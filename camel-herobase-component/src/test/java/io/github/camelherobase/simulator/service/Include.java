package io.github.camelherobase.simulator.service;

import java.util.Set;
import java.util.TreeSet;

import io.github.camelherobase.simulator.http.QueryParameters;

/** The complex properties asked for; unknown ones are ignored (vendor's page, "the include query parameter"). */
final class Include {

    /** Nothing is asked for. */
    static final Include NOTHING = new Include(QueryParameters.parse(""));

    private final Set<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

    Include(QueryParameters query) {
        names.addAll(query.list("include"));
    }

    boolean names(String property) {
        return names.contains(property);
    }
}
