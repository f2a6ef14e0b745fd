package io.github.camelherobase.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.ref.WeakReference;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A file of ours: readable by its owner only, locked against a second process, and replaced as a whole or not at all. */
public final class OwnFile implements AutoCloseable {

    /**
     * The locks of this process. POSIX drops a lock when its process closes any channel to the file, so none is opened to a
     * file that is locked here already. A channel that is closed, or that nobody has any more, holds no lock: another file
     * may have its place on the disk by then.
     */
    private static final Map<Object, WeakReference<FileChannel>> LOCKED = new HashMap<>();

    private static final Queue<FileChannel> KEPT_OPEN = new ConcurrentLinkedQueue<>();

    private final Path file;
    private final Path lockFile;
    private final Object lockIdentity;
    private final FileChannel lock;
    private final WeakReference<FileChannel> locked;

    private OwnFile(Path file, Path lockFile, Object lockIdentity, FileChannel lock) {
        this.file = file;
        this.lockFile = lockFile;
        this.lockIdentity = lockIdentity;
        this.lock = lock;
        this.locked = new WeakReference<>(lock);
    }

    /** Writes what the file is to hold. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Locks the file, until it is closed, and makes its folder when that is not there. The lock stands in a file of its
     * own beside it, named {@code <name>.lock}, as the file itself may be replaced.
     *
     * @param file the file
     * @param lockName the name of the lock's file
     * @return empty when the file is locked already, in this process or in another
     */
    public static Optional<OwnFile> lock(Path file, String lockName) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Files.createDirectories(absolute.getParent());
        Path lockFile = absolute.resolveSibling(lockName);
        create(lockFile);
        synchronized (LOCKED) {
            Object identity = identity(lockFile);
            if (isLockedHere(identity)) {
                return Optional.empty();
            }
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                return Optional.empty();
            }
            OwnFile own = new OwnFile(absolute, lockFile, identity, channel);
            LOCKED.put(identity, own.locked);
            return Optional.of(own);
        }
    }

    private static boolean isLockedHere(Object identity) {
        WeakReference<FileChannel> locked = LOCKED.get(identity);
        FileChannel channel = locked == null ? null : locked.get();
        return channel != null && channel.isOpen();
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            if (channel.tryLock() != null) {
                return true;
            }
        } catch (OverlappingFileLockException e) {
            // Held by this process, through another class loader: closing this channel would release that lock.
            KEPT_OPEN.add(channel);
            return false;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        channel.close();
        return false;
    }

    /** False when the lock's file was deleted or replaced: another process may hold the new one. */
    public boolean isHeld() {
        try {
            return lockIdentity.equals(identity(lockFile));
        } catch (IOException e) {
            return false;
        }
    }

    /** What tells a file from another one that was put in its place, as far as the file system can. */
    public static Object identity(Path path) throws IOException {
        Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
        return key == null ? path.toRealPath() : key;
    }

    /** Absolute. */
    public Path path() {
        return file;
    }

    /** After a crash at any moment the file holds the old content or the new. */
    public void replace(Content content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(next);
        create(next);
        try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            content.writeTo(out);
            out.flush();
            channel.force(true);
        } catch (IOException | RuntimeException e) {
            // On a disk that is full it would take the place that its repetition needs.
            Files.deleteIfExists(next);
            throw e;
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        if (isPosix()) {
            try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        }
    }

    private static void create(Path path) throws IOException {
        try {
            if (isPosix()) {
                Files.createFile(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            } else {
                Files.createFile(path);
            }
        } catch (FileAlreadyExistsException e) {
            // Made by an earlier process.
        }
    }

    /** Why a file of ours cannot be used, with who owns what stands in the way, and what to do. */
    public static String reason(Path file, IOException failure) {
        Path there = file.toAbsolutePath();
        while (there.getParent() != null && !Files.exists(there, LinkOption.NOFOLLOW_LINKS)) {
            there = there.getParent();
        }
        String what = failure instanceof AccessDeniedException
                ? "access denied"
                : failure instanceof FileSystemException about && about.getReason() != null
                        ? about.getReason()
                        : failure.toString();
        return what + "; " + there + " belongs to " + owner(there) + ", and this process runs as "
                + System.getProperty("user.name")
                + ". Give it to this user with what lies in it, .lock files too, or name another folder";
    }

    private static String owner(Path there) {
        try {
            return Files.getOwner(there, LinkOption.NOFOLLOW_LINKS).getName()
                    + (isPosix()
                            ? " ("
                                    + PosixFilePermissions.toString(
                                            Files.getPosixFilePermissions(there, LinkOption.NOFOLLOW_LINKS))
                                    + ")"
                            : "");
        } catch (IOException e) {
            return "another user";
        }
    }

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** Gives the lock up. */
    @Override
    public void close() throws IOException {
        synchronized (LOCKED) {
            lock.close();
            LOCKED.remove(lockIdentity, locked);
        }
    }
}
