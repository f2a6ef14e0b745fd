package io.github.camelherobase;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportJournal.Claim;
import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;
import io.github.camelherobase.api.QuotaStore;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.cursor.JdbcCursorStore;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.journal.JdbcImportJournal;
import io.github.camelherobase.quota.JdbcQuotaStore;
import io.github.camelherobase.support.Databases;
import io.github.camelherobase.support.MariaDb;
import io.github.camelherobase.support.OwnServer;
import io.github.camelherobase.support.OwnServer.Answer;

import static io.github.camelherobase.support.JdbcPositions.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Databases and files that are not as we made them, or that others lay hands on meanwhile: said, and nothing is lost. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StrangeStoresTest {

    private static final String KEY = "api@example.com@wshero01.herobase.com.simpleLeads.0123";
    private static final String OWNER = "f".repeat(32);
    private static final Claim CLAIM = new Claim(OWNER, "00000000000000aa", Duration.ofMinutes(1), false);

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    /** Not within a test's limit of time: on a busy machine it takes longer. */
    @BeforeAll
    static void startMariaDb() {
        MariaDb.port();
    }

    @AfterEach
    void end() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private static String key(int number) {
        return String.format("%032x", number + 0xABCDEF00L);
    }

    private static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private interface Connecting {
        Connection connect() throws SQLException;
    }

    private static DataSource source(Connecting connecting) {
        return (DataSource) Proxy.newProxyInstance(
                StrangeStoresTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (self, method, given) -> {
                    if (method.getName().equals("getConnection")) {
                        return connecting.connect();
                    }
                    return null;
                });
    }

    private static JdbcCursorStore positions(DataSource database, String table) {
        JdbcCursorStore store = new JdbcCursorStore(database, table);
        store.start();
        return store;
    }

    private static void sendsAKeyOnce(ImportJournal journal, int number) throws IOException {
        assertThat(journal.claim(key(number), CLAIM)).isEmpty();
        Claim other = new Claim("e".repeat(32), CLAIM.fingerprint(), CLAIM.life(), false);
        assertThat(journal.claim(key(number), other)).map(Entry::state).contains(State.CLAIMED);
        assertThat(journal.sent(key(number), OWNER, Duration.ofMinutes(1))).isPresent();
        assertThat(journal.claim(key(number), other)).map(Entry::left).hasValueSatisfying(left -> assertThat(left)
                .isPositive());
        journal.settle(key(number), OWNER, State.SENT);
        assertThat(journal.doubts(10)).extracting(Entry::key).contains(key(number));
        Optional<Entry> doubt = journal.find(key(number));
        assertThat(doubt).hasValueSatisfying(it -> assertThat(it.isOf(CLAIM.fingerprint()))
                .isTrue());
        assertThat(journal.resolve(key(number), doubt.orElseThrow().since(), State.ACCEPTED))
                .isTrue();
        assertThat(journal.find(key(number))).map(Entry::state).contains(State.ACCEPTED);
    }

    private static void keepsPositions(StateRepository<String, String> store) {
        store.setState(KEY, entry(1));
        store.setState(KEY, entry(2));
        assertThat(store.getState(KEY)).isEqualTo(entry(2));
    }

    private static void keepsQuota(QuotaStore store) throws Exception {
        assertThat(store.read("key").version()).isZero();
        assertThat(store.write("key", 0, "one")).isTrue();
        assertThat(store.write("key", 1, "two")).isTrue();
        assertThat(store.write("key", 1, "three")).isFalse();
        assertThat(store.read("key").text()).isEqualTo("two");
        assertThat(store.read("key").version()).isEqualTo(2);
    }

    @Test
    void aDatabaseThatMayOnlyBeReadIsSaidAtOnce() throws Exception {
        String name = Databases.newPostgresql();
        DataSource database = Databases.postgresql(name, Databases.postgresqlPort());
        JdbcCursorStore positions = positions(database, "herobase_cursor");
        positions.setState(KEY, entry(1));
        JdbcImportJournal journal = new JdbcImportJournal(database);
        JdbcQuotaStore quota = new JdbcQuotaStore(database);
        quota.read("key");
        execute(database, "alter database " + name + " set default_transaction_read_only = on");
        long began = System.nanoTime();
        assertThatThrownBy(() -> positions.setState(KEY, entry(2)))
                .hasMessageContaining("herobase_cursor")
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> journal.claim(key(1), CLAIM))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("read-only");
        assertThatThrownBy(() -> quota.write("key", 0, "text")).hasMessageContaining("read-only");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
        assertThat(positions.getState(KEY)).isEqualTo(entry(1));
        assertThatThrownBy(() -> new JdbcImportJournal(database, "another"))
                .hasMessageContaining("another is missing and cannot be made")
                .hasMessageContaining("create table another");
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aRowThatAForeignSessionLocksIsWaitedForAndNoLonger(Databases databases) throws Exception {
        DataSource database = databases.empty();
        JdbcCursorStore store = positions(database, "herobase_cursor");
        store.setState(KEY, entry(1));
        store.setTimeout(Duration.ofSeconds(1));
        try (Connection foreign = database.getConnection();
                Statement lock = foreign.createStatement()) {
            foreign.setAutoCommit(false);
            lock.executeUpdate("update herobase_cursor set cursor_key = cursor_key");
            long began = System.nanoTime();
            assertThatThrownBy(() -> store.setState(KEY, entry(2))).hasMessageContaining("herobase_cursor");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(10));
            foreign.rollback();
        }
        store.setState(KEY, entry(3));
        assertThat(store.getState(KEY)).isEqualTo(entry(3));
    }

    @Test
    void aPasswordThatIsRotatedIsSaidAndTheNextOneGoesOn() throws Exception {
        DataSource database = Databases.H2.empty();
        AtomicInteger refusals = new AtomicInteger();
        DataSource rotated = source(() -> {
            if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new SQLException("FATAL: password authentication failed for user \"app\"", "28P01");
            }
            return database.getConnection();
        });
        JdbcCursorStore store = positions(rotated, "herobase_cursor");
        store.setState(KEY, entry(1));
        refusals.set(1);
        assertThatThrownBy(() -> store.setState(KEY, entry(2)))
                .hasMessageContaining("herobase_cursor")
                .hasMessageContaining("password authentication failed");
        store.setState(KEY, entry(3));
        assertThat(store.getState(KEY)).isEqualTo(entry(3));
    }

    @Test
    void aPoolThatHandsOutClosedConnectionsIsAskedAgainAndThenSaid() throws Exception {
        DataSource database = Databases.H2.empty();
        AtomicInteger closed = new AtomicInteger();
        DataSource broken = source(() -> {
            Connection connection = database.getConnection();
            if (closed.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                connection.close();
            }
            return connection;
        });
        JdbcCursorStore store = positions(broken, "herobase_cursor");
        closed.set(2);
        store.setState(KEY, entry(1));
        assertThat(store.getState(KEY)).isEqualTo(entry(1));
        closed.set(1_000);
        assertThatThrownBy(() -> store.setState(KEY, entry(2))).hasMessageContaining("closed");
        closed.set(0);
        store.setState(KEY, entry(3));
        assertThat(store.getState(KEY)).isEqualTo(entry(3));
    }

    @Test
    void aPoolThatHandsOutNothingIsSaid() {
        assertThatThrownBy(() -> positions(source(() -> null), "herobase_cursor"))
                .hasMessageContaining("gave no connection");
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aTableMayLieInASchema(Databases databases) throws Exception {
        DataSource database = databases.empty();
        String schema = "app" + System.nanoTime();
        execute(database, "create schema " + schema);
        keepsPositions(positions(database, schema + ".positions"));
        keepsQuota(new JdbcQuotaStore(database, schema + ".quota"));
        sendsAKeyOnce(new JdbcImportJournal(database, schema + ".journal"), 1);
        execute(
                database,
                "select entry from " + schema + ".positions",
                "select state from " + schema + ".quota",
                "select state from " + schema + ".journal");
        assertThatThrownBy(() -> new JdbcImportJournal(database, "nowhere.journal"))
                .hasMessageContaining("nowhere.journal");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\"Positions\"", "`positions`", "positions;", "a.b.c", "", "1st", "pos-itions", "pøsitions"})
    void otherNamesOfTablesAreRefused(String name) throws Exception {
        DataSource database = Databases.H2.empty();
        assertThatThrownBy(() -> new JdbcCursorStore(database, name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JdbcQuotaStore(database, name)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new JdbcImportJournal(database, name)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tablesMadeByHandWithOtherTypesWork() throws Exception {
        DataSource database = Databases.POSTGRESQL.empty();
        execute(
                database,
                "create table herobase_cursor (entry text, cursor_key text primary key, extra int)",
                "create table herobase_quota (state text, quota_key text primary key, version numeric)",
                "create table HEROBASE_IMPORT_JOURNAL (key_hash varchar primary key, state varchar(9), owner char(40),"
                        + " since_ms numeric, until_ms numeric(20), doubt_ms numeric(20), fingerprint char(20))");
        keepsPositions(positions(database, "herobase_cursor"));
        keepsQuota(new JdbcQuotaStore(database));
        sendsAKeyOnce(new JdbcImportJournal(database), 1);
    }

    @ParameterizedTest
    @EnumSource(
            value = Databases.class,
            names = {"POSTGRESQL", "MARIADB"})
    void aJournalWhoseColumnsAreTooNarrowIsRefused(Databases databases) throws Exception {
        for (String narrow : new String[] {"until_ms", "owner"}) {
            DataSource database = databases.empty();
            execute(
                    database,
                    "create table narrow (key_hash char(32) primary key, state char(1), owner varchar("
                            + (narrow.equals("owner") ? 16 : 32) + "), since_ms bigint, until_ms "
                            + (narrow.equals("until_ms") ? "int" : "bigint")
                            + ", doubt_ms bigint, fingerprint varchar(16))");
            assertThatThrownBy(() -> new JdbcImportJournal(database, "narrow"))
                    .hasMessageContaining("column " + narrow + " is too narrow")
                    .hasMessageContaining("create table narrow");
        }
    }

    /** A server without strict mode cuts texts, and writes question marks for what the character set has not. */
    @ParameterizedTest
    @ValueSource(strings = {"varchar(100) character set utf8mb4", "varchar(4000) character set latin1"})
    void aPositionThatIsNotKeptAsItWasWrittenIsSaid(String type) throws Exception {
        DataSource lenient = Databases.MARIADB.empty();
        DataSource database = source(() -> {
            Connection connection = lenient.getConnection();
            try (Statement statement = connection.createStatement()) {
                statement.execute("set sql_mode = ''");
            }
            return connection;
        });
        execute(database, "create table herobase_cursor (cursor_key varchar(300) primary key, entry " + type + ")");
        JdbcCursorStore store = positions(database, "herobase_cursor");
        String written = entry(1).replace("\"filters\":\"\"", "\"filters\":\"projects=\uD83D\uDE80\"");
        assertThatThrownBy(() -> store.setState(KEY, written))
                .hasMessageContaining("is not kept")
                .hasMessageContaining("varchar(4000)");
    }

    @Test
    void anEntryThatIsTooLongIsSaid() throws Exception {
        for (Databases databases : Databases.values()) {
            JdbcCursorStore store = positions(databases.empty(), "herobase_cursor");
            assertThatThrownBy(() -> store.setState(KEY, entry(1).replace("null", "\"" + "x".repeat(5_000) + "\"")))
                    .as(databases.name())
                    .hasMessageContaining("cannot be written");
        }
    }

    private AsyncProducer importer(ImportJournal journal, OwnServer server) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        open.add(context);
        HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
        component.getConfiguration().setBaseUrl(server.baseUrl());
        component.getConfiguration().setUsername("user");
        component.getConfiguration().setPassword("password");
        component.getConfiguration().setCampaignCode("SPRING25");
        context.getRegistry().bind("journal", journal);
        context.start();
        AsyncProducer producer = context.getEndpoint(
                        "herobase:importLeads?quotaSync=0&importKey=CrmId&importJournal=#journal")
                .createAsyncProducer();
        producer.start();
        return producer;
    }

    private OwnServer server() {
        OwnServer server = new OwnServer((request, number) -> Answer.accepted());
        open.add(server);
        return server;
    }

    private static CompletableFuture<Exchange> send(AsyncProducer producer, int lead) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(Map.of("CrmId", lead, "Phone", Integer.toString(70_000_000 + lead)));
        producer.process(exchange, sync -> done.complete(exchange));
        return done;
    }

    /** The database's clock is set back by a day while a sender waits for a claim that nobody gives up. */
    @Test
    void aDatabaseClockThatIsSetBackStopsNobodyForLong() throws Exception {
        DataSource database = Databases.H2.empty();
        execute(database, "create table clock (ms bigint)", "insert into clock values (1800000000000)");
        ImportJournal journal =
                new JdbcImportJournal(database, "HEROBASE_IMPORT_JOURNAL", true, "(select ms from clock)");
        List<String> keys = new ArrayList<>();
        ImportJournal listening = (ImportJournal) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ImportJournal.class}, (self, method, given) -> {
                    if (method.getName().equals("claim") && keys.isEmpty()) {
                        keys.add((String) given[0]);
                        // Another node was faster, and dies.
                        journal.claim(
                                keys.get(0),
                                new Claim(OWNER, ((Claim) given[1]).fingerprint(), Duration.ofSeconds(2), false));
                    }
                    try {
                        return method.invoke(journal, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        OwnServer server = server();
        CompletableFuture<Exchange> lead = send(importer(listening, server), 1);
        execute(database, "update clock set ms = ms - 86400000");
        Exception failure = lead.get(30, TimeUnit.SECONDS).getException();
        assertThat(failure)
                .isInstanceOf(HerobaseConnectionException.class)
                .hasMessageContaining("clock of the journal");
        assertThat(server.count("POST /leads")).isZero();
    }

    @Test
    void twoAccountsShareATable() throws Exception {
        DataSource database = Databases.H2.empty();
        OwnServer server = server();
        for (String user : new String[] {"north", "south"}) {
            AsyncProducer producer = importer(new JdbcImportJournal(database), server);
            HerobaseConfiguration configuration = ((HerobaseEndpoint) producer.getEndpoint()).getConfiguration();
            assertThat(configuration.getUsername()).isEqualTo("user");
            DefaultCamelContext context =
                    (DefaultCamelContext) producer.getEndpoint().getCamelContext();
            AsyncProducer own = context.getEndpoint("herobase:importLeads?quotaSync=0&importKey=CrmId"
                            + "&importJournal=#journal&username=" + user)
                    .createAsyncProducer();
            own.start();
            assertThat(send(own, 1).get(30, TimeUnit.SECONDS).getException()).isNull();
        }
        assertThat(server.count("POST /leads")).isEqualTo(2);
    }

    // Files

    @Test
    void aJournalThatIsReplacedMeanwhileSendsNothingMore() throws Exception {
        Path file = folder.resolve("journal");
        FileImportJournal journal = new FileImportJournal(file);
        open.add(journal);
        Files.move(file, folder.resolve("kept"));
        Files.copy(folder.resolve("kept"), file);
        assertThat(journal.claim(key(1), CLAIM)).isEmpty();
        assertThatThrownBy(() -> journal.sent(key(1), OWNER, Duration.ofMinutes(1)))
                .hasMessageContaining("deleted or replaced");
    }

    @Test
    void aFolderOfPositionsThatIsDeletedMeanwhileIsMadeAgain() throws Exception {
        Path place = folder.resolve("positions");
        FileCursorStore store = new FileCursorStore(place);
        open.add(store::stop);
        store.setState(KEY, entry(1));
        try (Stream<Path> all = Files.list(place)) {
            for (Path one : all.toList()) {
                Files.delete(one);
            }
        }
        Files.delete(place);
        store.setState(KEY, entry(2));
        assertThat(store.getState(KEY)).isEqualTo(entry(2));
    }

    @Test
    void aLockThatIsDeletedAndTakenByAnotherIsNoLockAnyMore() throws Exception {
        FileCursorStore store = new FileCursorStore(folder);
        open.add(store::stop);
        store.setState(KEY, entry(1));
        try (Stream<Path> all = Files.list(folder)) {
            for (Path one :
                    all.filter(file -> file.toString().endsWith(".lock")).toList()) {
                Files.delete(one);
            }
        }
        FileCursorStore other = new FileCursorStore(folder);
        open.add(other::stop);
        other.setState(KEY, entry(5));
        assertThatThrownBy(() -> store.setState(KEY, entry(2))).hasMessageContaining("in use by another");
        assertThat(other.getState(KEY)).isEqualTo(entry(5));
    }

    @Test
    void aFolderInPlaceOfAFileIsSaid() throws Exception {
        Path file = Files.createDirectory(folder.resolve("journal"));
        assertThatThrownBy(() -> new FileImportJournal(file)).hasMessageContaining(file.toString());
        FileCursorStore store = new FileCursorStore(folder.resolve("positions"));
        open.add(store::stop);
        store.setState(KEY, entry(1));
        Path position;
        try (Stream<Path> all = Files.list(folder.resolve("positions"))) {
            position = all.filter(one -> one.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.delete(position);
        Files.createDirectory(position);
        Files.writeString(position.resolve("inside"), "so that it is not replaced");
        assertThatThrownBy(() -> store.setState(KEY, entry(2))).hasMessageContaining(position.toString());
        assertThatThrownBy(() -> store.getState(KEY)).hasMessageContaining(position.toString());
    }

    @Test
    void aLoopOfLinksIsSaid() throws Exception {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        Files.createSymbolicLink(one, two);
        Files.createSymbolicLink(two, one);
        assertThatThrownBy(() -> new FileImportJournal(one)).hasMessageContaining(one.toString());
        assertThatThrownBy(() -> new FileImportJournal(one.resolve("journal"))).hasMessageContaining("one");
        assertThatThrownBy(() -> new FileCursorStore(one).open(KEY)).hasMessageContaining(one.toString());
    }

    /** Mount a small file system and name it: nothing is sent without its entry, and what was written is read again. */
    @Test
    @EnabledIfSystemProperty(named = "small.disk", matches = ".+")
    void aDiskThatIsFullSendsNothingMore() throws Exception {
        Path disk = Path.of(System.getProperty("small.disk"));
        Path file = disk.resolve("journal");
        Path filler = disk.resolve("filler");
        int sent = 0;
        OwnServer server = server();
        try (FileImportJournal journal = new FileImportJournal(file)) {
            FileCursorStore positions = new FileCursorStore(disk.resolve("positions"));
            open.add(positions::stop);
            positions.setState(KEY, entry(1));
            fill(filler);
            assertThatThrownBy(() -> positions.setState(KEY, entry(2))).hasMessageContaining("No space left");
            assertThat(positions.getState(KEY)).isEqualTo(entry(1));
            AsyncProducer producer = importer(journal, server);
            Exception failure = null;
            for (int lead = 0; failure == null; lead++) {
                failure = send(producer, lead).get(30, TimeUnit.SECONDS).getException();
                sent += failure == null ? 1 : 0;
            }
            assertThat(failure).isInstanceOf(HerobaseConnectionException.class).hasMessageContaining("No space left");
            assertThat(server.count("POST /leads")).isEqualTo(sent);
            Files.delete(filler);
            positions.setState(KEY, entry(3));
            assertThat(positions.getState(KEY)).isEqualTo(entry(3));
        }
        System.out.println(sent + " leads were sent before the disk was full");
        AsyncProducer again;
        try (FileImportJournal journal = new FileImportJournal(file)) {
            again = importer(journal, server);
            for (int lead = 0; lead <= sent; lead++) {
                assertThat(send(again, lead).get(30, TimeUnit.SECONDS).getException())
                        .isNull();
            }
            assertThat(server.count("POST /leads")).isEqualTo(sent + 1);
        }
        try (Stream<Path> all = Files.list(disk)) {
            assertThat(all.filter(one -> one.toString().endsWith(".new"))).isEmpty();
        }
    }

    private static void fill(Path filler) {
        try (var out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[1]);
            }
        } catch (IOException e) {
            // Full.
        }
    }
}
