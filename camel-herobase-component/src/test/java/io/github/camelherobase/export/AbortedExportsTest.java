package io.github.camelherobase.export;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.ConnectionFault;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Exports that are aborted, fail or are cut at random leave neither a connection nor a thread behind. */
class AbortedExportsTest {

    private static final int EXPORTS = Boolean.getBoolean("proof") ? 10_000 : 200;
    private static final int AT_ONCE = 4;
    private static final int LEADS = 200;
    private static final int BYTES = LEADS * 950;

    private final LongAdder whole = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder leftEarly = new LongAdder();

    @Test
    void nothingLeaks() throws Exception {
        long seed = System.nanoTime();
        PoolingHttpClientConnectionManager pool = new PoolingHttpClientConnectionManager();
        pool.setMaxTotal(AT_ONCE);
        pool.setDefaultMaxPerRoute(AT_ONCE);
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                .generatedLeads(LEADS)
                .account(AccountSpec.named("user", "password").dailyLimit("GET /simpleleads", 1_000_000_000))
                .start()) {
            Set<Thread> before = Thread.getAllStackTraces().keySet();
            try (DefaultCamelContext context = context(simulator, pool)) {
                exportAll(simulator, context.createProducerTemplate(), seed);
                await().untilAsserted(() -> assertThat(pool.getTotalStats().getLeased())
                        .as("seed %s: %s", seed, pool.getTotalStats())
                        .isZero());
                await().until(() -> simulator.books().inFlight() == 0);
            }
            await().pollInSameThread()
                    .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                            .filteredOn(thread -> !before.contains(thread)
                                    && !thread.getName().startsWith("herobase-simulator")
                                    // The JDK's own timer, one for the whole machine.
                                    && !thread.getName().equals("CompletableFutureDelayScheduler"))
                            .as("seed %s", seed)
                            .isEmpty());
        } finally {
            pool.close();
        }
        System.out.println(EXPORTS + " exports: " + whole + " whole, " + failed + " failed, " + leftEarly
                + " left before their end");
        assertThat(List.of(whole.sum(), failed.sum(), leftEarly.sum())).allMatch(count -> count > EXPORTS / 20);
        assertThat(whole.sum() + failed.sum() + leftEarly.sum()).isEqualTo(EXPORTS);
    }

    private void exportAll(HerobaseSimulator simulator, ProducerTemplate template, long seed) throws Exception {
        AtomicInteger number = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        for (int thread = 0; thread < AT_ONCE; thread++) {
            threads.submit(() -> {
                for (int i = number.getAndIncrement(); i < EXPORTS; i = number.getAndIncrement()) {
                    Random random = new Random(seed + i);
                    inject(simulator, random);
                    count(template.request("direct:export", exchange -> exchange.setProperty("random", random)));
                }
            });
        }
        threads.shutdown();
        assertThat(threads.awaitTermination(10, TimeUnit.MINUTES)).isTrue();
    }

    private static void inject(HerobaseSimulator simulator, Random random) {
        int bytes = random.nextInt(BYTES);
        int record = 1 + random.nextInt(LEADS);
        switch (random.nextInt(14)) {
            case 0 -> next(simulator, Fault.cutAfterBytes(bytes));
            case 1 -> next(simulator, Fault.resetAfterBytes(bytes));
            case 2 -> next(simulator, Fault.truncateAfterBytes(bytes));
            case 3 -> next(simulator, Fault.malformedRecord(record));
            case 4 -> next(simulator, Fault.errorAfterRecords(record));
            case 5 -> next(simulator, Fault.append("x"));
            case 6 -> next(simulator, Fault.status(500 + random.nextInt(4)));
            case 7 -> next(simulator, Fault.resetBeforeAnswer());
            case 8 -> next(simulator, Fault.truncateAfterBytes(bytes / 10).around(Fault.gzip()));
            case 9 -> simulator.faults().nextConnection(ConnectionFault.resetAfterReading(random.nextInt(200)));
            default -> {
                // Nothing goes wrong on the way.
            }
        }
    }

    private static void next(HerobaseSimulator simulator, Fault fault) {
        simulator.faults().next(Faults.ANY_SERVICE, fault);
    }

    private static DefaultCamelContext context(HerobaseSimulator simulator, PoolingHttpClientConnectionManager pool)
            throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        HttpComponent http = new HttpComponent();
        http.setClientConnectionManager(pool);
        context.getRegistry().bind("pooled", http);
        HerobaseConfiguration configuration =
                context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
        configuration.setBaseUrl(simulator.baseUrl());
        configuration.setUsername("user");
        configuration.setPassword("password");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:export")
                        .to("herobase:simpleLeads?httpComponent=#pooled")
                        .choice()
                        .when(exchange -> random(exchange).nextBoolean())
                        .process(AbortedExportsTest::readSome)
                        .otherwise()
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .process(AbortedExportsTest::perhapsFail);
            }
        });
        context.start();
        return context;
    }

    private static Random random(Exchange exchange) {
        return exchange.getProperty("random", Random.class);
    }

    /** Reads all, or leaves after some records, in an orderly way or by a failure. */
    private static void readSome(Exchange exchange) {
        RecordStream<?> records = exchange.getMessage().getBody(RecordStream.class);
        int most = random(exchange).nextInt(2 * LEADS);
        while (records.recordCount() < most && records.hasNext()) {
            records.next();
        }
        exchange.setProperty("left", records.recordCount() < LEADS);
        if (random(exchange).nextInt(4) == 0) {
            throw new IllegalStateException("the route fails");
        }
    }

    private static void perhapsFail(Exchange exchange) {
        if (random(exchange).nextInt(2 * LEADS) == 0) {
            throw new IllegalStateException("a record's exchange fails");
        }
    }

    private void count(Exchange done) {
        if (done.getException() != null) {
            failed.increment();
        } else if (done.getProperty("left", false, Boolean.class)) {
            leftEarly.increment();
        } else {
            whole.increment();
        }
    }
}
