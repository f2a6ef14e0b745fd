package io.github.camelherobase;

import java.time.Instant;

import io.github.camelherobase.cursor.TimeWindow;

/** A window that is being read: its exchanges, and whether the answer was read to its end. */
final class WindowRead {

    private final TimeWindow window;
    private final Handover handover;
    private Instant sentAt;
    private Instant oldestUnfinished;
    private long records;
    private boolean complete;

    WindowRead(TimeWindow window, Handover handover) {
        this.window = window;
        this.handover = handover;
    }

    TimeWindow window() {
        return window;
    }

    Handover handover() {
        return handover;
    }

    void sent(Instant at) {
        sentAt = at;
    }

    Instant sentAt() {
        return sentAt;
    }

    /** A record that began then is not complete: the position must not pass it. */
    void unfinishedSince(Instant start) {
        if (oldestUnfinished == null || start.isBefore(oldestUnfinished)) {
            oldestUnfinished = start;
        }
    }

    /** The position that the window leads to: {@code next}, or the start of what is not complete. */
    Instant upTo(Instant next) {
        return oldestUnfinished == null || next.isBefore(oldestUnfinished) ? next : oldestUnfinished;
    }

    void counted() {
        records++;
    }

    long records() {
        return records;
    }

    void completed() {
        complete = true;
    }

    boolean isComplete() {
        return complete;
    }
}
