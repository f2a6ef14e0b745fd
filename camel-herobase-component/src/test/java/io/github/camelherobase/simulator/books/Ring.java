package io.github.camelherobase.simulator.books;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last entries of an endless row. Guarded by its owner. */
final class Ring<T> {

    private final int capacity;
    private final Deque<T> entries = new ArrayDeque<>();

    Ring(int capacity) {
        this.capacity = capacity;
    }

    void add(T entry) {
        entries.addLast(entry);
        if (entries.size() > capacity) {
            entries.removeFirst();
        }
    }

    List<T> toList() {
        return List.copyOf(entries);
    }

    void clear() {
        entries.clear();
    }
}
