package io.github.camelherobase.stream;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keeps columns and fields of one name apart: {@code Phone}, {@code Phone2}, {@code Phone3}. */
final class ColumnNames {

    private ColumnNames() {}

    static List<String> distinct(List<String> names) {
        List<String> distinct = new ArrayList<>();
        Set<String> taken = new HashSet<>();
        for (String name : names) {
            String free = free(name, taken);
            taken.add(free);
            distinct.add(free);
        }
        return distinct;
    }

    /** The name, or with the lowest number that makes it another than those taken. */
    static String free(String name, Set<String> taken) {
        String free = name;
        for (int number = 2; taken.contains(free); number++) {
            free = name + number;
        }
        return free;
    }
}
