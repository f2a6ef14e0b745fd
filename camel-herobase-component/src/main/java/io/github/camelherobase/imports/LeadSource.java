package io.github.camelherobase.imports;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

import io.github.camelherobase.imports.body.TextLines;
import io.github.camelherobase.imports.delivery.LeadMemory;

/**
 * The leads of one import, read as fast as they are asked for: first those to be taken again, then what the route's
 * source still holds. Safe for several threads.
 */
final class LeadSource implements Closeable {

    private final Iterator<?> source;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<TakenLead> again = new ArrayDeque<>();
    private long read;
    private boolean ended;
    private boolean closed;
    private Throwable failure;

    /** An element of the source, with what the delivery remembers it by. */
    static final class TakenLead {

        private final long position;
        private final Object element;
        private final long line;
        private LeadMemory.Lead remembered;

        private TakenLead(long position, Object element, long line) {
            this.position = position;
            this.element = element;
            this.line = line;
        }

        /** The only element of a body. */
        static TakenLead only(Object element) {
            return new TakenLead(0, element, 0);
        }

        /** In the source, from 0. */
        long position() {
            return position;
        }

        Object element() {
            return element;
        }

        /** On which it begins in the source's text, from 1; 0 when nobody knows. */
        long line() {
            return line;
        }

        /** As an element is met once, whatever the number of its requests. */
        LeadMemory.Lead remembered(LeadMemory.Visit visit, long fingerprint) {
            if (remembered == null || !remembered.isOf(visit, fingerprint)) {
                remembered = visit.meet(fingerprint);
            }
            return remembered;
        }

        /** Null when it could not be read as a lead. */
        LeadMemory.Lead remembered() {
            return remembered;
        }
    }

    LeadSource(Iterator<?> source) {
        this.source = source;
    }

    /**
     * The next lead, or null when there is none or the import does not go on.
     *
     * @param goesOn asked when it is this caller's turn to read
     */
    TakenLead next(BooleanSupplier goesOn) {
        lock.lock();
        try {
            if (isExhausted() || !goesOn.getAsBoolean()) {
                return null;
            }
            if (!again.isEmpty()) {
                return again.remove();
            }
            if (closed) {
                throw new IllegalStateException(
                        "the body can be read once only, and was closed when the exchange that brought it ended");
            }
            if (!source.hasNext()) {
                ended = true;
                return null;
            }
            Object element = source.next();
            return new TakenLead(read++, element, source instanceof TextLines lines ? lines.line() : 0);
        } catch (RuntimeException | Error e) {
            failure = e;
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** These are to be taken again. */
    void again(Collection<TakenLead> leads) {
        lock.lock();
        try {
            again.addAll(leads);
        } finally {
            lock.unlock();
        }
    }

    /** What was to be taken again and was not; it is forgotten here. */
    List<TakenLead> notTakenAgain() {
        lock.lock();
        try {
            List<TakenLead> left = new ArrayList<>(again);
            again.clear();
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Whether nothing is left to be taken. */
    boolean isExhausted() {
        lock.lock();
        try {
            return again.isEmpty() && (ended || failure != null);
        } finally {
            lock.unlock();
        }
    }

    /** Whether the source was read to its end. */
    boolean isComplete() {
        lock.lock();
        try {
            return ended;
        } finally {
            lock.unlock();
        }
    }

    /** Why the source cannot be read any further; null while it can. */
    Throwable failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** How many elements were read from the source. */
    long read() {
        lock.lock();
        try {
            return read;
        } finally {
            lock.unlock();
        }
    }

    /** What is not read yet is lost; reading it fails. */
    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            closed = !ended;
        } finally {
            lock.unlock();
        }
        if (source instanceof Closeable closeable) {
            closeable.close();
        }
    }
}
