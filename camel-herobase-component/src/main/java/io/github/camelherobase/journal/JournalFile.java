package io.github.camelherobase.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.ImportJournal.State;
import io.github.camelherobase.base.OwnFile;

/**
 * A journal's file while nobody appends to it: it is read as a whole when it is opened, and then holds one entry a key.
 * Both are done in large blocks and make no object for a key, as there may be many millions.
 */
final class JournalFile {

    private static final Logger LOG = LoggerFactory.getLogger(JournalFile.class);

    private static final int HEADER = Long.BYTES;
    private static final int BLOCK = JournalEntry.SIZE << 15;
    /** A block is worked on by so many threads at once, if there are processors. */
    private static final int LANES = 4;

    /** What may have been under way when the process ended. */
    private static final long LONGEST_TAIL = JournalEntry.SIZE * 4096L;

    private final OwnFile file;
    private final Path target;
    private final Path syncedFile;
    private final byte[] block = new byte[BLOCK];

    /** Whether there is more in the file than one entry for each key that is kept. */
    private boolean stale;

    JournalFile(OwnFile file, Path syncedFile) {
        this.file = file;
        this.target = file.path();
        this.syncedFile = syncedFile;
    }

    /** Everything that the file says; nothing when there is none. */
    JournalTable read() throws IOException {
        long format = format();
        if (format == JournalEntry.FORMAT) {
            return readEntries();
        }
        stale = true;
        JournalTable entries = new JournalTable(0);
        if (format == OldJournalFile.FORMAT) {
            OldJournalFile.read(target, entries);
            Path kept = old();
            Files.copy(target, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            LOG.warn("The import journal {} is converted to a new format; the old one is kept as {}", target, kept);
        }
        return entries;
    }

    /** Whether it was converted from the format before, now or earlier. */
    boolean hasOldKeys() {
        return Files.exists(old());
    }

    private Path old() {
        return target.resolveSibling(target.getFileName() + ".v1");
    }

    /** 0 when there is no file. */
    private long format() throws IOException {
        if (!Files.exists(target)) {
            LOG.warn(
                    "The import journal {} is new: nothing is known of leads that were sent before. If there should be"
                            + " one, stop and look at the working directory and the path",
                    target);
            return 0;
        }
        if (!Files.isRegularFile(target)) {
            throw new IOException("The import journal " + target + " is not a file; name another one");
        }
        try (InputStream in = Files.newInputStream(target)) {
            byte[] head = in.readNBytes(HEADER);
            long format = head.length < HEADER ? -1 : ByteBuffer.wrap(head).getLong();
            if (format != JournalEntry.FORMAT && format != OldJournalFile.FORMAT) {
                throw new IOException(target + " is not an import journal, or lost its beginning; name another file, or"
                        + " move this one away if its leads may be sent again");
            }
            return format;
        }
    }

    private JournalTable readEntries() throws IOException {
        long known = synced();
        long size = Files.size(target);
        if (size < known) {
            throw damaged("has " + size + " bytes, but had " + known);
        }
        JournalTable entries = new JournalTable(size / JournalEntry.SIZE / 2);
        long position = HEADER;
        long read = 0;
        try (InputStream in = Files.newInputStream(target)) {
            in.skipNBytes(HEADER);
            int length;
            while ((length = in.readNBytes(block, 0, BLOCK)) > 0) {
                int taken = take(length, entries);
                read += taken / JournalEntry.SIZE;
                if (taken < length) {
                    unreadable(position + taken, known, size, isRoom(taken, length, in));
                    stale = true;
                    break;
                }
                position += length;
            }
        }
        stale |= read != entries.size();
        return entries;
    }

    /** Whether nothing but zeros is left, which were made ahead by a process that did not close the journal. */
    private boolean isRoom(int from, int length, InputStream in) throws IOException {
        int bits = 0;
        for (int i = from; i < length; i++) {
            bits |= block[i];
        }
        for (int read = in.read(block); read > 0 && bits == 0; read = in.read(block)) {
            for (int i = 0; i < read; i++) {
                bits |= block[i];
            }
        }
        return bits == 0;
    }

    /** Takes the entries of the block over, up to the first that is none; returns how many bytes they are. */
    private int take(int length, JournalTable entries) {
        int whole = IntStream.range(0, LANES)
                .parallel()
                .map(lane -> whole(length, lane))
                .min()
                .orElse(0);
        // A key's entries are all in one lane, so the last one stays.
        IntStream.range(0, LANES).parallel().forEach(lane -> put(whole, lane, entries));
        return whole;
    }

    /** How far the lane's part of the block has entries; the block's length when all of it has. */
    private int whole(int length, int lane) {
        CRC32C sum = new CRC32C();
        int count = length / JournalEntry.SIZE;
        int end = (int) ((lane + 1L) * count / LANES) * JournalEntry.SIZE;
        for (int offset = (int) ((long) lane * count / LANES) * JournalEntry.SIZE; offset < end; ) {
            if (!JournalEntry.isWhole(block, offset, sum)) {
                return offset;
            }
            offset += JournalEntry.SIZE;
        }
        return count * JournalEntry.SIZE;
    }

    private void put(int length, int lane, JournalTable entries) {
        for (int offset = 0; offset < length; offset += JournalEntry.SIZE) {
            long high = JournalEntry.high(block, offset);
            if (entries.segmentOf(high) % LANES == lane) {
                entries.put(
                        high,
                        JournalEntry.low(block, offset),
                        JournalTable.value(JournalEntry.state(block, offset), JournalEntry.millis(block, offset)),
                        JournalEntry.fingerprint(block, offset));
            }
        }
    }

    /** What was being written when the process ended is behind all that is known to be on disk: no lead left for it. */
    private void unreadable(long position, long known, long size, boolean isRoom) throws IOException {
        if (position < known || size - position > LONGEST_TAIL) {
            throw damaged("cannot be read from its byte " + position + " on");
        }
        if (isRoom) {
            return;
        }
        LOG.warn("The last {} bytes of the import journal {} were not written to their end", size - position, target);
    }

    private IOException damaged(String how) {
        return new IOException(
                "The import journal " + target + " is damaged: it " + how + ". Restore it with its .synced"
                        + " file from a backup; or, if its leads may be sent again, move both away");
    }

    private long synced() throws IOException {
        if (!Files.exists(syncedFile)) {
            return 0;
        }
        byte[] mark = Files.readAllBytes(syncedFile);
        return mark.length < Long.BYTES ? 0 : ByteBuffer.wrap(mark).getLong();
    }

    /**
     * Leaves one entry a key, and none for keys of which nothing is to be known.
     *
     * @param forgotten keys accepted earlier are
     */
    void compact(JournalTable entries, long forgotten) throws IOException {
        int before = entries.size();
        entries.keep(value -> {
            State state = JournalTable.state(value);
            return state == State.SENT || state == State.ACCEPTED && JournalTable.millis(value) >= forgotten;
        });
        if (!stale && entries.size() == before && Files.exists(syncedFile)) {
            return;
        }
        // A mark that is too small is harmless, one that is too large is not.
        Files.deleteIfExists(syncedFile);
        file.replace(out -> write(entries, out));
        try (OwnFile mark = OwnFile.lock(syncedFile, syncedFile.getFileName() + ".lock")
                .orElseThrow(() -> new IOException(syncedFile + " is in use"))) {
            mark.replace(stream -> stream.write(ByteBuffer.allocate(Long.BYTES)
                    .putLong(HEADER + (long) entries.size() * JournalEntry.SIZE)
                    .array()));
        }
        Files.deleteIfExists(syncedFile.resolveSibling(syncedFile.getFileName() + ".lock"));
    }

    private void write(JournalTable entries, OutputStream out) throws IOException {
        out.write(ByteBuffer.allocate(HEADER).putLong(JournalEntry.FORMAT).array());
        CRC32C sum = new CRC32C();
        int[] filled = {0};
        entries.forEach((high, low, value, fingerprint) -> {
            JournalEntry.put(
                    block,
                    filled[0],
                    JournalTable.state(value),
                    JournalTable.millis(value),
                    high,
                    low,
                    fingerprint,
                    sum);
            filled[0] += JournalEntry.SIZE;
            if (filled[0] == BLOCK) {
                out.write(block, 0, BLOCK);
                filled[0] = 0;
            }
        });
        out.write(block, 0, filled[0]);
    }
}
