package io.github.camelherobase.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelherobase.api.RecordStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class ReadAheadTest {

    private final List<Thread> threads = new ArrayList<>();

    @Property(tries = 50)
    void everyRecordComesOnceInItsOrder(@ForAll @IntRange(max = 3_000) int count) {
        Records source = new Records(IntStream.range(0, count).boxed().iterator());
        List<Integer> taken = new ArrayList<>();
        try (RecordStream<Integer> ahead = ahead(source, 1)) {
            ahead.forEachRemaining(taken::add);

            assertThat(taken)
                    .containsExactlyElementsOf(IntStream.range(0, count).boxed().toList());
            assertThat(ahead.recordCount()).isEqualTo(count);
            assertThat(ahead.hasNext()).isFalse();
            assertThatThrownBy(ahead::next).isInstanceOf(NoSuchElementException.class);
        }
        assertThat(source.closed).isTrue();
        awaitEndOfThreads();
    }

    @Test
    void largeRecordsAreNotReadFarAhead() {
        Endless endless = new Endless();
        try (RecordStream<Integer> ahead = ahead(new Records(endless), 16 * 1024 * 1024)) {
            for (int i = 0; i < 10; i++) {
                assertThat(ahead.next()).isEqualTo(i);
                assertThat(endless.next).isLessThanOrEqualTo(i + 3);
            }
        }
        awaitEndOfThreads();
    }

    @Test
    void whoIsFarAheadPreparesRecordsAndLeavesThePlaceToTheTakerOtherwise() {
        Set<Integer> prepared = ConcurrentHashMap.newKeySet();
        try (RecordStream<Integer> ahead = ahead(new Records(new Endless()), 1, prepared::add)) {
            await().until(() -> threads.get(0).getState() == Thread.State.WAITING);
            assertThat(prepared).isNotEmpty().doesNotContain(0, 1, 2, 3);
            assertThat(ahead.next()).isZero();
        }
        awaitEndOfThreads();
    }

    @Test
    void anErrorComesAfterTheRecordsBeforeIt() {
        IllegalStateException cut = new IllegalStateException("cut");
        Iterator<Integer> failing = new Endless() {
            @Override
            public Integer next() {
                if (next == 700) {
                    throw cut;
                }
                return super.next();
            }
        };
        try (RecordStream<Integer> ahead = ahead(new Records(failing), 1)) {
            for (int i = 0; i < 700; i++) {
                assertThat(ahead.next()).isEqualTo(i);
            }
            assertThatThrownBy(ahead::hasNext).isSameAs(cut);
            assertThatThrownBy(ahead::next).isSameAs(cut);
        }
    }

    @Test
    void recordsOfASlowSourceDoNotWaitForAFullPortion() throws InterruptedException {
        BlockingQueue<Integer> slow = new LinkedBlockingQueue<>();
        try (RecordStream<Integer> ahead = ahead(new Records(new Waiting(slow)), 1)) {
            slow.put(1);
            assertThat(ahead.next()).isEqualTo(1);
            slow.put(2);
            slow.put(Waiting.END);
            assertThat(ahead.next()).isEqualTo(2);
            assertThat(ahead.hasNext()).isFalse();
        }
    }

    @Test
    void closingWakesWhoWaitsForARecordAndNeverLooksLikeTheEnd() throws InterruptedException {
        BlockingQueue<Integer> silent = new LinkedBlockingQueue<>();
        RecordStream<Integer> ahead = ahead(new Records(new Waiting(silent)), 1);
        AtomicBoolean refused = new AtomicBoolean();
        Thread taker = new Thread(() -> {
            try {
                ahead.hasNext();
            } catch (IllegalStateException e) {
                refused.set(true);
            }
        });
        taker.start();
        await().until(() -> taker.getState() == Thread.State.TIMED_WAITING);

        ahead.close();

        taker.join();
        assertThat(refused).isTrue();
        silent.put(Waiting.END);
        awaitEndOfThreads();
    }

    @Test
    void closingEndsTheReadingThread() {
        RecordStream<Integer> ahead = ahead(new Records(new Endless()), 1);
        await().until(() -> threads.get(0).getState() == Thread.State.WAITING);

        ahead.close();

        awaitEndOfThreads();
    }

    private RecordStream<Integer> ahead(Records source, int size) {
        return ahead(source, size, record -> {});
    }

    private RecordStream<Integer> ahead(Records source, int size, Consumer<Integer> whenAhead) {
        return ReadAhead.of(source, record -> size, whenAhead, task -> {
            Thread thread = new Thread(task);
            threads.add(thread);
            return thread;
        });
    }

    private void awaitEndOfThreads() {
        await().atMost(Duration.ofSeconds(10)).until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    private static class Endless implements Iterator<Integer> {

        volatile int next;

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Integer next() {
            int record = next;
            next = record + 1;
            return record;
        }
    }

    /** Has what is put into the queue, when it is. */
    private static final class Waiting implements Iterator<Integer> {

        private static final int END = -1;

        private final BlockingQueue<Integer> queue;
        private Integer next;

        private Waiting(BlockingQueue<Integer> queue) {
            this.queue = queue;
        }

        @Override
        public boolean hasNext() {
            try {
                next = queue.take();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return next != END;
        }

        @Override
        public Integer next() {
            return next;
        }
    }

    private static final class Records implements RecordStream<Integer> {

        private final Iterator<Integer> records;
        private volatile boolean closed;

        private Records(Iterator<Integer> records) {
            this.records = records;
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public Integer next() {
            return records.next();
        }

        @Override
        public long recordCount() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
