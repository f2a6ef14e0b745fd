package io.github.camelherobase.stream;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.github.camelherobase.api.RecordStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterTry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

@Timeout(30)
class MergedStreamTest {

    private final ExecutorService readers = Executors.newCachedThreadPool();
    private final Queue<Slice> opened = new ConcurrentLinkedQueue<>();
    private final AtomicInteger live = new AtomicInteger();
    private final AtomicInteger mostLive = new AtomicInteger();

    @AfterEach
    @AfterTry
    void everyThreadEnds() {
        await().until(() -> ((ThreadPoolExecutor) readers).getActiveCount() == 0);
        assertThat(opened).allSatisfy(slice -> assertThat(slice.closed).isTrue());
        opened.clear();
    }

    @Property(tries = 50)
    void everyRecordComesOnce(@ForAll @Size(min = 1, max = 12) List<@IntRange(max = 700) Integer> sizes) {
        List<Integer> expected = new ArrayList<>();
        List<Iterator<Integer>> slices = new ArrayList<>();
        for (int size : sizes) {
            List<Integer> records = IntStream.range(0, size)
                    .map(number -> slices.size() * 1_000 + number)
                    .boxed()
                    .toList();
            expected.addAll(records);
            slices.add(records.iterator());
        }
        List<Integer> taken = new ArrayList<>();
        RecordStream<Integer> merged = merged(slices);
        merged.forEachRemaining(taken::add);
        merged.close();

        assertThat(taken).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(merged.recordCount()).isEqualTo(expected.size());
        assertThat(merged.hasNext()).as("a whole one stays whole").isFalse();
        assertThat(mostLive.get()).isLessThanOrEqualTo(MergedStream.AT_ONCE);
    }

    @Test
    void someAreReadAtOnceAndNoneFarAhead() {
        RecordStream<Integer> merged = merged(endless(10));
        merged.next();
        assertThat(opened).as("before it is certain that the export is read").hasSize(1);
        while (opened.size() < MergedStream.AT_ONCE) {
            merged.next();
        }
        assertThat(merged.recordCount()).isGreaterThan(MergedStream.ALONE - 1_000);
        int taken = (int) merged.recordCount();
        assertThat(opened.stream().mapToInt(slice -> slice.read).sum())
                .isLessThan(taken + 512 + 64 + 2 * MergedStream.AT_ONCE);
        merged.close();
    }

    @Test
    void closingCancelsAllAndAShorterExportNeverLooksLikeAWholeOne() {
        RecordStream<Integer> merged = merged(endless(10));
        merged.next();
        merged.close();
        await().until(() -> opened.stream().allMatch(slice -> slice.closed));
        // What was taken before is still handed out.
        assertThatThrownBy(() -> merged.forEachRemaining(record -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("split it inside the route");
    }

    @Test
    void theFirstFailureReachesWhoReadsAndEndsTheOthers() {
        IllegalStateException cut = new IllegalStateException("cut");
        List<Iterator<Integer>> slices = endless(3);
        slices.add(new Counting() {
            @Override
            public Integer next() {
                if (next == 100) {
                    throw cut;
                }
                return super.next();
            }
        });
        RecordStream<Integer> merged = merged(slices);
        assertThatThrownBy(() -> merged.forEachRemaining(record -> {})).isSameAs(cut);
        assertThatThrownBy(merged::hasNext).isSameAs(cut);
        merged.close();
    }

    @Test
    void aSliceThatCannotBeOpenedFailsTheWhole() {
        IllegalStateException refused = new IllegalStateException("refused");
        RecordStream<Integer> merged = merged(
                open(new Counting()), List.<JoinedExport<Integer>>of(() -> CompletableFuture.failedFuture(refused)));
        assertThatThrownBy(() -> merged.forEachRemaining(record -> {})).isSameAs(refused);
    }

    @Test
    void whatIsReadInPlaceOfAFailedPartTakesItsTurn() {
        IllegalStateException cut = new IllegalStateException("cut");
        List<JoinedExport<Integer>> halves = List.of(
                () -> CompletableFuture.completedFuture(open(List.of(1, 2).iterator())),
                () -> CompletableFuture.completedFuture(open(List.of(3).iterator())));
        AtomicInteger ended = new AtomicInteger();
        JoinedExport<Integer> fails = new JoinedExport<>() {
            @Override
            public CompletionStage<RecordStream<Integer>> open() {
                return CompletableFuture.failedFuture(cut);
            }

            @Override
            public void ended(long records) {
                ended.incrementAndGet();
            }

            @Override
            public List<JoinedExport<Integer>> fallbacks(Throwable failure) {
                return failure == cut ? halves : List.of();
            }
        };
        List<Integer> taken = new ArrayList<>();
        merged(open(List.of(0).iterator()), List.of(fails)).forEachRemaining(taken::add);
        assertThat(taken).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(ended.get()).isZero();
    }

    @Test
    void whatIsOpenedAfterTheCloseIsClosedToo() {
        CompletableFuture<RecordStream<Integer>> late = new CompletableFuture<>();
        AtomicInteger asked = new AtomicInteger();
        RecordStream<Integer> merged = merged(open(new Counting()), List.<JoinedExport<Integer>>of(() -> {
            asked.incrementAndGet();
            return late;
        }));
        while (asked.get() == 0) {
            merged.next();
        }
        merged.close();
        Slice opening = open(new Counting());
        late.complete(opening);
        assertThat(opening.closed).isTrue();
        assertThat(opening.read).isZero();
    }

    @Test
    void aRouteThatStopsEndsIt() {
        RecordStream<Integer> merged = merged(endless(6));
        merged.next();
        readers.shutdownNow();
        assertThatThrownBy(() -> merged.forEachRemaining(record -> {}))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the route is stopping");
        RecordStream<Integer> after = merged(endless(2));
        assertThatThrownBy(after::hasNext).hasCauseInstanceOf(RejectedExecutionException.class);
    }

    private RecordStream<Integer> merged(List<Iterator<Integer>> slices) {
        List<JoinedExport<Integer>> others = slices.stream()
                .skip(1)
                .<JoinedExport<Integer>>map(slice -> () -> CompletableFuture.completedFuture(open(slice)))
                .toList();
        return merged(open(slices.get(0)), others);
    }

    private RecordStream<Integer> merged(Slice first, List<? extends JoinedExport<Integer>> others) {
        JoinedExport<Integer> opened = () -> CompletableFuture.completedFuture(first);
        return MergedStream.of(opened, first, others.iterator(), record -> 1, readers);
    }

    private Slice open(Iterator<Integer> records) {
        Slice slice = new Slice(records);
        opened.add(slice);
        mostLive.accumulateAndGet(live.incrementAndGet(), Math::max);
        return slice;
    }

    private static List<Iterator<Integer>> endless(int count) {
        List<Iterator<Integer>> slices = new ArrayList<>();
        IntStream.range(0, count).forEach(number -> slices.add(new Counting()));
        return slices;
    }

    private static class Counting implements Iterator<Integer> {

        int next;

        @Override
        public boolean hasNext() {
            return true;
        }

        @Override
        public Integer next() {
            return next++;
        }
    }

    private final class Slice implements RecordStream<Integer> {

        private final Iterator<Integer> records;
        private volatile int read;
        private volatile boolean closed;

        private Slice(Iterator<Integer> records) {
            this.records = records;
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public Integer next() {
            read++;
            return records.next();
        }

        @Override
        public long recordCount() {
            return read;
        }

        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                live.decrementAndGet();
            }
        }
    }
}
