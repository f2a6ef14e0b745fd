package io.github.camelherobase.cursor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.support.service.ServiceSupport;

import io.github.camelherobase.base.OwnFile;

/**
 * Keeps positions in a folder, one file a key. After a crash a file holds the
 * old position or the new one. A key in use is locked against other processes until the store stops.
 */
public final class FileCursorStore extends ServiceSupport implements CursorStore {

    /** Below the working directory of the process. */
    public static final Path DEFAULT_FOLDER = Path.of(".herobase");

    private static final String SUFFIX = ".json";

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, OwnFile> locked = new HashMap<>();

    public FileCursorStore() {
        this(DEFAULT_FOLDER);
    }

    /** For bean definitions in YAML, XML and properties. */
    public FileCursorStore(String folder) {
        this(Path.of(folder));
    }

    /** @param folder made when it is not there */
    public FileCursorStore(Path folder) {
        this.folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public String getState(String key) {
        try {
            // Bytes that are no text are for whoever reads the entry to refuse.
            return new String(Files.readAllBytes(file(key)), StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw failed("read", key, e);
        }
    }

    /** Locks it, until the store stops: nobody else can write it. */
    @Override
    public String open(String key) {
        lock.lock();
        try {
            lockFor(key);
            return getState(key);
        } catch (IOException e) {
            throw failed("locked", key, e);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void setState(String key, String value) {
        lock.lock();
        try {
            OwnFile file = lockFor(key);
            file.replace(out -> out.write(value.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw failed("written", key, e);
        } finally {
            lock.unlock();
        }
    }

    private UncheckedIOException failed(String what, String key, IOException e) {
        return new UncheckedIOException(
                "The position " + file(key) + " cannot be " + what + ": " + OwnFile.reason(file(key), e), e);
    }

    @Override
    public List<StoredPosition> positions(String account, String operation) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
            List<StoredPosition> found = new ArrayList<>();
            for (Path file : files) {
                String name = file.getFileName().toString();
                String key =
                        URLDecoder.decode(name.substring(0, name.length() - SUFFIX.length()), StandardCharsets.UTF_8);
                StoredPosition position = StoredPosition.of(
                        key, new String(Files.readAllBytes(file), StandardCharsets.UTF_8), account, operation);
                if (position != null) {
                    found.add(position);
                }
            }
            return found;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The positions in " + folder + " cannot be read: " + OwnFile.reason(folder, e), e);
        }
    }

    private OwnFile lockFor(String key) throws IOException {
        OwnFile known = locked.get(key);
        if (known != null && !known.isHeld()) {
            // Somebody deleted the folder, or the lock: another process may have locked it since.
            locked.remove(key).close();
            known = null;
        }
        if (known == null) {
            known = OwnFile.lock(file(key), name(key) + ".lock").orElseThrow(() -> inUse(key));
            locked.put(key, known);
        }
        return known;
    }

    private IllegalStateException inUse(String key) {
        return new IllegalStateException("The position " + file(key)
                + " is in use by another consumer or process; two on one position would lose records. Stop the other"
                + " one, or give this consumer a cursorKey of its own");
    }

    private Path file(String key) {
        return folder.resolve(name(key) + SUFFIX);
    }

    /** The key with everything escaped that has a meaning in a path. */
    private static String name(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%40", "@");
    }

    @Override
    protected void doStop() throws Exception {
        lock.lock();
        try {
            for (OwnFile file : locked.values()) {
                file.close();
            }
            locked.clear();
        } finally {
            lock.unlock();
        }
        super.doStop();
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
