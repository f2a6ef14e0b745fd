package io.github.camelherobase.connect;

import java.util.TreeSet;

/** How far the records of one partition are dealt with, whatever the order in which that happens. */
final class SettledOffsets {

    private final TreeSet<Long> open = new TreeSet<>();
    private long next = -1;

    synchronized void taken(long offset) {
        open.add(offset);
        next = Math.max(next, offset + 1);
    }

    synchronized void settled(long offset) {
        open.remove(offset);
    }

    /** Where Connect may begin again; negative when nothing was taken. */
    synchronized long committable() {
        return open.isEmpty() ? next : open.first();
    }

    synchronized int outstanding() {
        return open.size();
    }
}
