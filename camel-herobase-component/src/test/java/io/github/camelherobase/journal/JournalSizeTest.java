package io.github.camelherobase.journal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.sun.management.OperatingSystemMXBean;

import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;

import static org.assertj.core.api.Assertions.assertThat;

/** A file with many keys, each sent and accepted: how long opening takes, and what a key costs in memory. */
class JournalSizeTest {

    private static final int KEYS =
            Integer.getInteger("journal.keys", Boolean.getBoolean("proof") ? 10_000_000 : 100_000);
    private static final int BYTES_A_KEY = 64;

    @Test
    void aKeyTakesLittleMemoryAndOpeningLittleTime(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("journal");
        write(file);
        long before = used();
        long began = System.nanoTime();
        OperatingSystemMXBean processor = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long busy = processor.getProcessCpuTime();
        try (FileImportJournal journal = new FileImportJournal(file)) {
            Duration opening = Duration.ofNanos(System.nanoTime() - began);
            busy = processor.getProcessCpuTime() - busy;
            long bytes = (used() - before) / KEYS;
            System.out.printf(
                    "%d keys, two entries each: opened and compacted in %d ms, %d ms of the processor, %d bytes of memory a key%n",
                    KEYS, opening.toMillis(), busy / 1_000_000, bytes);
            assertThat(bytes).isLessThanOrEqualTo(BYTES_A_KEY);
            for (long number : new long[] {0, KEYS / 2, KEYS - 1}) {
                assertThat(journal.find(hex(number))).map(Entry::state).contains(State.ACCEPTED);
            }
            assertThat(journal.find(hex(KEYS))).isEmpty();
        }
        assertThat(Files.size(file)).isEqualTo(Long.BYTES + (long) KEYS * JournalEntry.SIZE);
    }

    private static void write(Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(
                    ByteBuffer.allocate(Long.BYTES).putLong(JournalEntry.FORMAT).array());
            for (State state : new State[] {State.SENT, State.ACCEPTED}) {
                for (long number = 0; number < KEYS; number++) {
                    out.write(JournalEntry.bytes(state, 1_700_000_000_000L, high(number), low(number), number + 1));
                }
            }
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static String hex(long number) {
        return HexFormat.of().toHexDigits(high(number)) + HexFormat.of().toHexDigits(low(number));
    }

    private static long high(long number) {
        return mix(number);
    }

    private static long low(long number) {
        return mix(number + 0x5DEECE66DL);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
