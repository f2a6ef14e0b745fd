package io.github.camelherobase.poll;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.service.ServiceHelper;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.base.Sha256;
import io.github.camelherobase.cursor.Cursor;
import io.github.camelherobase.cursor.CursorStore;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.request.AskedPeriod;
import io.github.camelherobase.request.Feed;

/** The positions of the context's consumers: two never share one. */
public final class Positions {

    private static final int HASH_DIGITS = 12;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Object, Supplier<String>> planned = new ConcurrentHashMap<>();
    private final Set<String> inUse = new HashSet<>();
    private final Set<StateRepository<String, String>> stores = new HashSet<>();
    private FileCursorStore files;

    /**
     * @param moment for which {@code initialFrom} and {@code until} are resolved
     * @throws IllegalStateException when another consumer has the position, or what is stored does not fit
     */
    public Cursor open(
            String account,
            HerobaseConfiguration configuration,
            Feed<?> feed,
            Polling polling,
            Instant moment,
            Object consumer,
            String route,
            Predicate<String> isRoute) {
        lock.lock();
        try {
            String operation = configuration.getOperation().name();
            String key = key(account, configuration, feed);
            StateRepository<String, String> store = store(configuration.getCursorRepository());
            Cursor cursor = Cursor.open(
                    store,
                    key,
                    account,
                    operation,
                    feed.filters(),
                    route,
                    () -> {
                        if (store instanceof CursorStore positions) {
                            new PositionIdentity(
                                            key,
                                            account,
                                            operation,
                                            route,
                                            feed.filters(),
                                            isUsedBeside(consumer),
                                            isRoute)
                                    .check(positions, configuration.getNewPosition());
                        }
                        return first(polling, moment);
                    },
                    polling.fromLatest() ? Latest.UNKNOWN : Map.of());
            if (!inUse.add(cursor.where())) {
                throw new IllegalStateException("Two consumers use the position " + cursor.where()
                        + ", and each would pass over what the other read; give one of them a cursorKey of its own");
            }
            return cursor;
        } finally {
            lock.unlock();
        }
    }

    private static Instant first(Polling polling, Instant moment) {
        Instant from = polling.initialFrom().at(moment);
        AskedPeriod.check(
                "initialFrom",
                from,
                "until",
                polling.until() == null ? null : polling.until().at(moment));
        return from;
    }

    /** Under what a consumer's position is stored. */
    public static String key(String account, HerobaseConfiguration configuration, Feed<?> feed) {
        return configuration.getCursorKey() != null
                ? configuration.getCursorKey()
                : account + "." + configuration.getOperation().name() + "."
                        + Sha256.hex(feed.filters()).substring(0, HASH_DIGITS);
    }

    /** A consumer of the context, started or not, has the position of that key. */
    public void plan(Object consumer, Supplier<String> key) {
        planned.put(consumer, key);
    }

    /** The consumer is no more. */
    public void forget(Object consumer) {
        planned.remove(consumer);
    }

    private Predicate<String> isUsedBeside(Object consumer) {
        return key -> planned.entrySet().stream()
                .anyMatch(other -> other.getKey() != consumer
                        && key.equals(other.getValue().get()));
    }

    public void close(Cursor cursor) {
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

    /** Gives up the locks of the files. */
    public void stop() {
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
