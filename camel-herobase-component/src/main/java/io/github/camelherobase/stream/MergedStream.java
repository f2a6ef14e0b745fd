package io.github.camelherobase.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.ToIntFunction;

import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.base.AsyncFailure;

/**
 * Several exports as one. Some of them are read at once, so their records come in any order. The first failure in whose
 * place nothing can be read ends them all, and comes after the records before it; closing cancels them all.
 *
 * @param <T> the record
 */
public final class MergedStream<T> extends PortionedStream<T> {

    /** Exports that are opened or read at the same time. */
    static final int AT_ONCE = 4;

    /**
     * Records of the first export that are read before others are opened beside it, if it does not end before: until the
     * network's buffers are full, a server sends some megabytes of each that is open, to whoever gives up early too.
     */
    static final int ALONE = 5_000;

    private final Iterator<? extends JoinedExport<T>> others;
    private final ToIntFunction<T> size;
    private final Executor readers;

    /** To be closed with the whole. Guarded by this, as are those below and {@link #others}. */
    private final Set<RecordStream<T>> open = new HashSet<>();

    /** What to read before the others. */
    private final Deque<JoinedExport<T>> again = new ArrayDeque<>();

    private int lanes = 1;
    private boolean alone = true;
    private boolean over;

    private MergedStream(Iterator<? extends JoinedExport<T>> others, ToIntFunction<T> size, Executor readers) {
        super("The exchange that opened this export is complete; split it inside the route, or convert it to List");
        this.others = others;
        this.size = size;
        this.readers = readers;
    }

    /**
     * @param first to be read first
     * @param opened the first, already open
     * @param others each opened when one before has ended; asked for the next by one thread at a time
     * @param size of a record, in bytes
     * @param readers runs each task at once, beside all others
     */
    public static <T> MergedStream<T> of(
            JoinedExport<T> first,
            RecordStream<T> opened,
            Iterator<? extends JoinedExport<T>> others,
            ToIntFunction<T> size,
            Executor readers) {
        MergedStream<T> merged = new MergedStream<>(others, size, readers);
        merged.start(first, opened);
        return merged;
    }

    /** Opens others beside what is read already. */
    private void openBeside() {
        int more;
        synchronized (this) {
            more = alone ? AT_ONCE - lanes : 0;
            alone = false;
            lanes += more;
        }
        for (int lane = 0; lane < more; lane++) {
            run(this::openNext);
        }
    }

    private void openNext() {
        try {
            JoinedExport<T> next = nextOrEnd();
            if (next != null) {
                open(next);
            }
        } catch (Throwable e) {
            fail(e);
        }
    }

    private void open(JoinedExport<T> part) {
        part.open().whenComplete((records, failure) -> {
            if (failure == null) {
                start(part, records);
            } else {
                run(() -> goOn(part, failure));
            }
        });
    }

    /** Ends the whole if there is nothing to read in the part's place. */
    private void goOn(JoinedExport<T> part, Throwable failure) {
        Throwable cause = AsyncFailure.cause(failure);
        List<? extends JoinedExport<T>> instead = part.fallbacks(cause);
        if (instead.isEmpty()) {
            fail(cause);
            return;
        }
        boolean oneMoreLane;
        synchronized (this) {
            // Before all others, so that a server that fails everything is soon found out.
            for (int i = instead.size() - 1; i >= 0; i--) {
                again.addFirst(instead.get(i));
            }
            oneMoreLane = lanes < AT_ONCE;
            lanes += oneMoreLane ? 1 : 0;
        }
        if (oneMoreLane) {
            run(this::openNext);
        }
        openNext();
    }

    /** Null when there is none for this lane, which ends then. */
    private synchronized JoinedExport<T> nextOrEnd() {
        if (!over && !again.isEmpty()) {
            return again.removeFirst();
        }
        if (!over && others.hasNext()) {
            return others.next();
        }
        lanes--;
        if (lanes == 0) {
            portions.end(null);
        }
        return null;
    }

    /** Not on the thread that completed the opening, which is not ours to keep. */
    private void start(JoinedExport<T> part, RecordStream<T> records) {
        if (isWanted(records)) {
            run(() -> read(part, records));
        } else {
            records.close();
        }
    }

    private synchronized boolean isWanted(RecordStream<T> records) {
        return !over && open.add(records);
    }

    /** What the task does not manage ends the whole: who takes the records must not wait for it. */
    private void run(Runnable task) {
        try {
            readers.execute(() -> {
                try {
                    task.run();
                } catch (Throwable e) {
                    fail(e);
                }
            });
        } catch (RejectedExecutionException e) {
            fail(new IllegalStateException("The export is not read on: the route is stopping", e));
        }
    }

    private void read(JoinedExport<T> part, RecordStream<T> records) {
        Throwable failure = null;
        try {
            while (records.hasNext()) {
                T record = records.next();
                if (!portions.add(record, size.applyAsInt(record))) {
                    return;
                }
                if (records.recordCount() == ALONE) {
                    openBeside();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(new IllegalStateException("The export is not read on: the route is stopping", e));
            return;
        } catch (Throwable e) {
            failure = e;
        } finally {
            records.close();
            synchronized (this) {
                open.remove(records);
            }
        }
        if (failure == null) {
            part.ended(records.recordCount());
            openBeside();
            openNext();
        } else {
            goOn(part, failure);
        }
    }

    /** Thrown again on the thread that takes the records. */
    private void fail(Throwable failure) {
        portions.end(failure);
        stopReading();
    }

    @Override
    protected void stopReading() {
        List<RecordStream<T>> live;
        synchronized (this) {
            over = true;
            live = List.copyOf(open);
            open.clear();
        }
        live.forEach(RecordStream::close);
    }
}
