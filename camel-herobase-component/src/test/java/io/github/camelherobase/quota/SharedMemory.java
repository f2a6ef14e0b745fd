package io.github.camelherobase.quota;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

import io.github.camelherobase.api.QuotaStore;

/** A store for several quotas of one test, that can fail. */
final class SharedMemory implements QuotaStore {

    private final Map<String, Entry> entries = new HashMap<>();
    private final Supplier<Instant> time;
    private boolean failing;
    private boolean losingAnswers;

    SharedMemory(Supplier<Instant> time) {
        this.time = time;
    }

    void failing(boolean fails) {
        failing = fails;
    }

    /** The next write takes place, but its answer is lost. */
    void loseNextAnswer() {
        losingAnswers = true;
    }

    @Override
    public synchronized Entry read(String key) {
        check();
        Entry entry = entries.get(key);
        return entry == null ? new Entry(0, null, time.get()) : new Entry(entry.version(), entry.text(), time.get());
    }

    @Override
    public synchronized boolean write(String key, long version, String text) {
        check();
        Entry entry = entries.get(key);
        if ((entry == null ? 0 : entry.version()) != version) {
            return false;
        }
        entries.put(key, new Entry(version + 1, text, time.get()));
        if (losingAnswers) {
            losingAnswers = false;
            throw new IllegalStateException("the answer is lost");
        }
        return true;
    }

    private void check() {
        if (failing) {
            throw new IllegalStateException("the store is down");
        }
    }
}
