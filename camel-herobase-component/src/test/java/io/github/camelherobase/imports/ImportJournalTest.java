package io.github.camelherobase.imports;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportJournal.Claim;
import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.journal.JdbcImportJournal;
import io.github.camelherobase.support.Databases;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Every journal keeps the same promises. */
class ImportJournalTest {

    private static final Instant NOW = Instant.parse("2026-05-06T08:00:00.123Z");

    private static String key(long number) {
        return String.format(Locale.ROOT, "%016x%016x", number * 0x9E3779B97F4A7C15L, number);
    }

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final String DATA = "00000000000000aa";
    private static final String OTHER_DATA = "00000000000000bb";

    private static String owner(int number) {
        return String.format(Locale.ROOT, "%032x", number);
    }

    private static Claim claim(int owner) {
        return new Claim(owner(owner), DATA, MINUTE, false);
    }

    abstract static class Contract {

        ImportJournal journal;

        abstract ImportJournal open() throws IOException;

        @BeforeEach
        void begin() throws IOException {
            journal = open();
        }

        @AfterEach
        void end() throws IOException {
            journal.close();
        }

        void reopen() throws IOException {
            journal.close();
            journal = open();
        }

        private State state(int key) throws IOException {
            return journal.find(key(key)).map(Entry::state).orElse(null);
        }

        @Test
        void ofTwoSendersOneHasTheKeyUntilItIsSettled() throws IOException {
            assertThat(journal.claim(key(1), claim(1))).isEmpty();
            assertThat(journal.claim(key(1), claim(2))).map(Entry::state).contains(State.CLAIMED);
            assertThat(journal.sent(key(1), owner(2), MINUTE)).isEmpty();
            assertThat(journal.sent(key(1), owner(1), MINUTE)).isPresent();
            assertThat(journal.claim(key(1), claim(2))).hasValueSatisfying(entry -> {
                assertThat(entry.state()).isEqualTo(State.SENT);
                assertThat(entry.left()).isPositive();
                assertThat(entry.isInDoubt()).isFalse();
                assertThat(entry.isOf(OTHER_DATA)).isFalse();
            });
            journal.settle(key(1), owner(1), State.ACCEPTED);
            reopen();
            assertThat(journal.claim(key(1), claim(2))).map(Entry::state).contains(State.ACCEPTED);
        }

        @Test
        void aClaimThatIsOverIsTakenOverAndItsOwnerMayNotSend() throws Exception {
            journal.claim(key(2), new Claim(owner(1), DATA, Duration.ZERO, false));
            assertThat(journal.claim(key(2), claim(2))).isEmpty();
            assertThat(journal.sent(key(2), owner(1), MINUTE)).isEmpty();
            assertThat(journal.sent(key(2), owner(2), MINUTE)).isPresent();
        }

        @Test
        void whatWasRejectedOrNotSentMayComeWithOtherData() throws IOException {
            for (State outcome : List.of(State.REJECTED, State.NOT_SENT)) {
                assertThat(journal.claim(key(3), claim(1))).isEmpty();
                journal.sent(key(3), owner(1), MINUTE);
                journal.settle(key(3), owner(1), outcome);
                assertThat(journal.claim(key(3), new Claim(owner(2), OTHER_DATA, MINUTE, false)))
                        .isEmpty();
                journal.settle(key(3), owner(2), State.NOT_SENT);
            }
        }

        @Test
        void aLeadWithoutAnAnswerIsInDoubtUntilSomebodyHasLooked() throws IOException {
            journal.claim(key(4), claim(1));
            Instant since = journal.sent(key(4), owner(1), MINUTE).orElseThrow();
            assertThat(journal.doubts(10)).isEmpty();
            journal.settle(key(4), owner(1), State.SENT);

            assertThat(journal.doubts(10)).singleElement().satisfies(doubt -> {
                assertThat(doubt.key()).isEqualTo(key(4));
                assertThat(doubt.since()).isEqualTo(since);
            });
            assertThat(journal.claim(key(4), claim(2)).orElseThrow().isInDoubt())
                    .isTrue();
            assertThat(journal.resolve(key(4), since.minusMillis(1), State.NOT_SENT))
                    .isFalse();
            assertThat(journal.resolve(key(4), since, State.NOT_SENT)).isTrue();
            assertThat(journal.resolve(key(4), since, State.NOT_SENT)).isFalse();
            assertThat(journal.claim(key(4), claim(2))).isEmpty();
        }

        @Test
        void aDoubtThatIsClaimedAgainComesBackWhenNothingLeft() throws IOException {
            journal.claim(key(5), claim(1));
            Instant since = journal.sent(key(5), owner(1), MINUTE).orElseThrow();
            journal.settle(key(5), owner(1), State.SENT);

            assertThat(journal.claim(key(5), new Claim(owner(2), OTHER_DATA, MINUTE, true)))
                    .isPresent();
            assertThat(journal.claim(key(5), new Claim(owner(2), DATA, MINUTE, true)))
                    .isEmpty();
            assertThat(journal.resolve(key(5), since, State.NOT_SENT)).isFalse();
            journal.sent(key(5), owner(2), MINUTE);
            journal.settle(key(5), owner(2), State.NOT_SENT);

            assertThat(journal.find(key(5)).orElseThrow().since()).isEqualTo(since);
            assertThat(journal.find(key(5)).orElseThrow().isInDoubt()).isTrue();
        }

        @Test
        void aDoubtWhoseNextClaimIsOverIsADoubtStill() throws IOException {
            journal.claim(key(6), claim(1));
            journal.sent(key(6), owner(1), MINUTE);
            journal.settle(key(6), owner(1), State.SENT);
            journal.claim(key(6), new Claim(owner(2), DATA, Duration.ZERO, true));
            assertThat(journal.claim(key(6), claim(3)).orElseThrow().isInDoubt())
                    .isTrue();
            assertThat(journal.doubts(10)).hasSize(1);
        }

        @Test
        void aLeadMayLeaveAgainAfterTheServerDidNotProcessIt() throws IOException {
            journal.claim(key(7), claim(1));
            assertThat(journal.sent(key(7), owner(1), MINUTE)).isPresent();
            assertThat(journal.sent(key(7), owner(1), MINUTE)).isPresent();
            journal.settle(key(7), owner(1), State.ACCEPTED);
            assertThat(journal.sent(key(7), owner(1), MINUTE)).isEmpty();
            assertThat(state(7)).isEqualTo(State.ACCEPTED);
        }

        @Test
        void ofManyWhoClaimAKeyOneGetsIt() throws Exception {
            ConcurrentHashMap<Integer, Integer> claims = new ConcurrentHashMap<>();
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<?>> all = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int owner = thread;
                all.add(threads.submit(() -> {
                    for (int number = 100; number < 130; number++) {
                        if (journal.claim(key(number), claim(owner)).isEmpty()) {
                            claims.merge(number, 1, Integer::sum);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get(60, TimeUnit.SECONDS);
            }
            threads.shutdown();
            assertThat(claims).hasSize(30).allSatisfy((number, count) -> assertThat(count)
                    .isEqualTo(1));
        }

        @Test
        void doubtsAreListedTheOldestFirstAndNotMoreThanAsked() throws Exception {
            List<String> inOrder = new ArrayList<>();
            for (int number : new int[] {13, 11, 14, 12}) {
                journal.claim(key(number), claim(1));
                Instant since = journal.sent(key(number), owner(1), MINUTE).orElseThrow();
                journal.settle(key(number), owner(1), State.SENT);
                inOrder.add(key(number));
                await().pollInSameThread().until(() -> Instant.now().isAfter(since.plusMillis(1)));
            }
            assertThat(journal.doubts(4)).extracting(Entry::key).isEqualTo(inOrder);
            assertThat(journal.doubts(2)).extracting(Entry::key).isEqualTo(inOrder.subList(0, 2));
        }

        @Test
        void anEntrySaysItsAgeItsDataAndHowLongItsSenderMayTake() throws IOException {
            journal.claim(key(15), claim(1));
            assertThat(journal.find(key(15)).orElseThrow().left()).isBetween(Duration.ofSeconds(1), MINUTE);
            journal.sent(key(15), owner(1), MINUTE);
            assertThat(journal.find(key(15)).orElseThrow().left()).isBetween(Duration.ofSeconds(1), MINUTE);
            journal.settle(key(15), owner(1), State.ACCEPTED);
            reopen();
            Entry entry = journal.find(key(15)).orElseThrow();
            assertThat(entry.left()).isZero();
            assertThat(entry.age()).isLessThan(MINUTE);
            assertThat(entry.fingerprint()).isEqualTo(DATA);
        }

        @Test
        void aNewOneHasNoOldKeys() throws IOException {
            assertThat(journal.hasOldKeys()).isFalse();
        }

        /** Whatever was asked before, others are not kept waiting. */
        @Test
        void othersMayAskAfterEachCall() throws Exception {
            List<Executable> calls = List.of(
                    () -> journal.claim(key(16), claim(1)),
                    () -> journal.claim(key(16), claim(2)),
                    () -> journal.sent(key(16), owner(1), MINUTE),
                    () -> journal.settle(key(16), owner(1), State.SENT),
                    () -> journal.find(key(16)),
                    () -> journal.doubts(1),
                    () -> journal.resolve(key(16), NOW, State.ACCEPTED));
            ExecutorService other = Executors.newSingleThreadExecutor();
            try {
                for (Executable call : calls) {
                    try {
                        call.execute();
                    } catch (Throwable e) {
                        throw new AssertionError(e);
                    }
                    assertThat(other.submit(() -> journal.find(key(16))).get(20, TimeUnit.SECONDS))
                            .isPresent();
                }
            } finally {
                other.shutdownNow();
            }
        }

        @Test
        void manySendAtTheSameTimeAndEachLeadIsKept() throws Exception {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            try {
                List<Future<?>> all = new ArrayList<>();
                for (int thread = 0; thread < 8; thread++) {
                    int first = 1_000 * (thread + 1);
                    all.add(threads.submit(() -> {
                        for (int number = first; number < first + 20; number++) {
                            accepted(number);
                        }
                        return null;
                    }));
                }
                for (Future<?> one : all) {
                    one.get(60, TimeUnit.SECONDS);
                }
            } finally {
                threads.shutdownNow();
            }
            reopen();
            for (int thread = 1; thread <= 8; thread++) {
                assertThat(state(1_000 * thread + 19)).isEqualTo(State.ACCEPTED);
            }
        }

        void accepted(int number) throws IOException {
            journal.claim(key(number), claim(number + 1));
            journal.sent(key(number), owner(number + 1), MINUTE);
            journal.settle(key(number), owner(number + 1), State.ACCEPTED);
        }
    }

    @Nested
    class InAFile extends Contract {

        @TempDir
        private Path folder;

        @Override
        ImportJournal open() throws IOException {
            return new FileImportJournal(file());
        }

        private Path file() {
            return folder.resolve("sub/import.journal");
        }

        private byte[] closedWith(int keys) throws IOException {
            for (int number = 0; number < keys; number++) {
                accepted(number);
            }
            journal.close();
            return Files.readAllBytes(file());
        }

        @Test
        void onlyItsOwnerReadsIt() throws IOException {
            assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        }

        @Test
        void aSecondOneOnTheSameFileIsRefused() {
            assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("is open already");
        }

        @Test
        void whatIsUnderWayWhenTheProcessEndsIsInDoubt() throws IOException {
            journal.claim(key(1), claim(1));
            journal.sent(key(1), owner(1), MINUTE);
            journal.claim(key(2), claim(1));
            reopen();
            assertThat(journal.claim(key(1), claim(2)).orElseThrow().isInDoubt())
                    .isTrue();
            assertThat(journal.claim(key(2), claim(2))).isEmpty();
        }

        @Test
        void anEntryThatWasBeingWrittenIsNotThere() throws IOException {
            accepted(1);
            journal.close();
            Files.write(file(), new byte[] {0, 0, 0, 1}, StandardOpenOption.APPEND);
            journal = open();
            assertThat(journal.claim(key(1), claim(2))).isPresent();
            assertThat(journal.claim(key(2), claim(2))).isEmpty();
        }

        @Test
        void aCutOrChangedFileIsNotOpened() throws IOException {
            byte[] whole = closedWith(100);
            byte[] changed = whole.clone();
            changed[whole.length / 3]++;
            byte[] missing = new byte[whole.length - 1];
            System.arraycopy(whole, 0, missing, 0, whole.length / 2);
            System.arraycopy(
                    whole, whole.length / 2 + 1, missing, whole.length / 2, whole.length - whole.length / 2 - 1);
            for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 2), changed, missing, new byte[0])) {
                Files.write(file(), damaged);
                assertThatThrownBy(this::open)
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining(file().toAbsolutePath().toString());
                assertThat(file()).hasBinaryContent(damaged);
            }
            Files.write(file(), whole);
            journal = open();
            assertThat(journal.claim(key(99), claim(1))).map(Entry::state).contains(State.ACCEPTED);
        }

        @Test
        void aSymbolicLinkIsFollowed() throws IOException {
            journal.close();
            Path target = folder.resolve("volume/real.journal");
            Path link = folder.resolve("link.journal");
            Files.createDirectories(target.getParent());
            Files.createSymbolicLink(link, Path.of("volume/real.journal"));
            for (int opening = 0; opening < 2; opening++) {
                try (ImportJournal linked = new FileImportJournal(link)) {
                    linked.claim(key(opening), claim(1));
                    linked.sent(key(opening), owner(1), MINUTE);
                    assertThatThrownBy(() -> new FileImportJournal(target)).hasMessageContaining("is open already");
                }
            }
            assertThat(link).isSymbolicLink();
            try (ImportJournal real = new FileImportJournal(target)) {
                assertThat(real.doubts(10)).hasSize(2);
            }
        }

        @Test
        void manyKeysAreCompactedToOneEntryEach() throws IOException {
            closedWith(400);
            long before = Files.size(file());
            journal = open();
            assertThat(Files.size(file())).isEqualTo(8 + 400 * 37).isLessThan(before);
            assertThat(journal.claim(key(399), claim(1))).isPresent();
        }

        @Test
        void aClosedOneTakesNothingMore() throws IOException {
            accepted(1);
            journal.close();
            assertThatThrownBy(() -> journal.claim(key(2), claim(1))).hasMessageContaining("it was closed");
        }

        @Test
        void aClaimThatIsGivenBackLeavesNothing() throws IOException {
            long before = Files.size(file());
            journal.claim(key(1), claim(1));
            journal.settle(key(1), owner(1), State.NOT_SENT);
            assertThat(journal.find(key(1))).isEmpty();
            assertThat(Files.size(file())).isEqualTo(before);
            assertThat(journal.claim(key(1), claim(2))).isEmpty();
        }

        @Test
        void aLinkWithoutAnEndIsRefused() throws IOException {
            Path link = folder.resolve("round.journal");
            Files.createSymbolicLink(link, link);
            assertThatThrownBy(() -> new FileImportJournal(link)).hasMessageContaining("without an end");
        }

        @Test
        void whatOpeningWroteMustStayToo() throws IOException {
            closedWith(100);
            open().close();
            byte[] compacted = Files.readAllBytes(file());
            Files.write(file(), Arrays.copyOf(compacted, compacted.length - 37));
            assertThatThrownBy(this::open)
                    .hasMessageContaining("has " + (compacted.length - 37) + " bytes, but had " + compacted.length);
        }

        @Test
        void anotherFileIsLeftAlone() throws IOException {
            journal.close();
            Files.writeString(file(), "somebody's data");
            assertThatThrownBy(this::open).hasMessageContaining("is not an import journal");
            assertThat(file()).hasContent("somebody's data");
        }

        @Test
        void theOldFormatIsConvertedAndKept() throws IOException {
            journal.close();
            ByteBuffer old = ByteBuffer.allocate(8 + 3 * 25).putLong(0x4845524F494A3031L);
            for (int state = 0; state < 3; state++) {
                old.put((byte) state)
                        .putLong(NOW.toEpochMilli())
                        .putLong(Long.parseUnsignedLong(key(state), 0, 16, 16))
                        .putLong(Long.parseUnsignedLong(key(state), 16, 32, 16));
            }
            Files.write(file(), old.array());
            for (int opening = 0; opening < 2; opening++) {
                journal = open();
                assertThat(journal.hasOldKeys()).isTrue();
                assertThat(journal.find(key(0))).hasValueSatisfying(entry -> {
                    assertThat(entry.isInDoubt()).isTrue();
                    assertThat(entry.since()).isEqualTo(NOW);
                });
                assertThat(journal.find(key(1))).map(Entry::state).contains(State.ACCEPTED);
                assertThat(journal.claim(key(2), claim(1))).isEmpty();
                journal.close();
            }
            assertThat(file().resolveSibling("import.journal.v1")).hasBinaryContent(old.array());
        }
    }

    /** As version 0.1 of before made and filled it. */
    private static void oldTable(DataSource database, String table) throws Exception {
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            sql.execute("create table " + table
                    + " (key_hash char(32) primary key, state char(1) not null, changed_at timestamp(3) not null)");
            try (PreparedStatement insert = connection.prepareStatement("insert into " + table + " values (?, ?, ?)")) {
                for (String state : List.of("S", "A", "R")) {
                    insert.setString(1, key("SAR".indexOf(state)));
                    insert.setString(2, state);
                    insert.setTimestamp(3, Timestamp.from(NOW));
                    insert.executeUpdate();
                }
            }
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    private static void convertsOldTable(DataSource database) throws Exception {
        String table = "old_journal";
        oldTable(database, table);
        for (int opening = 0; opening < 2; opening++) {
            try (ImportJournal journal = new JdbcImportJournal(database, table)) {
                assertThat(journal.hasOldKeys()).isTrue();
                assertThat(journal.find(key(0)).orElseThrow().isInDoubt()).isTrue();
                assertThat(journal.find(key(0)).orElseThrow().since()).isEqualTo(NOW);
                assertThat(journal.find(key(1)).orElseThrow().state()).isEqualTo(State.ACCEPTED);
                assertThat(journal.find(key(2)).orElseThrow().state()).isEqualTo(State.REJECTED);
            }
        }
        try (Connection connection = database.getConnection();
                Statement sql = connection.createStatement()) {
            assertThatThrownBy(() -> sql.executeUpdate("insert into " + table
                            + " (key_hash, state, changed_at) values ('x', 'S', current_timestamp)"))
                    .as("a node of the old version fails loudly")
                    .isInstanceOf(SQLException.class);
        }
    }

    @Nested
    class InH2 extends Contract {

        private final JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");

        @Override
        ImportJournal open() throws IOException {
            return new JdbcImportJournal(pool);
        }

        @Test
        void theOldTableIsConvertedAndKept() throws Exception {
            convertsOldTable(pool);
        }

        @AfterEach
        void dispose() {
            pool.dispose();
        }
    }

    @Nested
    @DisabledIfSystemProperty(named = "databases", matches = "h2")
    class InMariadb extends Contract {

        private DataSource database;

        @Override
        ImportJournal open() throws IOException {
            try {
                database = database == null ? Databases.MARIADB.empty() : database;
            } catch (Exception e) {
                throw new IOException(e);
            }
            return new JdbcImportJournal(database);
        }

        @Test
        void theOldTableIsConvertedAndKept() throws Exception {
            convertsOldTable(database);
        }
    }

    @Nested
    @DisabledIfSystemProperty(named = "databases", matches = "h2")
    class InPostgresql extends Contract {

        private static EmbeddedPostgres postgresql;
        private static int tables;
        private final String table = "journal_" + tables++;

        @BeforeAll
        static void start() throws IOException {
            postgresql = EmbeddedPostgres.start();
        }

        @AfterAll
        static void stop() throws IOException {
            postgresql.close();
        }

        @Override
        ImportJournal open() throws IOException {
            return new JdbcImportJournal(dataSource(), table);
        }

        DataSource dataSource() {
            return postgresql.getPostgresDatabase();
        }

        @Test
        void theOldTableIsConvertedAndKept() throws Exception {
            convertsOldTable(postgresql.getPostgresDatabase());
        }
    }

    /** The strictest isolation, and no auto-commit. */
    @Nested
    @DisabledIfSystemProperty(named = "databases", matches = "h2")
    class InSerializablePostgresql extends InPostgresql {

        @Override
        DataSource dataSource() {
            PGSimpleDataSource plain = (PGSimpleDataSource) super.dataSource();
            return (DataSource) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                        Object result = method.invoke(plain, arguments);
                        if (result instanceof Connection connection) {
                            connection.setAutoCommit(false);
                            connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                        }
                        return result;
                    });
        }

        @Override
        void theOldTableIsConvertedAndKept() {
            // Once is enough.
        }
    }
}
