package io.github.camelherobase.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import java.util.concurrent.locks.ReentrantLock;

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

    private static final int MOST_LINKS = 40;

    private final OwnFile file;
    private final Clock clock;
    private final JournalWriter writer;
    private final JournalTable entries;
    private final boolean oldKeys;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, UnderWay> underWay = new HashMap<>();

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

    /**
     * For a component with a clock of its own, which runs at another speed than the system's: ages of leads in doubt must
     * be measured by the same time.
     *
     * @param retention as above
     */
    public FileImportJournal(Path file, Duration retention, Clock clock) throws IOException {
        Path target = target(file.toAbsolutePath());
        this.clock = clock;
        this.file = OwnFile.lock(target, target.getFileName() + ".lock")
                .orElseThrow(() -> new IOException("The import journal " + target
                        + " is open already, in this process or in another; share one bean within a process, and give"
                        + " each process a journal of its own, or use a JdbcImportJournal"));
        Path syncedFile = target.resolveSibling(target.getFileName() + ".synced");
        try {
            JournalFile content = new JournalFile(this.file, syncedFile);
            this.entries = content.read();
            this.oldKeys = content.hasOldKeys();
            content.compact(
                    entries,
                    retention == null
                            ? Long.MIN_VALUE
                            : clock.instant().minus(retention).toEpochMilli());
            this.writer = new JournalWriter(this.file, syncedFile);
        } catch (IOException | RuntimeException e) {
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

    @Override
    public Optional<Entry> claim(String key, Claim claim) throws IOException {
        Optional<Entry> known;
        long end;
        lock.lock();
        try {
            writer.checkUsable();
            known = take(key, claim);
            end = writer.end();
        } finally {
            lock.unlock();
        }
        if (known.isPresent()) {
            // Nobody is told what a kill would take back.
            writer.handOver(end);
        }
        return known;
    }

    private Optional<Entry> take(String key, Claim claim) {
        long now = clock.millis();
        UnderWay other = underWay.get(key);
        if (other != null && other.until > now && !other.owner.equals(claim.owner())) {
            return Optional.of(entry(key, now));
        }
        long known = entries.value(high(key), low(key));
        State state = known == 0 ? State.NOT_SENT : JournalTable.state(known);
        boolean free = state == State.NOT_SENT || state == State.REJECTED;
        boolean again =
                state == State.SENT && claim.evenInDoubt() && entry(key, now).isOf(claim.fingerprint());
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
                        again ? JournalTable.millis(known) : 0));
        return Optional.empty();
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
        writer.sync(mine);
        return Optional.of(Instant.ofEpochMilli(now));
    }

    @Override
    public void settle(String key, String owner, State outcome) throws IOException {
        long mine;
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
                mine = append(key, State.SENT, own.doubtBefore, own.fingerprint);
            } else {
                mine = append(key, outcome, clock.millis(), own.fingerprint);
            }
        } finally {
            lock.unlock();
        }
        writer.handOver(mine);
    }

    @Override
    public boolean resolve(String key, Instant since, State outcome) throws IOException {
        long mine;
        lock.lock();
        try {
            long now = clock.millis();
            Entry found = entry(key, now);
            if (found == null || !found.isInDoubt() || !found.since().equals(since)) {
                return false;
            }
            underWay.remove(key);
            mine = append(key, outcome, now, entries.fingerprint(high(key), low(key)));
        } finally {
            lock.unlock();
        }
        writer.handOver(mine);
        return true;
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
                if (JournalTable.state(value) == State.SENT) {
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
                : entry(
                        key,
                        JournalTable.state(value),
                        JournalTable.millis(value),
                        now,
                        0,
                        entries.fingerprint(high(key), low(key)));
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

    /** Takes an entry for the file; returns where it ends there. */
    private long append(String key, State state, long millis, long fingerprint) throws IOException {
        long high = high(key);
        long low = low(key);
        long position = writer.append(state, millis, high, low, fingerprint);
        entries.put(high, low, JournalTable.value(state, millis), fingerprint);
        return position;
    }

    @Override
    public void close() throws IOException {
        lock.lock();
        try (file) {
            writer.close();
        } finally {
            lock.unlock();
        }
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
