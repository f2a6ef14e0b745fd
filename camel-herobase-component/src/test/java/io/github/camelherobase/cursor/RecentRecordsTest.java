package io.github.camelherobase.cursor;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

import static org.assertj.core.api.Assertions.assertThat;

/** A record is passed over only when its bytes are those that were last handed over, in this window or the one before. */
class RecentRecordsTest {

    private final RecentRecords records = new RecentRecords();

    private static RecordVersion version(String key, int state) {
        return RecordVersion.of(key, ("state " + state).getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 60)
    void asTwoMapsWouldSay(@ForAll long seed) {
        Random random = new Random(seed);
        RecentRecords recent = new RecentRecords();
        Map<String, Integer> current = new HashMap<>();
        Map<String, Integer> previous = new HashMap<>();
        // More than the table has room for at first.
        int keys = 1 + random.nextInt(5_000);
        for (int step = 0; step < 6_000; step++) {
            String key = random.nextInt(keys) + (random.nextBoolean() ? "S1" : "S17");
            int state = random.nextInt(3);
            switch (random.nextInt(40)) {
                case 0 -> {
                    recent.forget(key);
                    current.remove(key);
                    previous.remove(key);
                }
                case 1 -> {
                    if (random.nextInt(20) == 0) {
                        recent.windowDone();
                        previous = current;
                        current = new HashMap<>();
                    }
                }
                default -> {
                    Integer last = current.getOrDefault(key, previous.get(key));
                    boolean repeat = last != null && last == state;
                    assertThat(recent.isRepeat(version(key, state)))
                            .as("step %s, seed %s", step, seed)
                            .isEqualTo(repeat);
                    if (!repeat) {
                        recent.handedOver(version(key, state));
                    }
                    current.put(key, state);
                }
            }
        }
    }

    @Test
    void aRepeatCountsForTheNextWindow() {
        records.handedOver(version("1S1", 1));
        records.windowDone();
        assertThat(records.isRepeat(version("1S1", 1))).isTrue();
        records.windowDone();
        assertThat(records.isRepeat(version("1S1", 1))).isTrue();
        records.windowDone();
        records.windowDone();
        assertThat(records.isRepeat(version("1S1", 1))).isFalse();
    }

    @Test
    void beyondTheMostRecordsRepeatAndNoOlderStateIsTakenForTheLast() {
        records.handedOver(version("before", 1));
        records.windowDone();
        for (int i = 0; i < RecentRecords.MOST - 1; i++) {
            records.handedOver(version(i + "S1", 1));
        }
        assertThat(records.isRepeat(version("0S1", 1))).isTrue();
        assertThat(records.isRepeat(version(RecentRecords.MOST - 2 + "S1", 1))).isTrue();

        records.handedOver(version("before", 2));

        // It could not be noted; the state before it may come back.
        assertThat(records.isRepeat(version("before", 1))).isFalse();
        assertThat(records.isRepeat(version("before", 2))).isFalse();
        records.handedOver(version("0S1", 2));
        assertThat(records.isRepeat(version("0S1", 2))).isTrue();
    }

    @Test
    void theHashZeroIsAKeyToo() {
        FingerprintTable table = new FingerprintTable();
        Fingerprint print = Fingerprint.of(new byte[] {1});
        assertThat(table.contains(0)).isFalse();
        assertThat(table.get(0)).isNull();
        table.put(0, print);
        assertThat(table.contains(0)).isTrue();
        assertThat(table.get(0)).isEqualTo(print);
        assertThat(table.size()).isEqualTo(1);
        table.forget(0);
        assertThat(table.get(0)).isNull();
    }
}
