package io.github.camelherobase.support;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.camelherobase.api.QuotaStore;

/** A quota store in memory that can be made to misbehave. */
public final class TextStore implements QuotaStore {

    /** Comes before each call of the store. */
    @FunctionalInterface
    public interface Trouble {
        void before() throws Exception;
    }

    private final Map<String, Entry> entries = new HashMap<>();
    private final Supplier<Instant> time;
    private volatile Trouble trouble = () -> {};
    private volatile String unknown;

    public TextStore(Supplier<Instant> time) {
        this.time = time;
    }

    /** What is read under every key that nobody has written. */
    public void put(String text) {
        unknown = text;
    }

    public void trouble(Trouble comes) {
        trouble = comes;
    }

    @Override
    public Entry read(String key) throws Exception {
        trouble.before();
        synchronized (entries) {
            Entry entry = entries.get(key);
            return entry == null
                    ? new Entry(0, unknown, time.get())
                    : new Entry(entry.version(), entry.text(), time.get());
        }
    }

    @Override
    public boolean write(String key, long version, String text) throws Exception {
        trouble.before();
        synchronized (entries) {
            Entry entry = entries.get(key);
            if ((entry == null ? 0 : entry.version()) != version) {
                return false;
            }
            entries.put(key, new Entry(version + 1, text, time.get()));
            return true;
        }
    }
}
