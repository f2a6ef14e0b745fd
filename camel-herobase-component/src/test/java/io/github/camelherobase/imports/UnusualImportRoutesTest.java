package io.github.camelherobase.imports;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperties;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ClaimCheckOperation;
import org.apache.camel.saga.InMemorySagaService;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Routes around an import that are in nobody's table: in each the server gets every lead once, also when an answer is lost
 * or the password is refused for a moment. The third request meets the fault. A part of
 * the ways and combinations by default, all with {@code proof=true}; {@code -Dmatrix.seed} repeats a run.
 */
@Timeout(60)
class UnusualImportRoutesTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    static final int LEADS = 6;

    /** Of the combinations of body and fault. */
    private static final int ONE_IN = PROOF ? 1 : 4;

    private static final long SEED = Long.getLong("matrix.seed", System.nanoTime());

    static final String IMPORT = "herobase:importLeads?importConcurrency=1";

    private static final Map<String, Fault> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("none", (request, processing) -> processing.get());
        FAULTS.put("lost answer", Fault.resetBeforeAnswer());
        FAULTS.put("401", Fault.status(401));
        FAULTS.put("500 after storing", (request, processing) -> {
            processing.get();
            return HttpAnswer.text(500, "text/html", "failed");
        });
        FAULTS.put("cut answer", Fault.cutAfterBytes(5));
    }

    private final AtomicInteger requests = new AtomicInteger();

    interface Way {
        void route(RouteBuilder b);
    }

    private static final Map<String, Way> WAYS = new LinkedHashMap<>();
    private static final Map<String, Function<List<String>, Object>> BODIES = new LinkedHashMap<>();

    static {
        WAYS.put("enrich, then the step", b -> b.from("direct:in")
                .enrich("direct:tried", AggregationStrategies.useOriginal())
                .to("direct:tried"));
        WAYS.put("enrich that takes the answer", b -> b.from("direct:in")
                .setProperty("body", b.body())
                .enrich("direct:tried")
                .setBody(b.exchangeProperty("body"))
                .to("direct:tried"));
        WAYS.put("claim check", b -> b.from("direct:in")
                .claimCheck(ClaimCheckOperation.Push)
                .to("direct:tried")
                .claimCheck(ClaimCheckOperation.Pop)
                .to("direct:tried"));
        WAYS.put("saga", b -> b.from("direct:in").saga().to("direct:tried").to("direct:tried"));
        WAYS.put("dynamic router", b -> b.from("direct:in")
                .setProperty("body", b.body())
                .dynamicRouter(b.method(UnusualImportRoutesTest.class, "next")));
        // An eager one would take what is redelivered for a duplicate.
        WAYS.put("idempotent consumer that is not eager", b -> b.from("direct:in")
                .errorHandler(b.defaultErrorHandler()
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .logExhausted(false))
                .to("direct:idempotent"));
        WAYS.put("throttle and delay", b -> b.from("direct:in")
                .throttle(1_000)
                .delay(1)
                .asyncDelayed()
                .to("direct:tried")
                .delay(1)
                .asyncDelayed()
                .to("direct:tried"));
        WAYS.put(
                "on completion",
                b -> b.from("direct:in").onCompletion().to("direct:tried").end().to("direct:tried"));
        WAYS.put("on completion before the consumer", b -> b.from("direct:in")
                .onCompletion()
                .modeBeforeConsumer()
                .to("direct:tried")
                .end()
                .to("direct:tried"));
        WAYS.put("threads and again", b -> b.from("direct:in")
                .errorHandler(b.defaultErrorHandler()
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .logExhausted(false))
                .threads(2)
                .to("direct:body")
                .threads(2)
                .to("direct:tried"));
        WAYS.put("do finally", b -> b.from("direct:in")
                .doTry()
                .to("direct:body")
                .doCatch(IllegalStateException.class)
                .to("log:none?level=OFF")
                .doFinally()
                .to("direct:tried")
                .end());
        WAYS.put("round robin, twice", b -> b.from("direct:in")
                .loop(2)
                .copy()
                .loadBalance()
                .roundRobin()
                .to("direct:tried", "direct:tried2")
                .end());
        WAYS.put("topic", b -> b.from("direct:in")
                .loadBalance()
                .topic()
                .to("direct:tried", "direct:tried2")
                .end());
        WAYS.put("sticky, in a redelivered route", b -> {
            b.from("direct:in")
                    .errorHandler(b.defaultErrorHandler()
                            .maximumRedeliveries(2)
                            .redeliveryDelay(0)
                            .logExhausted(false))
                    .to("direct:sticky");
            b.from("direct:sticky")
                    .loadBalance()
                    .sticky(b.constant("k"))
                    .to("direct:body", "direct:body")
                    .end();
        });
        WAYS.put("recipient list in parallel, streaming", b -> b.from("direct:in")
                .recipientList(b.constant("direct:tried,direct:tried2"))
                .parallelProcessing()
                .streaming());
        WAYS.put("multicast with shared unit of work and a route that fails", b -> b.from("direct:in")
                .doTry()
                .multicast()
                .shareUnitOfWork()
                .to("direct:body", "direct:tried2")
                .end()
                .endDoTry()
                .doCatch(Exception.class)
                .to("direct:tried")
                .end());
        WAYS.put("scatter, gather, and again", b -> b.from("direct:in")
                .multicast(AggregationStrategies.useLatest())
                .parallelProcessing()
                .to("direct:tried", "direct:tried2")
                .end()
                .process(UnusualImportRoutesTest::body)
                .to("direct:tried"));
        WAYS.put("wire tap of a wire tap", b -> {
            b.from("direct:in").wireTap("direct:tap").end().to("direct:tried");
            b.from("direct:tap").wireTap("direct:tried2").end().to("direct:tried");
        });
        WAYS.put("seda to two consumers", b -> {
            b.from("direct:in").to("seda:two?multipleConsumers=true&waitForTaskToComplete=Never");
            b.from("seda:two?multipleConsumers=true").routeId("first").to("direct:tried");
            b.from("seda:two?multipleConsumers=true").routeId("second").to("direct:tried2");
        });
        WAYS.put("transform, filter, choice, script", b -> b.from("direct:in")
                .filter(b.simple("${body} != null"))
                .choice()
                .when(b.simple("${body} != null"))
                .to("direct:tried")
                .otherwise()
                .stop()
                .end()
                .transform(b.exchangeProperty("body"))
                .to("direct:tried"));
        WAYS.put("routing slip out of a property, twice", b -> b.from("direct:in")
                .routingSlip(b.constant("direct:tried,direct:restored,direct:tried2")));
        WAYS.put("circuit breaker around a circuit breaker", b -> b.from("direct:in")
                .circuitBreaker()
                .circuitBreaker()
                .to("direct:body")
                .onFallback()
                .to("direct:body")
                .end()
                .endCircuitBreaker()
                .onFallback()
                .to("direct:tried")
                .end());
        WAYS.put("resumed by a retry while", b -> {
            b.from("direct:in")
                    .errorHandler(b.defaultErrorHandler())
                    .onException(Exception.class)
                    .retryWhile(b.simple("${exchangeProperty.tries} < 3"))
                    .redeliveryDelay(0)
                    .logExhausted(false)
                    .handled(true)
                    .end()
                    .to("direct:counted");
            b.from("direct:counted")
                    .process(exchange -> exchange.setProperty("tries", exchange.getProperty("tries", 0, int.class) + 1))
                    .to("direct:body");
        });
        WAYS.put("on redelivery, with a new body", b -> b.from("direct:in")
                .errorHandler(b.defaultErrorHandler()
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .logExhausted(false)
                        .onRedelivery(UnusualImportRoutesTest::body))
                .to("direct:body"));
        WAYS.put("dead letter with the original message", b -> b.from("direct:in")
                .errorHandler(b.deadLetterChannel("direct:restored")
                        .useOriginalMessage()
                        .maximumRedeliveries(1)
                        .redeliveryDelay(0)
                        .logExhausted(false))
                .to("direct:body"));
        WAYS.put("continued", b -> b.from("direct:in")
                .errorHandler(b.defaultErrorHandler())
                .onException(Exception.class)
                .continued(true)
                .logExhausted(false)
                .end()
                .to("direct:body")
                .process(UnusualImportRoutesTest::body)
                .to("direct:tried"));
        WAYS.put("a bean that sends the exchange itself", b -> b.from("direct:in")
                .process(exchange -> {
                    ProducerTemplate template = exchange.getContext().createProducerTemplate();
                    template.send("direct:tried", exchange);
                    template.send("direct:tried2", exchange);
                    template.stop();
                }));
        WAYS.putAll(MoreImportWays.ALL);
        WAYS.putAll(FurtherImportWays.ALL);

        BODIES.put("list", phones -> new ArrayList<>(maps(phones)));
        BODIES.put("json", UnusualImportRoutesTest::json);
        BODIES.put("lines", phones -> String.join(
                        "\n", json(phones).replaceAll("[\\[\\]]", "").split("(?<=}),"))
                .getBytes(StandardCharsets.UTF_16));
        BODIES.put("stream", phones -> new ByteArrayInputStream(json(phones).getBytes(StandardCharsets.UTF_8)));
        BODIES.put("iterator", phones -> maps(phones).iterator());
        BODIES.put("stream of Java", phones -> maps(phones).stream());
        BODIES.put("array", phones -> maps(phones).toArray());
    }

    public static String next(@ExchangeProperties Map<String, Object> properties, Exchange exchange) {
        int visits = (int) properties.merge("visits", 1, (a, b) -> (int) a + 1);
        body(exchange);
        return visits > 2 ? null : "direct:tried";
    }

    private static void body(Exchange exchange) {
        exchange.getMessage().setBody(exchange.getProperty("body"));
    }

    static List<Map<String, Object>> maps(List<String> phones) {
        return phones.stream()
                .map(phone -> Map.<String, Object>of("Phone", phone))
                .toList();
    }

    static String json(List<String> phones) {
        return phones.stream().map(phone -> "{\"Phone\":\"" + phone + "\"}").collect(Collectors.joining(",", "[", "]"));
    }

    static Stream<Arguments> ways() {
        List<String> all = new ArrayList<>(WAYS.keySet());
        all.removeIf(way -> !way.matches(System.getProperty("ways", ".*")));
        Collections.shuffle(all, new Random(SEED));
        return all.stream().limit(PROOF ? all.size() : 9).map(Arguments::of);
    }

    private static RouteBuilder routes(Way way) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:body").process(UnusualImportRoutesTest::body).to(IMPORT);
                from("direct:restored").to("direct:tried");
                from("direct:idempotent")
                        .idempotentConsumer(
                                simple("${exchangeId}"), MemoryIdempotentRepository.memoryIdempotentRepository(10))
                        .eager(false)
                        .to("direct:body")
                        .end();
                MoreImportWays.steps(this);
                for (String tried : List.of("tried", "tried2")) {
                    from("direct:" + tried)
                            .doTry()
                            .to("direct:body")
                            .doCatch(Exception.class)
                            .end();
                }
                way.route(this);
            }
        };
    }

    @ParameterizedTest
    @MethodSource("ways")
    void eachLeadIsInTheBooksOnce(String way) throws Exception {
        List<String> wrong = new ArrayList<>();
        AtomicInteger numbers = new AtomicInteger();
        Random random = new Random(SEED);
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .account(ImportSites.unlimited())
                        .start();
                DefaultCamelContext context = ImportSites.context(simulator.baseUrl())) {
            context.addService(new InMemorySagaService());
            MoreImportWays.bind(context);
            context.getShutdownStrategy().setTimeout(2);
            context.addRoutes(routes(WAYS.get(way)));
            context.start();
            for (var body : BODIES.entrySet()) {
                for (var fault : FAULTS.entrySet()) {
                    if (random.nextInt(ONE_IN) != 0 || isNotToBeTried(way, body.getKey())) {
                        continue;
                    }
                    List<String> phones = IntStream.range(0, LEADS)
                            .mapToObj(i -> "p" + numbers.incrementAndGet())
                            .sorted()
                            .toList();
                    requests.set(0);
                    simulator.faults().clear();
                    simulator
                            .faults()
                            .always(
                                    "POST /leads",
                                    (request, processing) -> requests.incrementAndGet() == 3
                                            ? fault.getValue().answer(request, processing)
                                            : processing.get());
                    context.createProducerTemplate().request("direct:in", exchange -> {
                        Object leads = body.getValue().apply(phones);
                        exchange.getMessage().setBody(leads);
                        exchange.setProperty("body", leads);
                        exchange.setProperty("phones", phones);
                    });
                    await().pollInterval(Duration.ofMillis(2))
                            .atMost(Duration.ofSeconds(10))
                            .until(() -> context.getInflightRepository().size() == 0);
                    long end = System.nanoTime() + 10_000_000_000L;
                    while (!ImportSites.phones(simulator, phones).equals(phones) && System.nanoTime() < end) {
                        LockSupport.parkNanos(1_000_000);
                    }
                    List<String> there = ImportSites.phones(simulator, phones);
                    if (!there.equals(phones)) {
                        wrong.add(body.getKey() + " x " + fault.getKey() + ": " + there + " instead of " + phones);
                    }
                }
            }
            assertThat(simulator.world().leads().map(lead -> lead.data().get("Phone")))
                    .doesNotHaveDuplicates();
        }
        assertThat(wrong).as(way + ", seed " + SEED).isEmpty();
    }

    /**
     * What is read once only is closed when no exchange of the delivery lives, though Camel may be about to begin one; and
     * texts are not split.
     */
    private static boolean isNotToBeTried(String way, String body) {
        boolean onceOnly = List.of("stream", "iterator", "stream of Java").contains(body);
        return onceOnly && (way.startsWith("wire tap") || way.startsWith("seda"))
                || way.startsWith("split")
                        && (onceOnly || List.of("json", "lines").contains(body));
    }
}
