package io.github.camelherobase.cursor;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CursorTest {

    private static final Instant BEGIN = Instant.parse("2026-05-06T08:00:00Z");

    private final StateRepository<String, String> store = new MemoryStateRepository();

    @BeforeEach
    void start() {
        store.start();
    }

    private static Cursor open(StateRepository<String, String> store) {
        return Cursor.open(store, "key", "api@localhost", "simpleLeads", "", null, () -> BEGIN);
    }

    @Test
    void aClosedCursorMovesNoPositionThatAnotherHasTakenUp() {
        Cursor first = open(store);
        first.moveTo(BEGIN.plusSeconds(60));
        first.close();
        Cursor second = open(store);

        first.moveTo(BEGIN.plusSeconds(120));

        assertThat(second.position()).isEqualTo(BEGIN.plusSeconds(60));
        assertThat(open(store).position()).isEqualTo(BEGIN.plusSeconds(60));
    }

    @Test
    void aPositionMovesForwardOnlyUnlessAnOperatorSetsIt() {
        Cursor cursor = open(store);
        assertThat(cursor.isFirst()).isTrue();
        cursor.moveTo(BEGIN.plusSeconds(60));
        cursor.moveTo(BEGIN.plusSeconds(30));
        assertThat(open(store).position()).isEqualTo(BEGIN.plusSeconds(60));
        assertThat(open(store).isFirst()).isFalse();

        cursor.moveTo(BEGIN.plusSeconds(30), Map.of("size", "PT1H/PT2H"));
        assertThat(open(store).position()).isEqualTo(BEGIN.plusSeconds(60));
        assertThat(open(store).learned()).isEqualTo(Map.of("size", "PT1H/PT2H"));
        cursor.moveTo(BEGIN.plusSeconds(90));
        assertThat(open(store).learned()).isEqualTo(Map.of("size", "PT1H/PT2H"));

        cursor.rewind(BEGIN.minusSeconds(60), Map.of());
        assertThat(open(store).position()).isEqualTo(BEGIN.minusSeconds(60));
        assertThat(open(store).learned()).isEmpty();
        cursor.beginAt(BEGIN.minusSeconds(90), Map.of("bounds", "UTC"));
        assertThat(open(store).position()).isEqualTo(BEGIN.minusSeconds(90));
        assertThat(open(store).learned()).isEqualTo(Map.of("bounds", "UTC"));
        cursor.checkHeld();
    }

    @Test
    void whatLiesInAStoreIsOfAnAccountAndAnOperation() {
        open(store).moveTo(BEGIN.plusSeconds(60));
        String entry = store.getState("key");
        assertThat(StoredPosition.of("key", entry, "api@localhost", "simpleLeads"))
                .isEqualTo(new StoredPosition("key", "api@localhost", "simpleLeads", null, "", BEGIN.plusSeconds(60)));
        assertThat(StoredPosition.of("key", entry, null, "simpleLeads")).isNotNull();
        assertThat(StoredPosition.of("key", entry, "other@localhost", "simpleLeads"))
                .isNull();
        assertThat(StoredPosition.of("key", entry, null, "calls")).isNull();
        assertThat(StoredPosition.of("key", "{", null, "simpleLeads")).isNull();
    }

    @Test
    void closingWaitsForTheMoveThatHasBegun() throws Exception {
        SlowRepository slow = new SlowRepository();
        Cursor cursor = open(slow);
        slow.begun = new CountDownLatch(1);
        CompletableFuture<Void> move = CompletableFuture.runAsync(() -> cursor.moveTo(BEGIN.plusSeconds(60)));
        assertThat(slow.begun.await(10, TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> close = CompletableFuture.runAsync(cursor::close);
        assertThat(close.copy().completeOnTimeout(null, 100, TimeUnit.MILLISECONDS))
                .succeedsWithin(Duration.ofSeconds(10));
        assertThat(close).isNotDone();
        slow.proceed.countDown();

        assertThat(move).succeedsWithin(Duration.ofSeconds(10));
        assertThat(close).succeedsWithin(Duration.ofSeconds(10));
        assertThat(open(slow).position()).isEqualTo(BEGIN.plusSeconds(60));
    }

    /** Takes its time for the second write. */
    private static final class SlowRepository extends MemoryStateRepository {

        private final CountDownLatch proceed = new CountDownLatch(1);
        private CountDownLatch begun;

        @Override
        public void setState(String key, String value) {
            if (begun != null) {
                begun.countDown();
                try {
                    proceed.await(10, TimeUnit.SECONDS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            super.setState(key, value);
        }
    }
}
