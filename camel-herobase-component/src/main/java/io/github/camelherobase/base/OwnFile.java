package io.github.camelherobase.base;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
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
import java.util.Optional;

/** A file of ours: readable by its owner only, locked against a second process, and replaced as a whole or not at all. */
public final class OwnFile implements AutoCloseable {

    private final Path file;
    private final FileChannel lock;

    private OwnFile(Path file, FileChannel lock) {
        this.file = file;
        this.lock = lock;
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
        FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.WRITE);
        FileLock held = null;
        try {
            held = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Held by another bean of this process: the same answer.
        } finally {
            if (held == null) {
                channel.close();
            }
        }
        return held == null ? Optional.empty() : Optional.of(new OwnFile(absolute, channel));
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

    private static boolean isPosix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** Gives the lock up. */
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
