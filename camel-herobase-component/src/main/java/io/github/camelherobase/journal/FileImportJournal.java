package io.github.camelherobase.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.base.OwnFile;

/**
 * A journal in one file, to which every change is appended: readable by its owner only, locked against a second process,
 * each entry with a checksum. It is rewritten to one entry a key when it is opened. A key takes 37 bytes on disk and 40
 * to 60 in memory, and is never forgotten unless a retention is set.
 *
 * <p>Claims are in memory only, as the lock keeps other processes out. Threads that send at the same time share one sync
 * to disk; a lead costs one at most.
 *
 * <p>Beside the file stand {@code <name>.lock} and {@code <name>.synced}, which says how many bytes are known to be on
 * disk: a file that is shorter was cut, and is not opened.
 */
public final class FileImportJournal implements ImportJournal {

    private static final Logger LOG = LoggerFactory.getLogger(FileImportJournal.class);

    private static final int HEADER = Long.BYTES;
    private static final int STATE_BITS = 3;
    private static final int MOST_LINKS = 40;
    private static final State[] STATES = State.values();

    private final OwnFile file;
    private final Clock clock;
    private final Path syncedFile;
    private final FileChannel out;
    private final FileChannel syncedMark;
    private final JournalTable entries;
    private final boolean oldKeys;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition synced = lock.newCondition();
    private final Map<String, UnderWay> underWay = new HashMap<>();
    private long written;
    private long onDisk;
    private boolean syncing;
    private IOException failure;

    /**
     * A claim, or a lead that left and has no outcome yet.
     *
     * @param until when nobody waits for it any more
     * @param doubtBefore when the lead left the time before, of which nothing is known; 0: it did not
     */
    private record UnderWay(String owner, long until, long fingerprint, long since, boolean left, long doubtBefore) {}

    /**
     * Opens the journal, and makes it and its folder when they are not there. A symbolic link is followed.
     *
     * @throws IOException when the file cannot be used, is not a journal, is damaged, or is open in another process
     */
    public FileImportJournal(Path file) throws IOException {
        this(file, null);
    }

    /** For bean definitions in YAML and XML. */
    public FileImportJournal(String file) throws IOException {
        this(Path.of(file));
    }

    /**
     * @param retention keys accepted longer ago are forgotten when the journal is opened, and their leads are sent if
     *     they come again; null: never
     */
    public FileImportJournal(Path file, Duration retention) throws IOException {
        this(file, retention, Clock.systemUTC());
    }

    FileImportJournal(Path file, Duration retention, Clock clock) throws IOException {
        Path target = target(file.toAbsolutePath());
        this.clock = clock;
        this.file = OwnFile.lock(target, target.getFileName() + ".lock")
                .orElseThrow(() -> new IOException("The import journal " + target
                        + " is open already, in this process or in another; share one bean within a process, and give"
                        + " each process a journal of its own, or use a JdbcImportJournal"));
        this.syncedFile = target.resolveSibling(target.getFileName() + ".synced");
        FileChannel opened = null;
        try {
            long format = format(target);
            this.entries = new JournalTable();
            this.oldKeys = read(target, format);
            compact(retention);
            opened = FileChannel.open(target, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
            this.out = opened;
            this.syncedMark = FileChannel.open(syncedFile, StandardOpenOption.WRITE);
            this.written = opened.size();
            this.onDisk = written;
        } catch (IOException | RuntimeException e) {
            if (opened != null) {
                opened.close();
            }
            this.file.close();
            throw e;
        }
    }

    /** Locks, renames and syncs act on the file that a link names. */
    private static Path target(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == MOST_LINKS) {
                throw new IOException("The import journal " + file + " is a symbolic link without an end");
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target.normalize();
    }

    /** 0 when there is no file. */
    private static long format(Path target) throws IOException {
        if (!Files.exists(target)) {
            LOG.warn(
                    "The import journal {} is new: nothing is known of leads that were sent before. If there should be"
                            + " one, stop and look at the working directory and the path",
                    target);
            return 0;
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

    /** Whether keys of the old format are in it. */
    private boolean read(Path target, long format) throws IOException {
        if (format == OldJournalFile.FORMAT) {
            OldJournalFile.read(target, entries);
            Path kept = target.resolveSibling(target.getFileName() + ".v1");
            Files.copy(target, kept, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            LOG.warn("The import journal {} is converted to a new format; the old one is kept as {}", target, kept);
        } else if (format == JournalEntry.FORMAT) {
            readEntries(target);
        }
        return Files.exists(target.resolveSibling(target.getFileName() + ".v1"));
    }

    private void readEntries(Path target) throws IOException {
        long known = synced();
        long size = Files.size(target);
        if (size < known) {
            throw damaged(target, "has " + size + " bytes, but had " + known);
        }
        byte[] block = new byte[JournalEntry.SIZE * 4096];
        long position = HEADER;
        try (InputStream in = Files.newInputStream(target)) {
            in.skipNBytes(HEADER);
            int length;
            while ((length = in.readNBytes(block, 0, block.length)) > 0) {
                int offset = 0;
                for (; offset + JournalEntry.SIZE <= length; offset += JournalEntry.SIZE) {
                    Optional<JournalEntry> entry = JournalEntry.of(block, offset);
                    if (entry.isEmpty()) {
                        unreadable(target, position + offset, known, size);
                        return;
                    }
                    JournalEntry it = entry.get();
                    entries.put(it.high(), it.low(), value(it.state(), it.millis()), it.fingerprint());
                }
                if (offset < length) {
                    unreadable(target, position + offset, known, size);
                    return;
                }
                position += length;
            }
        }
    }

    /** What was being written when the process ended is behind all that is known to be on disk: no lead left for it. */
    private static void unreadable(Path target, long position, long known, long size) throws IOException {
        if (position < known || size - position > JournalEntry.SIZE * 4096L) {
            throw damaged(target, "cannot be read from its byte " + position + " on");
        }
        LOG.warn("The last {} bytes of the import journal {} were not written to their end", size - position, target);
    }

    private static IOException damaged(Path target, String how) {
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

    /** One entry a key, and none for keys of which nothing is to be known. */
    private void compact(Duration retention) throws IOException {
        long forgotten = retention == null
                ? Long.MIN_VALUE
                : clock.instant().minus(retention).toEpochMilli();
        // A mark that is too small is harmless, one that is too large is not.
        Files.deleteIfExists(syncedFile);
        int[] kept = {0};
        file.replace(stream -> {
            stream.write(
                    ByteBuffer.allocate(HEADER).putLong(JournalEntry.FORMAT).array());
            entries.forEach((high, low, value, fingerprint) -> {
                State state = state(value);
                if (state == State.SENT || state == State.ACCEPTED && millis(value) >= forgotten) {
                    stream.write(new JournalEntry(state, millis(value), high, low, fingerprint).bytes());
                    kept[0]++;
                }
            });
        });
        try (OwnFile mark = OwnFile.lock(syncedFile, syncedFile.getFileName() + ".lock")
                .orElseThrow(() -> new IOException(syncedFile + " is in use"))) {
            mark.replace(stream -> stream.write(ByteBuffer.allocate(Long.BYTES)
                    .putLong(HEADER + (long) kept[0] * JournalEntry.SIZE)
                    .array()));
        }
        Files.deleteIfExists(syncedFile.resolveSibling(syncedFile.getFileName() + ".lock"));
    }

    @Override
    public Optional<Entry> claim(String key, Claim claim) throws IOException {
        lock.lock();
        try {
            checkUsable();
            long now = clock.millis();
            UnderWay other = underWay.get(key);
            if (other != null && other.until > now && !other.owner.equals(claim.owner())) {
                return Optional.of(entry(key, now));
            }
            long known = entries.value(high(key), low(key));
            State state = known == 0 ? State.NOT_SENT : state(known);
            boolean free = state == State.NOT_SENT || state == State.REJECTED;
            boolean again = state == State.SENT
                    && claim.evenInDoubt()
                    && entry(key, now).isOf(claim.fingerprint());
            if (!free && !again) {
                return Optional.of(entry(key, now));
            }
            underWay.put(
                    key,
                    new UnderWay(
                            claim.owner(),
                            now + claim.life().toMillis(),
                            number(claim.fingerprint()),
                            now,
                            false,
                            again ? millis(known) : 0));
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Instant> sent(String key, String owner, Duration underWayFor) throws IOException {
        long mine;
        long now;
        lock.lock();
        try {
            UnderWay own = underWay.get(key);
            if (own == null || !own.owner.equals(owner)) {
                return Optional.empty();
            }
            now = clock.millis();
            mine = append(key, State.SENT, now, own.fingerprint);
            underWay.put(
                    key,
                    new UnderWay(owner, now + underWayFor.toMillis(), own.fingerprint, now, true, own.doubtBefore));
        } finally {
            lock.unlock();
        }
        sync(mine);
        return Optional.of(Instant.ofEpochMilli(now));
    }

    @Override
    public void settle(String key, String owner, State outcome) throws IOException {
        lock.lock();
        try {
            UnderWay own = underWay.get(key);
            if (own == null || !own.owner.equals(owner)) {
                return;
            }
            underWay.remove(key);
            if (outcome == State.SENT || outcome == State.NOT_SENT && !own.left) {
                return;
            }
            if (outcome == State.NOT_SENT && own.doubtBefore != 0) {
                append(key, State.SENT, own.doubtBefore, own.fingerprint);
            } else {
                append(key, outcome, clock.millis(), own.fingerprint);
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean resolve(String key, Instant since, State outcome) throws IOException {
        lock.lock();
        try {
            long now = clock.millis();
            Entry found = entry(key, now);
            if (found == null || !found.isInDoubt() || !found.since().equals(since)) {
                return false;
            }
            underWay.remove(key);
            append(key, outcome, now, entries.fingerprint(high(key), low(key)));
            return true;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Entry> find(String key) throws IOException {
        lock.lock();
        try {
            return Optional.ofNullable(entry(key, clock.millis()));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<Entry> doubts(int most) throws IOException {
        List<Entry> doubts = new ArrayList<>();
        lock.lock();
        try {
            long now = clock.millis();
            entries.forEach((high, low, value, fingerprint) -> {
                if (state(value) == State.SENT) {
                    Entry entry = entry(
                            HexFormat.of().toHexDigits(high) + HexFormat.of().toHexDigits(low), now);
                    if (entry.isInDoubt()) {
                        doubts.add(entry);
                    }
                }
            });
        } finally {
            lock.unlock();
        }
        doubts.sort(Comparator.comparing(Entry::since));
        return doubts.size() <= most ? doubts : List.copyOf(doubts.subList(0, most));
    }

    @Override
    public boolean hasOldKeys() {
        return oldKeys;
    }

    /** Null when nothing is known. */
    private Entry entry(String key, long now) {
        UnderWay other = underWay.get(key);
        if (other != null && (other.until > now || other.left)) {
            State state = other.left ? State.SENT : State.CLAIMED;
            return entry(key, state, other.since, now, Math.max(0, other.until - now), other.fingerprint);
        }
        long value = entries.value(high(key), low(key));
        return value == 0
                ? null
                : entry(key, state(value), millis(value), now, 0, entries.fingerprint(high(key), low(key)));
    }

    private static Entry entry(String key, State state, long since, long now, long left, long fingerprint) {
        return new Entry(
                key,
                state,
                Instant.ofEpochMilli(since),
                Duration.ofMillis(Math.max(0, now - since)),
                Duration.ofMillis(left),
                fingerprint == 0 ? "" : HexFormat.of().toHexDigits(fingerprint));
    }

    /** Hands the entry to the operating system, which keeps it when the process dies; returns the file's length now. */
    private long append(String key, State state, long millis, long fingerprint) throws IOException {
        checkUsable();
        try {
            ByteBuffer bytes =
                    ByteBuffer.wrap(new JournalEntry(state, millis, high(key), low(key), fingerprint).bytes());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        entries.put(high(key), low(key), value(state, millis), fingerprint);
        written += JournalEntry.SIZE;
        return written;
    }

    /** Returns when the file is on disk up to there; one thread syncs for all that wait meanwhile. */
    private void sync(long upTo) throws IOException {
        lock.lock();
        try {
            while (onDisk < upTo) {
                checkUsable();
                if (syncing) {
                    synced.awaitUninterruptibly();
                } else {
                    syncForAll();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void syncForAll() throws IOException {
        syncing = true;
        long reached = written;
        lock.unlock();
        IOException failed = null;
        try {
            out.force(false);
            syncedMark.write(ByteBuffer.allocate(Long.BYTES).putLong(0, reached), 0);
        } catch (IOException e) {
            failed = e;
        } finally {
            lock.lock();
            syncing = false;
            synced.signalAll();
        }
        if (failed != null) {
            failure = failed;
            throw failed;
        }
        onDisk = reached;
    }

    /** After a failed write it is unknown what the file holds: only opening it anew tells. */
    private void checkUsable() throws IOException {
        if (failure != null) {
            throw new IOException(
                    "The import journal " + file.path() + " failed earlier: " + failure.getMessage(), failure);
        }
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try {
            if (failure == null) {
                failure = new IOException("it was closed");
            }
            out.close();
            syncedMark.close();
            file.close();
        } finally {
            lock.unlock();
        }
    }

    /** Never 0, which is no entry. */
    static long value(State state, long millis) {
        return millis << STATE_BITS | state.ordinal() + 1;
    }

    private static State state(long value) {
        return STATES[(int) (value & (1 << STATE_BITS) - 1) - 1];
    }

    private static long millis(long value) {
        return value >>> STATE_BITS;
    }

    private static long number(String fingerprint) {
        return fingerprint.isEmpty() ? 0 : Long.parseUnsignedLong(fingerprint, 16);
    }

    private static long high(String key) {
        return Long.parseUnsignedLong(key, 0, Long.BYTES * 2, 16);
    }

    private static long low(String key) {
        return Long.parseUnsignedLong(key, Long.BYTES * 2, key.length(), 16);
    }

    /** The file. */
    @Override
    public String toString() {
        return "FileImportJournal[" + file.path() + "]";
    }
}
