package io.github.camelherobase.stream;

import java.util.NoSuchElementException;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.RecordStream;

/**
 * The records of one answer. Not reading to the end cancels the request, because closing it would first download the
 * rest.
 *
 * @param <T> the record
 */
public abstract class SourceRecordStream<T> implements RecordStream<T> {

    private enum State {
        OPEN,
        ENDED,
        CLOSED
    }

    private final RecordSource source;

    private T next;
    private HerobaseException failure;
    private long taken;
    /** Written by whoever closes, which may be the thread that stops the context. */
    private volatile State state = State.OPEN;

    protected SourceRecordStream(RecordSource source) {
        this.source = source;
    }

    /**
     * The next record, or null once the answer's end is proven.
     *
     * @throws HerobaseException when the answer is cut or not what was promised
     */
    protected abstract T read();

    @Override
    public boolean hasNext() {
        if (next != null && state != State.CLOSED) {
            return true;
        }
        if (failure != null) {
            throw failure;
        }
        switch (state) {
            case ENDED:
                return false;
            case CLOSED:
                throw new IllegalStateException(
                        "The exchange that opened this export is complete; split it inside the route, or convert it to List");
            default:
                return fetch();
        }
    }

    private boolean fetch() {
        try {
            next = read();
        } catch (HerobaseException e) {
            failure = e;
            end(State.CLOSED);
            throw e;
        }
        if (next == null) {
            end(State.ENDED);
            return false;
        }
        source.recordRead();
        return true;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The export has ended after " + taken + " records");
        }
        T record = next;
        next = null;
        taken++;
        return record;
    }

    @Override
    public long recordCount() {
        return taken;
    }

    @Override
    public void close() {
        end(State.CLOSED);
    }

    private void end(State how) {
        if (state != State.OPEN) {
            return;
        }
        state = how;
        if (how == State.ENDED) {
            source.release();
        } else {
            source.cancel();
        }
    }

    /** What a log line may say of a live export: nothing is read for it. */
    @Override
    public String toString() {
        return "RecordStream[" + state + ", " + taken + " records taken]";
    }
}
