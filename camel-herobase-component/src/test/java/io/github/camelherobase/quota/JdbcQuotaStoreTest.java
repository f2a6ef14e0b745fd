package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.QuotaStore;
import io.github.camelherobase.support.Databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** The store in a database: who writes first wins, also when nothing is there yet. */
class JdbcQuotaStoreTest {

    @ParameterizedTest
    @EnumSource(Databases.class)
    void oneOfSeveralWritersWins(Databases databases) throws Exception {
        DataSource database = databases.empty();
        String key = "user@host POST /leads";
        for (int version = 0; version < 5; version++) {
            long read = version;
            AtomicInteger winners = new AtomicInteger();
            List<CompletableFuture<Void>> writers = new ArrayList<>();
            for (int writer = 0; writer < 8; writer++) {
                String text = "version " + version + " of writer " + writer;
                writers.add(CompletableFuture.runAsync(() -> {
                    if (write(new JdbcQuotaStore(database), key, read, text)) {
                        winners.incrementAndGet();
                    }
                }));
            }
            CompletableFuture.allOf(writers.toArray(CompletableFuture[]::new)).join();
            assertThat(winners).hasValue(1);
            QuotaStore.Entry entry = new JdbcQuotaStore(database).read(key);
            assertThat(entry.version()).isEqualTo(version + 1);
            assertThat(entry.text()).startsWith("version " + version);
            assertThat(entry.now()).isCloseTo(Instant.now(), within(Duration.ofSeconds(10)));
        }
    }

    /** Nodes in several zones share one store. */
    @ParameterizedTest
    @ValueSource(strings = {"UTC", "Europe/Copenhagen", "America/New_York", "Asia/Kolkata"})
    void theDatabasesTimeIsTheSameInEveryZoneOfASession(String zone) throws Exception {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;TIME ZONE=" + zone);
        assertThat(new JdbcQuotaStore(database).read("key").now())
                .isCloseTo(Instant.now(), within(Duration.ofSeconds(10)));
    }

    private static boolean write(QuotaStore store, String key, long version, String text) {
        try {
            store.read(key);
            return store.write(key, version, text);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
