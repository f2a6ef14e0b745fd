package io.github.camelherobase;

import java.time.Instant;

import io.github.camelherobase.cursor.TimeWindow;

/** A window that is being read: its exchanges, and whether the answer was read to its end. */
final class WindowRead {

    private final TimeWindow window;
    private final Handover handover;
    private Instant sentAt;
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
