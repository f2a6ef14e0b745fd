package io.github.camelherobase.imports;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import javax.sql.DataSource;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.imports.delivery.Delivery;
import io.github.camelherobase.journal.JdbcImportJournal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Histories drawn at random, in simulated time: nodes share a journal and import the same leads, are stopped and killed
 * and wait for quota; the server loses answers, is slow, behind or ahead in time, and shows some leads late. No key is
 * twice in the books, none is told as accepted that is not there, and no doubt stays once a later lead of the campaign was
 * accepted and found. Faults that are planted are found.
 */
public class JournalModelTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    private static final int HISTORIES = Integer.getInteger("journal.histories", PROOF ? 10_000 : 200);
    private static final long FIRST_SEED = Long.getLong("journal.seed", 1);
    private static final Instant BEGIN = Instant.parse("2026-10-25T00:10:00Z");

    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final DefaultCamelContext CAMEL = new DefaultCamelContext();

    /** The database's time in a history. */
    private static ModelTime databaseTime;

    @FunctionalInterface
    private interface Store {
        ImportJournal open(ModelTime time) throws Exception;
    }

    /** Each doubt and each failed store is a warning. */
    @BeforeAll
    static void beQuiet() {
        Configurator.setLevel("io.github.camelherobase", Level.OFF);
    }

    @AfterAll
    static void speakAgain() {
        Configurator.setLevel("io.github.camelherobase", (Level) null);
    }

    /** Called by H2. */
    public static long databaseTime() {
        return databaseTime == null ? BEGIN.toEpochMilli() : databaseTime.now();
    }

    @Test
    void noHistoryDoublesOrLosesALead() throws Exception {
        run("in memory", HISTORIES, time -> new ModelJournal(time, ModelJournal.Fault.NONE));
    }

    @Test
    void noHistoryDoublesOrLosesALeadThroughH2() throws Exception {
        JdbcConnectionPool pool = JdbcConnectionPool.create("jdbc:h2:mem:journalmodel;DB_CLOSE_DELAY=-1", "sa", "");
        try {
            execute(pool, "create alias model_time for \"" + JournalModelTest.class.getName() + ".databaseTime\"");
            ImportJournal journal = new JdbcImportJournal(pool, JdbcImportJournal.DEFAULT_TABLE, true, "model_time()");
            run("in H2", PROOF ? HISTORIES : HISTORIES / 4, time -> {
                execute(pool, "delete from " + JdbcImportJournal.DEFAULT_TABLE);
                databaseTime = time;
                return journal;
            });
        } finally {
            pool.dispose();
        }
    }

    @Test
    void noHistoryDoublesOrLosesALeadThroughPostgresql() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            DataSource database = postgres.getPostgresDatabase();
            try (Connection one = database.getConnection()) {
                execute(database, "create table model_time (ms bigint not null)");
                execute(database, "insert into model_time values (0)");
                ImportJournal journal = new JdbcImportJournal(
                        new OneConnection(one).dataSource(),
                        JdbcImportJournal.DEFAULT_TABLE,
                        true,
                        "(select ms from model_time)");
                run("in PostgreSQL", PROOF ? 200 : 5, time -> {
                    execute(database, "delete from " + JdbcImportJournal.DEFAULT_TABLE);
                    return new TimedJournal(journal, () -> {
                        try (Statement statement = one.createStatement()) {
                            statement.execute("update model_time set ms = " + time.now());
                        } catch (SQLException e) {
                            throw new IOException(e);
                        }
                    });
                });
            }
        }
    }

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void run(String where, int histories, Store store) throws Exception {
        TreeMap<String, Integer> told = new TreeMap<>();
        long began = CPU.getCurrentThreadCpuTime();
        for (long seed = FIRST_SEED; seed < FIRST_SEED + histories; seed++) {
            History history = new History(seed, store);
            history.run();
            if (!history.broken.isEmpty()) {
                history.time.story().forEach(System.out::println);
            }
            assertThat(history.broken).as("seed %d, %s", seed, where).isEmpty();
            history.told.forEach((what, times) -> told.merge(what, times, Integer::sum));
        }
        System.out.printf(
                "%d histories %s from seed %d, %.1f ms of processor time each: %s%n",
                histories, where, FIRST_SEED, (CPU.getCurrentThreadCpuTime() - began) / 1e6 / histories, told);
    }

    @ParameterizedTest
    @EnumSource(value = ModelJournal.Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aPlantedFaultIsFound(ModelJournal.Fault fault) throws Exception {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + 1_000; seed++) {
            History history = new History(seed, time -> new ModelJournal(time, fault));
            history.run();
            if (!history.broken.isEmpty()) {
                System.out.println(fault + " found with seed " + seed + ": " + history.broken.get(0));
                return;
            }
        }
        assertThat(false).as("%s is found", fault).isTrue();
    }

    /** One history, all of which follows from its seed. */
    private static final class History {

        private static final long LENGTH = 300_000;

        private final Random random;
        private final ModelTime time = new ModelTime(BEGIN);
        private final ModelServer server;
        private final ImportJournal journal;
        private final List<ModelNode> nodes = new ArrayList<>();
        private final List<ModelNode> all = new ArrayList<>();
        private final List<String> keys = new ArrayList<>();
        private final Map<String, ModelNode> open = new TreeMap<>();
        private final List<String> broken = new ArrayList<>();
        private final Map<String, Integer> told = new TreeMap<>();
        private final int troubledStore;
        private int deliveries;

        private History(long seed, Store store) throws Exception {
            // Neighbouring seeds of a Random begin alike.
            this.random = new Random(seed * 0x9E3779B97F4A7C15L);
            long[] ahead = {0, 0, 4_000, -150_000, 150_000, -3_600_000, 7_200_000};
            ModelServer.Shows shows = random.nextInt(4) > 0
                    ? ModelServer.Shows.ALL
                    : random.nextBoolean() ? ModelServer.Shows.NOTHING : ModelServer.Shows.IN_ANOTHER_FORM;
            this.server =
                    new ModelServer(random, time, ahead[random.nextInt(ahead.length)], shows, 20 + random.nextInt(50));
            this.journal = store.open(time);
            this.troubledStore = random.nextInt(3) == 0 ? 5 : 0;
            int count = 2 + random.nextInt(2);
            for (int i = 0; i < count; i++) {
                nodes.add(node(random.nextInt(3) > 0, troubledStore));
            }
            for (int i = 0; i < 3 + random.nextInt(6); i++) {
                keys.add("k" + i);
            }
        }

        private ModelNode node(boolean readBack, int trouble) throws Exception {
            ModelNode node = new ModelNode(CAMEL, time, random, server, journal, readBack, trouble);
            all.add(node);
            return node;
        }

        private void run() throws Exception {
            for (int i = 0; i < 5 + random.nextInt(8); i++) {
                // Often the same lead soon after, as a second consumer has it.
                long when = random.nextLong(LENGTH);
                List<String> leads = some();
                for (int copies = 1 + random.nextInt(3); copies > 0; copies--) {
                    long then = when;
                    time.at(BEGIN.toEpochMilli() + then, () -> deliver(anyNode(), leads));
                    when += random.nextInt(3) == 0 ? random.nextInt(60_000) : random.nextInt(3_000);
                }
            }
            for (int i = random.nextInt(4); i > 0; i--) {
                time.at(BEGIN.toEpochMilli() + random.nextLong(LENGTH), this::replaceOne);
            }
            time.pass(LENGTH + 1_200_000);
            allHaveEnded();
            settleAll();
            all.forEach(ModelNode::close);
        }

        private List<String> some() {
            List<String> leads = new ArrayList<>(keys);
            Collections.shuffle(leads, random);
            return List.copyOf(leads.subList(0, 1 + random.nextInt(leads.size())));
        }

        private ModelNode anyNode() {
            return nodes.get(random.nextInt(nodes.size()));
        }

        /** A node is stopped or killed; another one begins in its place. */
        private void replaceOne() {
            int number = random.nextInt(nodes.size());
            ModelNode old = nodes.get(number);
            if (random.nextInt(3) == 0) {
                old.stop();
            } else {
                old.kill();
            }
            try {
                nodes.set(number, node(random.nextInt(3) > 0, troubledStore));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }

        private void deliver(ModelNode node, List<String> leads) {
            if (leads.size() == 1 && random.nextBoolean()) {
                one(node, leads.get(0));
            } else {
                many(node, leads);
            }
        }

        private static Map<String, Object> lead(String key) {
            return Map.of("CrmId", key, "Phone", "1" + key);
        }

        private RememberedLeads memory(ModelNode node) {
            return node.imports().remembered(Delivery.placeOf(new DefaultExchange(CAMEL)));
        }

        private static ImportTerms terms() {
            LeadKey key = new LeadKey() {
                @Override
                public String of(Map<String, String> data, long position) {
                    return data.get("CrmId");
                }

                @Override
                public String name() {
                    return "CrmId";
                }
            };
            return new ImportTerms("C1", null, key, ProblemSink.NONE, new RefusedCampaigns());
        }

        private CompletableFuture<Void> one(ModelNode node, String key) {
            String name = begin("one " + key, node);
            return node.imports()
                    .importOne(lead(key), terms(), memory(node))
                    .handle((outcome, failure) -> {
                        if (!node.isDead()) {
                            tell(key, failure == null ? outcome.getClass().getSimpleName() : "failed: " + failure);
                        }
                        open.remove(name);
                        return (Void) null;
                    })
                    .toCompletableFuture();
        }

        private CompletableFuture<Void> many(ModelNode node, List<String> leads) {
            String name = begin("many " + leads, node);
            List<Map<String, Object>> bodies = leads.stream().map(History::lead).toList();
            return node.imports()
                    .run(bodies.iterator(), terms(), memory(node))
                    .proceed()
                    .handle((report, failure) -> {
                        if (!node.isDead()) {
                            tell(leads, report, failure);
                        }
                        open.remove(name);
                        return (Void) null;
                    })
                    .toCompletableFuture();
        }

        private String begin(String what, ModelNode node) {
            String name = deliveries++ + " " + what;
            open.put(name, node);
            return name;
        }

        private void allHaveEnded() {
            open.forEach((delivery, node) -> {
                if (!node.isDead()) {
                    broken.add(delivery + " never ended");
                }
            });
        }

        private void tell(List<String> leads, ImportReport whole, Throwable failure) {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            ImportReport report = cause instanceof HerobaseImportAbortedException aborted ? aborted.report() : whole;
            if (report == null) {
                broken.add("an import of many ended without a report: " + cause);
                return;
            }
            Map<Long, ImportReport.Outcome> problems = report.problems().stream()
                    .collect(Collectors.toMap(ImportReport.Problem::position, ImportReport.Problem::outcome));
            long accepted = 0;
            for (int i = 0; i < leads.size(); i++) {
                ImportReport.Outcome problem = problems.get((long) i);
                // Leads behind the end of an import that stopped are not told of: the report is not complete then.
                if (problem != null) {
                    tell(leads.get(i), problem.name());
                } else if (report.complete() || i < report.getTotal()) {
                    accepted++;
                    tell(leads.get(i), "Accepted");
                }
            }
            if (accepted != report.accepted()) {
                broken.add("a report counts " + report.accepted() + " accepted, but tells of " + accepted);
            }
        }

        private void tell(String key, String what) {
            told.merge(what, 1, Integer::sum);
            time.tell("%s told as %s", key, what);
            if (what.startsWith("failed")) {
                broken.add(key + " " + what);
            }
            if (what.equalsIgnoreCase("accepted") && server.count(key) == 0) {
                broken.add(key + " was told as accepted and is not there");
            }
            check(key);
        }

        private void check(String key) {
            if (server.count(key) > 1) {
                broken.add(key + " is there " + server.count(key) + " times");
            }
        }

        /** The server is well again, and a later lead of the campaign is accepted: what is left of the doubts? */
        private void settleAll() throws Exception {
            server.heal();
            keys.forEach(this::check);
            for (ModelNode node : nodes) {
                node.stop();
            }
            time.pass(600_000);
            ModelNode last = node(true, 0);
            List<String> rest = new ArrayList<>(keys);
            if (random.nextBoolean()) {
                rest.add(random.nextInt(rest.size() + 1), "later");
                many(last, rest);
                time.pass(600_000);
            } else {
                one(last, "later");
                time.pass(60_000);
                for (String key : rest) {
                    one(last, key);
                    time.pass(100_000);
                }
            }
            time.pass(600_000);
            allHaveEnded();
            Set<String> doubts = new HashSet<>();
            for (ImportJournal.Entry entry : journal.doubts(100)) {
                doubts.add(entry.key());
            }
            if (server.shows() == ModelServer.Shows.ALL && !doubts.isEmpty()) {
                broken.add(doubts.size() + " doubts stay though a later lead was accepted and found");
            }
            int missing = 0;
            for (String key : keys) {
                check(key);
                missing += server.count(key) == 0 ? 1 : 0;
            }
            if (missing > doubts.size()) {
                broken.add(missing + " leads are missing and " + doubts.size() + " are in doubt");
            }
        }
    }

    /** A journal before each of whose calls something is done. */
    private record TimedJournal(ImportJournal journal, Before before) implements ImportJournal {

        @FunctionalInterface
        private interface Before {
            void act() throws IOException;
        }

        @Override
        public java.util.Optional<Entry> claim(String key, Claim claim) throws IOException {
            before.act();
            return journal.claim(key, claim);
        }

        @Override
        public java.util.Optional<Instant> sent(String key, String owner, java.time.Duration underWay)
                throws IOException {
            before.act();
            return journal.sent(key, owner, underWay);
        }

        @Override
        public void settle(String key, String owner, State outcome) throws IOException {
            before.act();
            journal.settle(key, owner, outcome);
        }

        @Override
        public boolean resolve(String key, Instant since, State outcome) throws IOException {
            before.act();
            return journal.resolve(key, since, outcome);
        }

        @Override
        public java.util.Optional<Entry> find(String key) throws IOException {
            before.act();
            return journal.find(key);
        }

        @Override
        public List<Entry> doubts(int most) throws IOException {
            before.act();
            return journal.doubts(most);
        }

        @Override
        public void close() {}
    }

    /** A pool of one connection, which is not closed: PostgreSQL takes longest to open one. */
    private record OneConnection(Connection connection) {

        DataSource dataSource() {
            Connection kept = proxy(
                    Connection.class,
                    (method, values) -> method.getName().equals("close") ? null : method.invoke(connection, values));
            return proxy(DataSource.class, (method, values) -> kept);
        }

        private static <T> T proxy(Class<T> type, Handler handler) {
            return type.cast(java.lang.reflect.Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (self, method, values) -> {
                        try {
                            return handler.handle(method, values);
                        } catch (java.lang.reflect.InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        private interface Handler {
            Object handle(java.lang.reflect.Method method, Object[] values) throws ReflectiveOperationException;
        }
    }
}
