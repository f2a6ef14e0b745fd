package io.github.camelherobase;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceHelper;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.cursor.Cursor;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.operation.Feed;

/** The positions of the context's consumers: two never share one. */
final class ConsumerCursors {

    private static final int HASH_DIGITS = 12;

    /** Set on the component at any time before the first endpoint. */
    private final Supplier<HerobaseClock> clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Set<String> inUse = new HashSet<>();
    private final Set<StateRepository<String, String>> stores = new HashSet<>();
    private FileCursorStore files;

    ConsumerCursors(Supplier<HerobaseClock> clock) {
        this.clock = clock;
    }

    /** @throws IllegalStateException when another consumer has the position, or what is stored does not fit */
    Cursor open(HerobaseEndpoint endpoint, Feed<?> feed, Polling polling) {
        lock.lock();
        try {
            HerobaseConfiguration configuration = endpoint.getConfiguration();
            String account = endpoint.accountName();
            String operation = configuration.getOperation().name();
            String key = configuration.getCursorKey() != null
                    ? configuration.getCursorKey()
                    : account + "." + operation + "." + hash(feed.filters());
            StateRepository<String, String> store = store(configuration.getCursorRepository());
            Cursor cursor = Cursor.open(store, key, account, operation, feed.filters(), () -> polling.initialFrom()
                    .at(clock.get().now()));
            if (!inUse.add(cursor.where())) {
                throw new IllegalStateException("Two consumers use the position " + cursor.where()
                        + ", and each would pass over what the other read; give one of them a cursorKey of its own");
            }
            return cursor;
        } finally {
            lock.unlock();
        }
    }

    void close(Cursor cursor) {
        cursor.close();
        lock.lock();
        try {
            inUse.remove(cursor.where());
        } finally {
            lock.unlock();
        }
    }

    private StateRepository<String, String> store(StateRepository<String, String> users) {
        StateRepository<String, String> store = users;
        if (store == null) {
            if (files == null) {
                files = new FileCursorStore();
            }
            store = files;
        }
        if (stores.add(store)) {
            ServiceHelper.startService(store);
        }
        return store;
    }

    private static String hash(String filters) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(filters.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** Gives up the locks of the files. */
    void stop() {
        lock.lock();
        try {
            stores.forEach(ServiceHelper::stopService);
            stores.clear();
            inUse.clear();
            files = null;
        } finally {
            lock.unlock();
        }
    }
}
