package io.github.camelherobase.operation;

import java.util.Iterator;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.RecordStream;

/**
 * Several exports as one, each opened when the one before has ended.
 *
 * @param <T> the record
 */
final class ChainedStream<T> implements RecordStream<T> {

    private final Iterator<String> keys;
    private final Function<String, CompletionStage<Export<T>>> open;
    private volatile RecordStream<T> current;
    private volatile boolean closed;
    private long taken;

    /**
     * @param first already open
     * @param keys of the others
     */
    ChainedStream(RecordStream<T> first, Iterator<String> keys, Function<String, CompletionStage<Export<T>>> open) {
        this.current = first;
        this.keys = keys;
        this.open = open;
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext()) {
            if (!keys.hasNext()) {
                return false;
            }
            current = next(keys.next());
            if (closed) {
                current.close();
            }
        }
        return true;
    }

    /** Waits for the quota and the head of the answer, both of which have their bound. */
    private RecordStream<T> next(String key) {
        try {
            return open.apply(key).toCompletableFuture().join().records();
        } catch (CompletionException e) {
            if (e.getCause() instanceof HerobaseException failure) {
                throw failure;
            }
            throw e;
        }
    }

    @Override
    public T next() {
        hasNext();
        taken++;
        return current.next();
    }

    @Override
    public long recordCount() {
        return taken;
    }

    @Override
    public void close() {
        closed = true;
        current.close();
    }

    @Override
    public String toString() {
        return current.toString();
    }
}
