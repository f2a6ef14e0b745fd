package io.github.camelherobase.journal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HexFormat;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import com.sun.management.OperatingSystemMXBean;

import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;
import io.github.camelherobase.base.Sha256;

import static org.assertj.core.api.Assertions.assertThat;

/** A file with many keys, each sent and accepted: how long opening takes, and what a key costs in memory. */
class JournalSizeTest {

    private static final int KEYS =
            Integer.getInteger("journal.keys", Boolean.getBoolean("proof") ? 10_000_000 : 100_000);
    private static final int BYTES_A_KEY = 64;

    /** What keys are made of. Their hashes are what the journal has. */
    private enum Keys {
        HASHES {
            @Override
            String text(long number) {
                return "";
            }
        },
        DATES {
            @Override
            String text(long number) {
                return LocalDate.EPOCH.plusDays(number % 20_000) + "-" + number / 20_000;
            }
        },
        LONG {
            @Override
            String text(long number) {
                return "customer/".repeat(30) + number;
            }
        },
        UNICODE {
            @Override
            String text(long number) {
                return "S\u00f8ren \u5317 \ud83d\ude80 " + number;
            }
        };

        abstract String text(long number);

        /** The key's two halves. */
        long[] halves(long number) {
            if (this == HASHES) {
                return new long[] {mix(number), mix(number + 0x5DEECE66DL)};
            }
            String hash = Sha256.hex("account\0campaign\0" + text(number));
            return new long[] {Long.parseUnsignedLong(hash, 0, 16, 16), Long.parseUnsignedLong(hash, 16, 32, 16)};
        }

        String hex(long number) {
            long[] halves = halves(number);
            return HexFormat.of().toHexDigits(halves[0]) + HexFormat.of().toHexDigits(halves[1]);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aKeyTakesLittleMemoryAndOpeningLittleTime(Keys kind, @TempDir Path folder) throws Exception {
        Path file = folder.resolve("journal");
        write(kind, file);
        long before = used();
        long began = System.nanoTime();
        OperatingSystemMXBean processor = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long busy = processor.getProcessCpuTime();
        try (FileImportJournal journal = new FileImportJournal(file)) {
            Duration opening = Duration.ofNanos(System.nanoTime() - began);
            busy = processor.getProcessCpuTime() - busy;
            long bytes = (used() - before) / KEYS;
            System.out.printf(
                    "%d keys (%s), two entries each: opened and compacted in %d ms, %d ms of the processor, %d bytes of memory a key%n",
                    KEYS, kind, opening.toMillis(), busy / 1_000_000, bytes);
            assertThat(bytes).isLessThanOrEqualTo(BYTES_A_KEY);
            for (long number : new long[] {0, KEYS / 2, KEYS - 1}) {
                assertThat(journal.find(kind.hex(number))).map(Entry::state).contains(State.ACCEPTED);
            }
            assertThat(journal.find(kind.hex(KEYS))).isEmpty();
        }
        assertThat(Files.size(file)).isEqualTo(Long.BYTES + (long) KEYS * JournalEntry.SIZE);
    }

    private static void write(Keys kind, Path file) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            out.write(
                    ByteBuffer.allocate(Long.BYTES).putLong(JournalEntry.FORMAT).array());
            for (State state : new State[] {State.SENT, State.ACCEPTED}) {
                for (long number = 0; number < KEYS; number++) {
                    long[] key = kind.halves(number);
                    out.write(JournalEntry.bytes(state, 1_700_000_000_000L, key[0], key[1], number + 1));
                }
            }
        }
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }
}
