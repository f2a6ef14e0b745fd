package io.github.camelherobase.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32C;

import io.github.camelherobase.api.ImportJournal.State;
import io.github.camelherobase.base.OwnFile;

/**
 * Appends to the file of an open journal. Threads that append at the same time share a write, and those that wait for the
 * disk share a sync: the first one that comes while a sync is under way does the next, for all that came until it begins.
 *
 * <p>Room is made ahead, filled with zeros, as a sync takes longer when the file's length changed. It is cut off when the
 * journal is closed; a reader takes what is left of it for the end.
 */
final class JournalWriter implements AutoCloseable {

    /** Less than what a reader accepts behind the last entry. */
    private static final int ROOM = 1 << 16;

    private static final int FIRST_BUFFER = JournalEntry.SIZE * 64;

    private final OwnFile file;
    private final FileChannel out;
    /** Of the file that is open: it may be deleted meanwhile, without any write failing. */
    private final Object identity;

    private final FileChannel syncedMark;

    /** Of what is appended; nothing that takes long is done under it. */
    private final ReentrantLock appending = new ReentrantLock();

    private final CRC32C sum = new CRC32C();
    private byte[] appended = new byte[FIRST_BUFFER];
    private int length;
    /** Those who join it share its sync. Null: who comes next makes one. */
    private CompletableFuture<Void> gathering;

    private CompletableFuture<Void> syncing = CompletableFuture.completedFuture(null);

    /** Of the file, and of what is written to it. */
    private final ReentrantLock writing = new ReentrantLock();

    private byte[] spare = new byte[FIRST_BUFFER];
    private long written;
    private long room;

    private volatile long handedOver;
    private volatile long onDisk;
    private volatile IOException failure;
    private volatile long end;

    JournalWriter(OwnFile file, Path syncedFile) throws IOException {
        this.file = file;
        this.out = FileChannel.open(file.path(), StandardOpenOption.WRITE);
        FileChannel mark = null;
        try {
            mark = FileChannel.open(syncedFile, StandardOpenOption.WRITE);
            this.syncedMark = mark;
            this.identity = OwnFile.identity(file.path());
            this.written = out.size();
        } catch (IOException e) {
            out.close();
            if (mark != null) {
                mark.close();
            }
            throw e;
        }
        this.end = written;
        this.room = written;
        this.handedOver = written;
        this.onDisk = written;
    }

    /**
     * Takes an entry, in the order of the calls; {@link #handOver} must follow.
     *
     * @return where the entry ends in the file
     */
    long append(State state, long millis, long high, long low, long fingerprint) throws IOException {
        appending.lock();
        try {
            checkUsable();
            if (length + JournalEntry.SIZE > appended.length) {
                appended = Arrays.copyOf(appended, 2 * appended.length);
            }
            JournalEntry.put(appended, length, state, millis, high, low, fingerprint, sum);
            length += JournalEntry.SIZE;
            end += JournalEntry.SIZE;
            return end;
        } finally {
            appending.unlock();
        }
    }

    /** Where the last entry ends, which may not be written yet. */
    long end() {
        return end;
    }

    /** Returns when the operating system has the file up to there, which it keeps when the process dies. */
    void handOver(long upTo) throws IOException {
        if (handedOver >= upTo) {
            return;
        }
        writing.lock();
        try {
            if (handedOver < upTo) {
                checkUsable();
                write();
            }
        } catch (IOException e) {
            fail(e);
            throw e;
        } catch (RuntimeException | Error e) {
            fail(new IOException(e));
            throw e;
        } finally {
            writing.unlock();
        }
    }

    /** All that was appended. */
    private void write() throws IOException {
        byte[] bytes;
        int count;
        appending.lock();
        try {
            bytes = appended;
            count = length;
            appended = spare;
            spare = bytes;
            length = 0;
        } finally {
            appending.unlock();
        }
        if (written + count > room) {
            room = written + count + ROOM;
            write(ByteBuffer.allocate(count + ROOM), written);
        }
        write(ByteBuffer.wrap(bytes, 0, count), written);
        written += count;
        handedOver = written;
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += out.write(bytes, at);
        }
    }

    /** Returns when the file is on disk up to there, and still in its place. */
    void sync(long upTo) throws IOException {
        CompletableFuture<Void> mine;
        CompletableFuture<Void> before;
        boolean first;
        appending.lock();
        try {
            if (onDisk >= upTo) {
                return;
            }
            checkUsable();
            first = gathering == null;
            if (first) {
                gathering = new CompletableFuture<>();
            }
            mine = gathering;
            before = syncing;
        } finally {
            appending.unlock();
        }
        if (first) {
            before.join();
            syncForAll(mine);
        } else {
            mine.join();
        }
        if (onDisk < upTo) {
            checkUsable();
        }
    }

    /** Nobody else syncs until it is completed. */
    private void syncForAll(CompletableFuture<Void> mine) {
        try {
            long reached;
            appending.lock();
            try {
                gathering = null;
                syncing = mine;
                reached = end;
            } finally {
                appending.unlock();
            }
            // After a sync that failed another one may succeed, without what the first one lost.
            checkUsable();
            handOver(reached);
            out.force(false);
            checkPlace();
            syncedMark.write(ByteBuffer.allocate(Long.BYTES).putLong(0, reached), 0);
            onDisk = reached;
        } catch (IOException e) {
            fail(e);
        } catch (RuntimeException | Error e) {
            fail(new IOException(e));
            throw e;
        } finally {
            mine.complete(null);
        }
    }

    private void checkPlace() throws IOException {
        if (!file.isHeld() || !isInPlace()) {
            throw new IOException("The import journal " + file.path()
                    + " or its .lock was deleted or replaced while it was open. Bring it back as it was,"
                    + " or know that leads sent before may be sent again, and start this application again");
        }
    }

    private boolean isInPlace() throws IOException {
        try {
            return identity.equals(OwnFile.identity(file.path()));
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** After a failed write it is unknown what the file holds: only opening it anew tells. */
    void checkUsable() throws IOException {
        IOException why = failure;
        if (why != null) {
            throw new IOException("The import journal " + file.path() + " failed earlier: " + why.getMessage(), why);
        }
    }

    private void fail(IOException why) {
        if (failure == null) {
            failure = why;
        }
    }

    @Override
    public void close() throws IOException {
        writing.lock();
        try (out;
                syncedMark) {
            if (failure == null) {
                write();
                out.truncate(written);
                fail(new IOException("it was closed"));
            }
        } finally {
            fail(new IOException("it was closed"));
            writing.unlock();
        }
    }
}
