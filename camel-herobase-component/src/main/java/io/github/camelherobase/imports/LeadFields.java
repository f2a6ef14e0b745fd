package io.github.camelherobase.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The fields of a lead definition, by import name and without regard to case.
 *
 * @param all sorted sets without regard to case
 * @param required those that an import must fill, as far as the definition says so
 */
record LeadFields(Set<String> all, Set<String> required) {

    /** What is wrong with a lead's fields, by their names; empty when nothing is. */
    List<String> problems(LeadRequest request) {
        List<String> problems = new ArrayList<>();
        List<String> missing = required.stream()
                .filter(field -> request.value(field).isBlank())
                .toList();
        if (!missing.isEmpty()) {
            problems.add("it lacks the required fields " + missing);
        }
        List<String> unknown =
                request.fields().stream().filter(field -> !all.contains(field)).toList();
        if (!unknown.isEmpty()) {
            problems.add("the lead definition of its campaign does not know the fields " + unknown + ", but " + all);
        }
        return problems;
    }
}
