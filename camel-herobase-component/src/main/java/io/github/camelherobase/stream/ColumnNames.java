package io.github.camelherobase.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps columns and fields of one name apart: {@code Phone}, {@code Phone2}, {@code Phone3}. The first of a name keeps it;
 * the others get the next number with which no column is named.
 */
final class ColumnNames {

    private ColumnNames() {}

    static List<String> distinct(List<String> names) {
        Set<String> taken = new HashSet<>(names);
        if (taken.size() == names.size()) {
            return List.copyOf(names);
        }
        Set<String> met = new HashSet<>();
        List<String> distinct = new ArrayList<>();
        for (String name : names) {
            distinct.add(met.add(name) ? name : free(name, taken));
        }
        return distinct;
    }

    private static String free(String name, Set<String> taken) {
        int number = 2;
        while (!taken.add(name + number)) {
            number++;
        }
        return name + number;
    }
}
