package io.github.camelherobase.journal;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.github.camelherobase.api.ImportJournal;

/**
 * A journal in one file, to which every change is appended: readable by its owner only, locked against a second process,
 * and rewritten to one entry a key whenever it is opened. Keys are never forgotten; each takes 25 bytes on disk and about
 * 40 in memory.
 *
 * <p>Threads that claim at the same time share one sync to disk.
 */
public final class FileImportJournal implements ImportJournal {

    private static final long MAGIC = 0x4845524F494A3031L; // HEROIJ01
    private static final int ENTRY_SIZE = 1 + 3 * Long.BYTES;
    /** Beside the three states: the key was given back. */
    private static final int RELEASED = State.values().length;

    private static final int STATE_BITS = 3;

    private final Path file;
    private final FileChannel lockChannel;
    private final FileOutputStream out;
    private final JournalTable entries = new JournalTable();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition synced = lock.newCondition();
    private long written;
    private long onDisk;
    private boolean syncing;
    private IOException failure;

    /**
     * Opens the journal, and makes it and its folder when they are not there.
     *
     * @throws IOException when the file cannot be used, is no journal, or is open in another process
     */
    public FileImportJournal(Path file) throws IOException {
        this.file = file.toAbsolutePath();
        Files.createDirectories(this.file.getParent());
        this.lockChannel = lockBeside(this.file);
        try {
            if (Files.exists(this.file)) {
                read();
            }
            compact();
            this.out = new FileOutputStream(this.file.toFile(), true);
        } catch (IOException | RuntimeException e) {
            lockChannel.close();
            throw e;
        }
    }

    /** For bean definitions in YAML and XML. */
    public FileImportJournal(String file) throws IOException {
        this(Path.of(file));
    }

    /** The lock stands in a file of its own, as compaction replaces the journal's. */
    private static FileChannel lockBeside(Path file) throws IOException {
        Path lockFile = file.resolveSibling(file.getFileName() + ".lock");
        createPrivate(lockFile);
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock locked;
        try {
            locked = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            locked = null;
        }
        if (locked == null) {
            channel.close();
            throw new IOException("The import journal " + file
                    + " is open already, in this process or in another; share one bean within a process, and give each"
                    + " process a journal of its own, or use a JdbcImportJournal");
        }
        return channel;
    }

    private static void createPrivate(Path path) throws IOException {
        try {
            if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
        } catch (FileAlreadyExistsException e) {
            // Made by an earlier process.
        }
    }

    private void read() throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            long left = Files.size(file) - Long.BYTES;
            if (left < 0 || in.readLong() != MAGIC) {
                throw new IOException(file + " is no import journal; name another file, or move this one away");
            }
            // What is shorter than an entry was being written when the process ended, and nothing was sent for it.
            for (; left >= ENTRY_SIZE; left -= ENTRY_SIZE) {
                int state = in.readByte();
                long time = in.readLong();
                long high = in.readLong();
                long low = in.readLong();
                if (state < 0 || state > RELEASED) {
                    throw new IOException("The import journal " + file + " is damaged " + left
                            + " bytes before its end; restore it, or move it away if its leads may be sent again");
                }
                entries.put(high, low, value(state, time));
            }
        }
    }

    /** One entry a key, and none for keys of which nothing is to be known, in a new file that replaces the old one. */
    private void compact() throws IOException {
        Path compacted = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(compacted);
        createPrivate(compacted);
        try (FileOutputStream bytes = new FileOutputStream(compacted.toFile());
                DataOutputStream data = new DataOutputStream(new BufferedOutputStream(bytes))) {
            data.writeLong(MAGIC);
            entries.forEach((high, low, value) -> {
                if (isKnown(value)) {
                    data.write(entry(high, low, value));
                }
            });
            data.flush();
            bytes.getFD().sync();
        }
        Files.move(compacted, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    @Override
    public Optional<Entry> claim(String key, Instant now) throws IOException {
        long mine;
        lock.lock();
        try {
            long known = entries.get(high(key), low(key));
            if (isKnown(known)) {
                return Optional.of(new Entry(State.values()[state(known)], Instant.ofEpochMilli(known >>> STATE_BITS)));
            }
            mine = append(key, State.SENT.ordinal(), now);
        } finally {
            lock.unlock();
        }
        sync(mine);
        return Optional.empty();
    }

    @Override
    public void claimAgain(String key, Instant now) throws IOException {
        sync(write(key, State.SENT.ordinal(), now));
    }

    @Override
    public void settle(String key, State state, Instant now) throws IOException {
        write(key, state.ordinal(), now);
    }

    @Override
    public void release(String key) throws IOException {
        write(key, RELEASED, Instant.EPOCH);
    }

    private long write(String key, int state, Instant now) throws IOException {
        lock.lock();
        try {
            return append(key, state, now);
        } finally {
            lock.unlock();
        }
    }

    /** Hands the entry to the operating system, which keeps it when the process dies; returns how much there is now. */
    private long append(String key, int state, Instant now) throws IOException {
        checkUsable();
        long value = value(state, now.toEpochMilli());
        try {
            ((OutputStream) out).write(entry(high(key), low(key), value));
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        entries.put(high(key), low(key), value);
        return ++written;
    }

    /** Returns when the first {@code upTo} entries are on disk; one thread syncs for all that wait meanwhile. */
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
            out.getFD().sync();
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
            throw new IOException("The import journal " + file + " failed earlier: " + failure.getMessage(), failure);
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
            lockChannel.close();
        } finally {
            lock.unlock();
        }
    }

    private static byte[] entry(long high, long low, long value) {
        return ByteBuffer.allocate(ENTRY_SIZE)
                .put((byte) state(value))
                .putLong(value >>> STATE_BITS)
                .putLong(high)
                .putLong(low)
                .array();
    }

    /** Never 0, which is no entry. */
    private static long value(int state, long millis) {
        return millis << STATE_BITS | state + 1;
    }

    private static int state(long value) {
        return (int) (value & (1 << STATE_BITS) - 1) - 1;
    }

    /** A rejected lead is not in HeroBase and may have been mended, so nothing stands in the way of its key. */
    private static boolean isKnown(long value) {
        return value != 0 && (state(value) == State.SENT.ordinal() || state(value) == State.ACCEPTED.ordinal());
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
        return "FileImportJournal[" + file + "]";
    }
}
