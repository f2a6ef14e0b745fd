package io.github.camelherobase.base;

import java.util.Iterator;
import java.util.stream.Stream;

/**
 * Finds out whether what is read goes nowhere. When Camel's splitter ends before what it splits, because it stops at an
 * exception, is told to stop or its time is up, it goes through all the rest only to let go of it: with an export, it would
 * download the rest. The exchange does not show that, whose exception may be handled by then, so the callers do.
 *
 * <p>For one reader at a time. To look at the callers costs a microsecond, so it is done now and then.
 */
public final class DiscardedReading {

    private static final int CALLERS = 40;
    private static final String READER = "org.apache.camel.processor.Splitter$SplitterIterable";
    private static final String SPLITTER = "org.apache.camel.processor.MulticastProcessor";
    private static final String END = "doDone";

    private static final StackWalker WALKER = StackWalker.getInstance();

    private final int every;
    private int unchecked;
    private boolean discarded;
    /** A split in parallel reads and ends on several threads. */
    private volatile Thread reader;

    /** @param every how much may be read before it is looked at again */
    public DiscardedReading(int every) {
        this.every = every;
    }

    /** @param amount that was read since this was asked last */
    public boolean isFound(int amount) {
        unchecked += amount;
        Thread current = Thread.currentThread();
        if (unchecked < every && current == reader && !discarded) {
            return false;
        }
        unchecked = 0;
        reader = current;
        boolean found = WALKER.walk(DiscardedReading::isBySplitterThatEnded);
        discarded |= found;
        return found;
    }

    /** Whether it is a splitter that reads. */
    public static boolean isBySplitter() {
        return WALKER.walk(callers ->
                callers.limit(CALLERS).anyMatch(frame -> frame.getClassName().startsWith(READER)));
    }

    /** The nearest reader counts: what follows in a route may run below the end of another split. */
    private static boolean isBySplitterThatEnded(Stream<StackWalker.StackFrame> callers) {
        Iterator<StackWalker.StackFrame> frames = callers.limit(CALLERS)
                .dropWhile(frame -> !frame.getClassName().startsWith(READER))
                .dropWhile(frame -> frame.getClassName().startsWith(READER))
                .iterator();
        if (!frames.hasNext()) {
            return false;
        }
        StackWalker.StackFrame caller = frames.next();
        return caller.getClassName().equals(SPLITTER) && caller.getMethodName().equals(END);
    }
}
