package io.github.camelherobase.connect;

import java.util.TreeSet;

/** How far the records of one partition are dealt with, whatever the order in which that happens. */
final class SettledOffsets {

    private final TreeSet<Long> open = new TreeSet<>();

    synchronized void taken(long offset) {
        open.add(offset);
    }

    synchronized void settled(long offset) {
        open.remove(offset);
    }

    /** Where Connect would have to begin again; negative when nothing is open. */
    synchronized long firstOpen() {
        return open.isEmpty() ? -1 : open.first();
    }
}
