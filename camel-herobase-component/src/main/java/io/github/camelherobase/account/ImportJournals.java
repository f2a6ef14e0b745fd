package io.github.camelherobase.account;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.client.Account;
import io.github.camelherobase.journal.FileImportJournal;

/** The journals of endpoints that name none: one file for each account, shared by its endpoints. */
public final class ImportJournals {

    private static final Path FOLDER = Path.of(".herobase");

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, ImportJournal> journals = new HashMap<>();
    private final Set<ImportJournal> named = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param clock the component's: how old a doubt is must be measured by the time that looks it up */
    public ImportJournals(Supplier<HerobaseClock> clock) {
        InstantSource time = () -> clock.get().now();
        this.clock = time.withZone(ZoneOffset.UTC);
    }

    public ImportJournal of(Account account) throws IOException {
        lock.lock();
        try {
            ImportJournal journal = journals.get(account.quotaKey());
            if (journal == null) {
                Path spelled = file(account.name());
                journal =
                        new FileImportJournal(Files.exists(spelled) ? spelled : file(account.quotaKey()), null, clock);
                journals.put(account.quotaKey(), journal);
            }
            return journal;
        } finally {
            lock.unlock();
        }
    }

    private static Path file(String account) {
        return FOLDER.resolve(account.replaceAll("[^A-Za-z0-9@._-]", "_") + ".import");
    }

    /** Lists a journal that a route named. */
    public ImportJournal inUse(ImportJournal journal) {
        lock.lock();
        try {
            named.add(journal);
            return journal;
        } finally {
            lock.unlock();
        }
    }

    /** All that routes use. */
    public List<ImportJournal> all() {
        lock.lock();
        try {
            Set<ImportJournal> all = Collections.newSetFromMap(new IdentityHashMap<>());
            all.addAll(journals.values());
            all.addAll(named);
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    public void close() throws Exception {
        lock.lock();
        try {
            for (ImportJournal journal : journals.values()) {
                journal.close();
            }
            journals.clear();
            named.clear();
        } finally {
            lock.unlock();
        }
    }
}
