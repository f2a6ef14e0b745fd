package io.github.camelherobase.stream;

import java.util.Collection;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.github.camelherobase.api.RecordStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** However fast either side is, and wherever it ends: the records before, then that end, and nothing left behind. */
class ReadAheadRandomTest {

    /** More than any portion and any two hold, so that ends fall before, on and behind each edge. */
    private static final int MOST = 700;

    private static final int ROUNDS = Boolean.getBoolean("proof") ? 20 : 1;

    private enum End {
        ORDERLY,
        EXCEPTION,
        ERROR,
        PREPARATION
    }

    @Property(tries = 200)
    void theRecordsBeforeTheEndThenTheEnd(@ForAll long seed) {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(seed + round);
            Source source = new Source(random, random.nextInt(MOST), End.values()[random.nextInt(4)]);
            Pace pace = new Pace(random);
            RecordStream<Integer> ahead = source.readAhead();
            for (int i = 0; i < source.count; i++) {
                for (int asked = random.nextInt(3); asked > 0; asked--) {
                    assertThat(ahead.hasNext()).isTrue();
                }
                assertThat(ahead.next()).as("seed %s", seed).isEqualTo(i);
                assertThat(ahead.recordCount()).isEqualTo(i + 1);
                pace.go();
            }
            for (int asked = 0; asked < 2; asked++) {
                if (source.end == End.ORDERLY) {
                    assertThat(ahead.hasNext()).as("seed %s", seed).isFalse();
                    assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
                } else {
                    assertThatThrownBy(ahead::hasNext).isSameAs(source.failure);
                    assertThatThrownBy(ahead::next).isSameAs(source.failure);
                }
            }
            assertThat(ahead.recordCount()).isEqualTo(source.count);
            ahead.close();
            source.awaitNothingLeft();
        }
    }

    /** By the thread that reads. */
    @Property(tries = 100)
    void whoeverClosesEarlyLeavesNothingBehind(@ForAll long seed) {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(seed + round);
            Source source = new Source(random, Integer.MAX_VALUE, End.ORDERLY);
            Pace pace = new Pace(random);
            RecordStream<Integer> ahead = source.readAhead();
            int taken = random.nextInt(MOST);
            for (int i = 0; i < taken; i++) {
                assertThat(ahead.next()).isEqualTo(i);
                pace.go();
            }
            ahead.close();
            source.awaitNothingLeft();
            assertThat(source.read.get()).as("seed %s", seed).isLessThanOrEqualTo(taken + 1_000);
        }
    }

    /** By another one, such as that which stops the context, at any moment: in order up to there, and never an end. */
    @Property(tries = 100)
    void anotherThreadMayCloseAtAnyMoment(@ForAll long seed) throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            Random random = new Random(seed + round);
            Source source = new Source(random, Integer.MAX_VALUE, End.ORDERLY);
            RecordStream<Integer> ahead = source.readAhead();
            CountDownLatch begun = new CountDownLatch(1);
            long wait = random.nextInt(300_000);
            Thread closer = new Thread(() -> {
                begun.countDown();
                LockSupport.parkNanos(wait);
                ahead.close();
            });
            closer.start();
            begun.await();
            assertThatThrownBy(() -> {
                        for (int i = 0; ; i++) {
                            assertThat(ahead.hasNext()).isTrue();
                            assertThat(ahead.next()).isEqualTo(i);
                        }
                    })
                    .as("seed %s", seed)
                    .isInstanceOf(IllegalStateException.class);
            closer.join();
            source.awaitNothingLeft();
        }
    }

    @Example
    void anInterruptedReaderIsToldAndStaysInterrupted() throws InterruptedException {
        Source source = new Source(new Random(1), 0, End.ORDERLY);
        source.gate = new CountDownLatch(1);
        RecordStream<Integer> ahead = source.readAhead();
        AtomicInteger outcome = new AtomicInteger();
        Thread reader = new Thread(() -> {
            try {
                ahead.hasNext();
            } catch (IllegalStateException e) {
                outcome.set(Thread.currentThread().isInterrupted() ? 1 : 2);
            }
        });
        reader.start();
        await().until(() ->
                reader.getState() == Thread.State.TIMED_WAITING || reader.getState() == Thread.State.WAITING);
        reader.interrupt();
        reader.join(10_000);
        assertThat(outcome).hasValue(1);
        source.gate.countDown();
        ahead.close();
        source.awaitNothingLeft();
    }

    /** Goes on at once, mostly. */
    private static final class Pace {

        private final Random random;
        private final int one;

        private Pace(Random random) {
            this.random = new Random(random.nextLong());
            this.one = new int[] {1, 10, 1_000_000}[random.nextInt(3)];
        }

        private void go() {
            if (random.nextInt(one) == 0) {
                if (random.nextInt(50) == 0) {
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(2_000)));
                } else {
                    Thread.yield();
                }
            }
        }
    }

    /** Numbers from 0 on, each of a size by chance. */
    private static final class Source implements RecordStream<Integer> {

        private final int count;
        private final End end;
        private final Throwable failure;
        private final int size;
        private final Pace pace;
        private final AtomicInteger read = new AtomicInteger();
        private final AtomicInteger closed = new AtomicInteger();
        private final Collection<Thread> threads = new ConcurrentLinkedQueue<>();
        private CountDownLatch gate = new CountDownLatch(0);

        private Source(Random random, int count, End end) {
            this.count = count;
            this.end = end;
            this.failure = end == End.ERROR ? new AssertionError("an error") : new IllegalStateException("a failure");
            this.size = new int[] {1, 1_000, 64 * 1024, 1024 * 1024}[random.nextInt(4)];
            this.pace = new Pace(random);
        }

        private RecordStream<Integer> readAhead() {
            return ReadAhead.of(this, this::prepare, record -> {}, task -> {
                Thread thread = new Thread(task);
                threads.add(thread);
                return thread;
            });
        }

        private int prepare(int record) {
            if (record == count) {
                throw (RuntimeException) failure;
            }
            return size;
        }

        @Override
        public boolean hasNext() {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            pace.go();
            if (read.get() < count) {
                return true;
            }
            switch (end) {
                case EXCEPTION:
                    throw (RuntimeException) failure;
                case ERROR:
                    throw (Error) failure;
                default:
                    return end == End.PREPARATION;
            }
        }

        @Override
        public Integer next() {
            return read.getAndIncrement();
        }

        @Override
        public long recordCount() {
            return read.get();
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }

        private void awaitNothingLeft() {
            try {
                for (Thread thread : threads) {
                    thread.join(TimeUnit.SECONDS.toMillis(10));
                    assertThat(thread.isAlive()).isFalse();
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            assertThat(closed.get()).isPositive();
        }
    }
}
