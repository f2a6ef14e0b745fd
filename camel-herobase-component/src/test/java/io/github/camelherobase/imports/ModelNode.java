package io.github.camelherobase.imports;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.NullFields;
import io.github.camelherobase.client.Account;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.client.Password;
import io.github.camelherobase.imports.ImportSettings.ReadBackSettings;
import io.github.camelherobase.imports.body.FieldText;
import io.github.camelherobase.quota.AccountQuota;
import io.github.camelherobase.quota.QuotaTerms;
import io.github.camelherobase.request.RequestSettings;

/** A process that imports: all of ours, from the import to the HTTP client, over a connection in memory. */
final class ModelNode implements AutoCloseable {

    static final long READ_BACK_DELAY = 20_000;
    private static final long LONGEST_TO_FIRST_BYTE = 9_000;

    private static final Account ACCOUNT = new Account(
            URI.create("http://localhost/api"), "user", Password.fixed("secret"), ZoneOffset.UTC, ZoneOffset.UTC);

    /** Never asked: all is in memory. To make one for each node takes longer than a history. */
    private static final BasicHttpClientConnectionManager NO_CONNECTIONS = new BasicHttpClientConnectionManager();

    /** What a killed process does no more. */
    private static final class Killed extends Error {

        private Killed() {
            super("killed", null, false, false);
        }
    }

    private final ModelTime time;
    private final Random random;
    private final int troubledStore;
    private final HerobaseClient client;
    private final ImportLeads imports;
    private boolean dead;
    private boolean stopping;

    /** @param troubledStore how many of a hundred calls of the journal fail, before or after they were done */
    ModelNode(
            CamelContext camel,
            ModelTime time,
            Random random,
            ModelServer server,
            ImportJournal store,
            boolean readBack,
            int troubledStore)
            throws Exception {
        this.time = time;
        this.random = random;
        this.troubledStore = troubledStore;
        long[] offsets = {0, 0, 7_200_000, -3_600_000, 45_000, -130_000};
        HerobaseClock clock = time.clock(Duration.ofMillis(offsets[random.nextInt(offsets.length)]), () -> !dead);
        HttpComponent http = new HttpComponent();
        http.setCamelContext(camel);
        http.setClientConnectionManager(NO_CONNECTIONS);
        http.setHttpClientConfigurer(builder -> builder.replaceExecInterceptor(
                        ChainElement.CONNECT.name(), (request, scope, chain) -> chain.proceed(request, scope))
                .replaceExecInterceptor(ChainElement.MAIN_TRANSPORT.name(), (request, scope, chain) -> {
                    checkAlive();
                    try {
                        return server.answer(request);
                    } finally {
                        checkAlive();
                    }
                }));
        AccountQuota quota = new AccountQuota("user@localhost", false, ZoneOffset.UTC, Duration.ZERO, clock);
        Duration responseTimeout = Duration.ofMillis(ModelServer.RESPONSE_TIMEOUT);
        this.client = new HerobaseClient(ACCOUNT, quota, clock, http, Duration.ofSeconds(5), responseTimeout, null);
        Executor executor = task -> time.at(time.now(), () -> {
            if (!dead) {
                task.run();
            }
        });
        this.imports = new ImportLeads(
                client,
                new Journal(store),
                clock,
                new ImportSettings(
                        "LeadPool",
                        null,
                        new FieldText(ZoneOffset.UTC),
                        NullFields.omit,
                        1 + random.nextInt(3),
                        false,
                        false,
                        readBack ? new ReadBackSettings(List.of("CrmId"), Duration.ofMillis(READ_BACK_DELAY)) : null,
                        false,
                        () -> stopping,
                        responseTimeout,
                        new RequestSettings(null, QuotaTerms.waiting(Duration.ofSeconds(30)), executor, executor)));
    }

    ImportLeads imports() {
        return imports;
    }

    boolean isDead() {
        return dead;
    }

    void kill() {
        dead = true;
    }

    void stop() {
        stopping = true;
        imports.stop();
    }

    @Override
    public void close() {
        client.close();
    }

    private void checkAlive() {
        if (dead) {
            throw new Killed();
        }
    }

    /** The shared store, as this process reaches it. */
    private final class Journal implements ImportJournal {

        private final ImportJournal store;

        private Journal(ImportJournal store) {
            this.store = store;
        }

        private <T> T with(String what, boolean waits, Call<T> call) throws IOException {
            checkAlive();
            boolean fails = random.nextInt(100) < troubledStore;
            if (waits) {
                time.pass(random.nextInt(20) == 0 ? random.nextInt(5_000) : random.nextInt(30));
                checkAlive();
            }
            if (fails && random.nextBoolean()) {
                throw new IOException("the store fails");
            }
            T result = call.make();
            time.tell(
                    "%s %s %s%s",
                    Integer.toHexString(System.identityHashCode(ModelNode.this)), what, result, fails ? " lost" : "");
            if (fails) {
                throw new IOException("the store's answer is lost");
            }
            if (waits) {
                time.pass(random.nextInt(20) == 0 ? random.nextInt(1_000) : random.nextInt(30));
                checkAlive();
            }
            return result;
        }

        @Override
        public Optional<Entry> claim(String key, Claim claim) throws IOException {
            Optional<Entry> known = with(
                    "claim " + key.substring(0, 4) + " " + claim.owner().substring(0, 4),
                    true,
                    () -> store.claim(key, claim));
            if (known.isEmpty() && time.isNobodyHeldUp() && random.nextInt(60) == 0) {
                // Its machine stands still for longer than the claim lives.
                time.pass(150_000 + random.nextInt(120_000));
                checkAlive();
            }
            return known;
        }

        @Override
        public Optional<Instant> sent(String key, String owner, Duration underWay) throws IOException {
            long begin = time.now();
            Optional<Instant> sent = with(
                    "sent " + key.substring(0, 4) + " " + owner.substring(0, 4),
                    true,
                    () -> store.sent(key, owner, underWay));
            if (time.now() - begin > LONGEST_TO_FIRST_BYTE) {
                // A limit: to another sender the doubt begins with the entry, so this time and the server's must fit
                // into the
                // delay of its look-up.
                kill();
                checkAlive();
            }
            return sent;
        }

        @Override
        public void settle(String key, String owner, State outcome) throws IOException {
            with("settle " + key.substring(0, 4) + " " + owner.substring(0, 4) + " " + outcome, false, () -> {
                store.settle(key, owner, outcome);
                return null;
            });
        }

        @Override
        public boolean resolve(String key, Instant since, State outcome) throws IOException {
            return with(
                    "resolve " + key.substring(0, 4) + " " + since + " " + outcome,
                    false,
                    () -> store.resolve(key, since, outcome));
        }

        @Override
        public Optional<Entry> find(String key) throws IOException {
            return with("find " + key.substring(0, 4), false, () -> store.find(key));
        }

        @Override
        public List<Entry> doubts(int most) throws IOException {
            return store.doubts(most);
        }

        @Override
        public void close() {}
    }

    @FunctionalInterface
    private interface Call<T> {
        T make() throws IOException;
    }
}
