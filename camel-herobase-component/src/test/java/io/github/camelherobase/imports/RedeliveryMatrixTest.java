package io.github.camelherobase.imports;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jms.connection.JmsTransactionManager;

import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What comes again from outside is another delivery: with a journal each lead is in the server's books once all the same.
 * Every way × every body × every fault; a selection by default.
 */
class RedeliveryMatrixTest {

    private static final String POST = "POST /leads";
    private static final String IMPORT =
            "herobase:importLeads?importKey=Phone&importJournal=#journal&importConcurrency=";
    private static final int LEADS = 6;
    private static final int DELIVERIES = 4;
    private static final int ONE_IN = Boolean.getBoolean("proof") ? 1 : 10;

    private enum Way {
        JMS_SESSION,
        JMS_TRANSACTED_ROUTE,
        SENT_AGAIN,
        STOP_AND_START
    }

    @TempDir
    private Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile Consumer<Exchange> current;
    private HerobaseSimulator simulator;
    private BrokerService broker;
    private long inDoubt;
    private FileImportJournal journal;

    @BeforeEach
    void begin() throws Exception {
        simulator = HerobaseSimulator.builder().account(ImportSites.unlimited()).start();
        broker = new BrokerService();
        broker.setBrokerName("matrix");
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.start();
        broker.waitUntilStarted();
    }

    @AfterEach
    void end() throws Exception {
        broker.stop();
        simulator.close();
    }

    private DefaultCamelContext context(Way way, int concurrency) throws Exception {
        DefaultCamelContext context = ImportSites.context(simulator.baseUrl());
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(way == Way.STOP_AND_START ? 50 : 2_000);
        if (journal != null) {
            journal.close();
        }
        journal = new FileImportJournal(folder.resolve("journal"));
        context.getRegistry().bind("journal", journal);
        if (way == Way.JMS_SESSION || way == Way.JMS_TRANSACTED_ROUTE) {
            ActiveMQConnectionFactory factory = new ActiveMQConnectionFactory("vm://matrix?create=false");
            factory.getRedeliveryPolicy().setMaximumRedeliveries(DELIVERIES - 1);
            factory.getRedeliveryPolicy().setInitialRedeliveryDelay(0);
            factory.getRedeliveryPolicy().setRedeliveryDelay(1);
            JmsComponent jms = JmsComponent.jmsComponentTransacted(factory);
            if (way == Way.JMS_TRANSACTED_ROUTE) {
                JmsTransactionManager transactions = new JmsTransactionManager(factory);
                jms = JmsComponent.jmsComponentTransacted(factory, transactions);
                context.getRegistry().bind("PROPAGATION_REQUIRED", new SpringTransactionPolicy(transactions));
            }
            context.addComponent("jms", jms);
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:body")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> current.accept(exchange))
                        .process(LeadBodies::setBody)
                        .choice()
                        .when(exchange -> exchange.getProperty("csv") != null)
                        .unmarshal(LeadBodies.csv())
                        .end()
                        .to(IMPORT + concurrency);
                if (way == Way.JMS_SESSION) {
                    from("jms:queue:leads").to("direct:body").process(exchange -> ended.incrementAndGet());
                } else if (way == Way.JMS_TRANSACTED_ROUTE) {
                    from("jms:queue:leads").transacted().to("direct:body").process(exchange -> ended.incrementAndGet());
                }
                if (way.name().startsWith("JMS")) {
                    from("jms:queue:ActiveMQ.DLQ").process(exchange -> ended.incrementAndGet());
                }
            }
        });
        context.start();
        return context;
    }

    @ParameterizedTest
    @EnumSource
    void eachLeadIsInTheBooksOnce(Way way) throws Exception {
        long seed = Long.getLong("matrix.seed", System.nanoTime());
        Random random = new Random(seed);
        List<String> wrong = new ArrayList<>();
        int tried = 0;
        DefaultCamelContext context = context(way, random.nextBoolean() ? 1 : 4);
        try {
            for (var body : new LeadBodies(folder).all().entrySet()) {
                if (body.getKey().equals("one map refilled")) {
                    continue;
                }
                for (var fault : LeadBodies.FAULTS.entrySet()) {
                    if (fault.getKey().equals("slow answer") || random.nextInt(ONE_IN) != 0 && tried > 0) {
                        continue;
                    }
                    int leads = LeadBodies.isOne(body.getKey()) ? 1 : LEADS;
                    int first = LEADS * tried++;
                    List<String> phones = IntStream.range(first, first + leads)
                            .mapToObj(number -> "p" + number)
                            .sorted()
                            .toList();
                    current = exchange ->
                            exchange.setProperty("leads", body.getValue().of(exchange, phones));
                    requests.set(0);
                    context = deliver(way, context, fault.getValue(), leads == 1 ? 1 : 3);
                    List<String> stored = ImportSites.phones(simulator, phones);
                    // The stop cut the request of one lead: what the server says of it then, nobody hears.
                    boolean doubtIsTold = way == Way.STOP_AND_START
                            && phones.containsAll(stored)
                            && stored.size() + inDoubt == phones.size();
                    if (!stored.equals(phones) && !doubtIsTold) {
                        wrong.add(way + " × " + body.getKey() + " × " + fault.getKey() + ": " + stored + " instead of "
                                + phones);
                    }
                }
            }
        } finally {
            context.close();
        }
        System.out.println(
                "redelivery matrix: " + way + ", " + tried + " combinations, " + wrong.size() + " wrong, seed " + seed);
        assertThat(wrong).as("seed " + seed).isEmpty();
        assertThat(simulator.world().leads().map(lead -> lead.data().get("Phone")))
                .doesNotHaveDuplicates();
    }

    private static long inDoubt(Exchange done) {
        if (done.getException() instanceof HerobaseImportAbortedException aborted) {
            return aborted.report().inDoubt();
        }
        return done.getException() instanceof HerobaseImportUncertainException ? 1 : 0;
    }

    private DefaultCamelContext deliver(Way way, DefaultCamelContext context, Fault fault, int at) throws Exception {
        CompletableFuture<Void> stopped = new CompletableFuture<>();
        if (way != Way.STOP_AND_START) {
            stopped.complete(null);
        }
        simulator.faults().clear();
        simulator.faults().always(POST, (request, processing) -> {
            if (requests.incrementAndGet() != at) {
                return processing.get();
            }
            if (!stopped.isDone()) {
                CompletableFuture.runAsync(context::stop).thenRun(() -> stopped.complete(null));
                stopped.completeOnTimeout(null, 10, TimeUnit.SECONDS).join();
            }
            return fault.answer(request, processing);
        });
        if (way == Way.SENT_AGAIN) {
            Exchange done = null;
            for (int delivery = 0; delivery < DELIVERIES && (done == null || done.getException() != null); delivery++) {
                done = context.createProducerTemplate().request("direct:body", exchange -> {});
            }
            return context;
        }
        if (way == Way.STOP_AND_START) {
            CompletableFuture<Exchange> cut = CompletableFuture.supplyAsync(
                    () -> context.createProducerTemplate().request("direct:body", exchange -> {}));
            stopped.get(20, TimeUnit.SECONDS);
            cut.handle((done, failure) -> null).get(20, TimeUnit.SECONDS);
            DefaultCamelContext next = context(way, 4);
            for (int delivery = 0; delivery < 2; delivery++) {
                inDoubt = inDoubt(next.createProducerTemplate().request("direct:body", exchange -> {}));
            }
            return next;
        }
        int before = ended.get();
        context.createProducerTemplate().sendBody("jms:queue:leads", "a message");
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() ->
                        ended.get() > before && context.getInflightRepository().size() == 0);
        return context;
    }
}
