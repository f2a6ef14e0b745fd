package io.github.camelherobase.base;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class OwnFileTest {

    @TempDir
    Path folder;

    @Test
    void aFileIsLockedOnceUntilItIsClosed() throws Exception {
        OwnFile first = OwnFile.lock(folder.resolve("file"), "lock").orElseThrow();
        assertThat(OwnFile.lock(folder.resolve("file"), "lock")).isEmpty();
        first.close();
        try (OwnFile second = OwnFile.lock(folder.resolve("file"), "lock").orElseThrow()) {
            // A second close of the first gives nothing up.
            first.close();
            assertThat(second.isHeld()).isTrue();
            assertThat(OwnFile.lock(folder.resolve("file"), "lock")).isEmpty();
        }
    }

    @Test
    void aLockThatNobodyHasAnyMoreIsNoLock() throws Exception {
        assertThat(OwnFile.lock(folder.resolve("file"), "lock")).isPresent();
        await().until(() -> {
            System.gc();
            return OwnFile.lock(folder.resolve("file"), "lock")
                    .map(OwnFileTest::closed)
                    .orElse(false);
        });
    }

    private static boolean closed(OwnFile file) {
        try {
            file.close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
