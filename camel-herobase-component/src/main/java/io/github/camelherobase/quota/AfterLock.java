package io.github.camelherobase.quota;

import java.util.ArrayList;
import java.util.List;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What is called once a lock is released: each, whatever the others throw. */
final class AfterLock {

    private static final Logger LOG = LoggerFactory.getLogger(AfterLock.class);

    /** Null while there is none, as for most requests. */
    private List<Runnable> calls;

    void add(Runnable call) {
        if (calls == null) {
            calls = new ArrayList<>();
        }
        calls.add(call);
    }

    void run() {
        if (calls != null) {
            calls.forEach(AfterLock::run);
        }
    }

    static void run(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            LOG.error("Telling of quota failed; the others are told", e);
        }
    }
}
