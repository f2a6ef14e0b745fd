package io.github.camelherobase.stream;

import java.io.InputStream;
import java.util.NoSuchElementException;
import java.util.function.Function;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.RecordStream;

/**
 * The records of one JSON answer. Not reading to the end cancels the request, because closing it would first download
 * the rest.
 *
 * @param <T> the record
 */
public final class JsonRecordStream<T> implements RecordStream<T> {

    private enum State {
        OPEN,
        ENDED,
        CLOSED
    }

    private final JsonArraySlicer slicer;
    private final Function<byte[], T> record;
    private final Source source;

    private byte[] next;
    private HerobaseException failure;
    private long taken;
    /** Written by whoever closes, which may be the thread that stops the context. */
    private volatile State state = State.OPEN;

    public JsonRecordStream(Source source, String service, int maxRecordSize, Function<byte[], T> record) {
        this.source = source;
        this.slicer = new JsonArraySlicer(source.body(), service, maxRecordSize);
        this.record = record;
    }

    @Override
    public boolean hasNext() {
        if (next != null) {
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
            next = slicer.next();
        } catch (HerobaseException e) {
            failure = e;
            end(State.CLOSED);
            throw e;
        }
        if (next == null) {
            end(State.ENDED);
            return false;
        }
        return true;
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The export has ended after " + taken + " records");
        }
        byte[] bytes = next;
        next = null;
        taken++;
        return record.apply(bytes);
    }

    @Override
    public long recordCount() {
        return taken;
    }

    @Override
    public void close() {
        next = null;
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

    /** Where the bytes come from. */
    public interface Source {

        InputStream body();

        /** The body was read to its end: the connection can be used again. */
        void release();

        /** The rest of the body is not wanted: the remote is to stop sending. */
        void cancel();
    }
}
