package io.github.camelherobase.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;

import static org.assertj.core.api.Assertions.assertThat;

/** An export that a failed step has read of is never read on by the next attempt, as if that were the whole. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatedReadingTest {

    private static final int LEADS = 300;
    private static final String REFUSAL = "a step that failed has read of this export already";
    private static final String ALL = "herobase:simpleLeads";
    private static final String RAW = "herobase:simpleLeads?outputType=raw";

    private final HerobaseSimulator simulator =
            HerobaseSimulator.builder().generatedLeads(LEADS).start();
    private final AtomicInteger attempts = new AtomicInteger();
    private final AtomicInteger counted = new AtomicInteger();

    @BeforeEach
    void anew() {
        attempts.set(0);
        counted.set(0);
    }

    @AfterAll
    void stop() {
        simulator.close();
    }

    /** Makes routes that begin at direct:start. */
    private interface Way {
        void configure(RouteBuilder routes, RepeatedReadingTest test);
    }

    private static Arguments way(String name, Way way) {
        return Arguments.of(name, way);
    }

    static Stream<Arguments> repeatedSteps() {
        return Stream.of(
                way(
                        "a processor",
                        (routes, test) -> test.split(
                                repeating(routes).to(ALL).process(test.failing(RepeatedReadingTest::readTwo)))),
                way(
                        "a processor that read to the end",
                        (routes, test) -> test.split(
                                repeating(routes).to(ALL).process(test.failing(RepeatedReadingTest::readAll)))),
                way(
                        "rows",
                        (routes, test) -> test.split(repeating(routes)
                                .to("herobase:simpleLeads?outputType=row")
                                .process(test.failing(RepeatedReadingTest::readTwo)))),
                way(
                        "batches",
                        (routes, test) -> test.split(repeating(routes)
                                .to("herobase:simpleLeads?outputType=json&batchSize=10")
                                .process(test.failing(RepeatedReadingTest::readTwo)))),
                way(
                        "raw fields",
                        (routes, test) -> test.split(repeating(routes)
                                .to("herobase:rawLeads")
                                .process(test.failing(RepeatedReadingTest::readTwo)))),
                way(
                        "pivoted",
                        (routes, test) -> test.split(repeating(routes)
                                .to("herobase:rawLeads?pivot=true")
                                .process(test.failing(RepeatedReadingTest::readTwo)))),
                way("raw bytes", (routes, test) -> repeating(routes)
                        .to(RAW)
                        .process(test.failing(RepeatedReadingTest::readBytes))
                        .process(test::drain)),
                way("JSON of records", (routes, test) -> repeating(routes)
                        .to(ALL)
                        .process(test.failing(RepeatedReadingTest::readBytes))
                        .process(test::drain)),
                way("a stream as the body", (routes, test) -> repeating(routes)
                        .to(ALL)
                        .convertBodyTo(InputStream.class)
                        .process(test.failing(RepeatedReadingTest::readBytes))
                        .process(test::drain)),
                way("a split that stops", (routes, test) -> {
                    ProcessorDefinition<?> caller = repeating(routes);
                    routes.from("direct:read")
                            .errorHandler(routes.noErrorHandler())
                            .split(routes.body())
                            .streaming()
                            .stopOnException()
                            .process(test.failingAt(3));
                    caller.to(ALL).to("direct:read");
                }),
                way("a split that stops at the last record", (routes, test) -> {
                    ProcessorDefinition<?> caller = repeating(routes);
                    routes.from("direct:read")
                            .errorHandler(routes.noErrorHandler())
                            .split(routes.body())
                            .streaming()
                            .stopOnException()
                            .process(test.failingAt(LEADS));
                    caller.to(ALL).to("direct:read");
                }),
                way("a parallel split that stops", (routes, test) -> {
                    ProcessorDefinition<?> caller = repeating(routes);
                    routes.from("direct:read")
                            .errorHandler(routes.noErrorHandler())
                            .split(routes.body())
                            .streaming()
                            .parallelProcessing()
                            .stopOnException()
                            .process(test.failingAt(3));
                    caller.to(ALL).to("direct:read");
                }),
                way("marshal, cut once", (routes, test) -> {
                    test.simulator.faults().next(Faults.ANY_SERVICE, Fault.cutAfterBytes(30_000));
                    repeating(routes).to(ALL).marshal().csv().process(test::drain);
                }),
                way("onException of the route", (routes, test) -> {
                    routes.onException(IllegalStateException.class)
                            .maximumRedeliveries(2)
                            .redeliveryDelay(0);
                    test.split(routes.from("direct:start").to(ALL).process(test.failing(RepeatedReadingTest::readTwo)));
                }),
                way("later, by another thread", (routes, test) -> {
                    routes.errorHandler(routes.defaultErrorHandler()
                            .maximumRedeliveries(2)
                            .redeliveryDelay(1)
                            .asyncDelayedRedelivery());
                    test.split(routes.from("direct:start").to(ALL).process(test.failing(RepeatedReadingTest::readTwo)));
                }),
                way("a sub-route, repeated by its caller", (routes, test) -> {
                    ProcessorDefinition<?> caller = repeating(routes);
                    routes.from("direct:read")
                            .errorHandler(routes.noErrorHandler())
                            .process(test.failing(RepeatedReadingTest::readTwo))
                            .to("direct:split");
                    test.split(routes.from("direct:split").errorHandler(routes.noErrorHandler()));
                    caller.to(ALL).to("direct:read");
                }),
                way("a sub-route that repeats", (routes, test) -> {
                    test.split(routes.from("direct:read")
                            .errorHandler(repeated(routes))
                            .process(test.failing(RepeatedReadingTest::readTwo)));
                    routes.from("direct:start").to(ALL).to("direct:read");
                }),
                way("a branch of a multicast", (routes, test) -> {
                    test.split(routes.from("direct:read")
                            .errorHandler(repeated(routes))
                            .process(test.failing(RepeatedReadingTest::readTwo)));
                    routes.from("direct:start")
                            .to(ALL)
                            .multicast()
                            .stopOnException()
                            .to("direct:read");
                }),
                way("another branch of a multicast", (routes, test) -> {
                    routes.from("direct:read").process(test.failing(RepeatedReadingTest::readTwo));
                    test.split(routes.from("direct:split"));
                    routes.from("direct:start")
                            .to(ALL)
                            .multicast(new UseLatestAggregationStrategy())
                            .to("direct:read", "direct:split");
                }),
                way("a recipient", (routes, test) -> {
                    test.split(routes.from("direct:read")
                            .errorHandler(repeated(routes))
                            .process(test.failing(RepeatedReadingTest::readTwo)));
                    routes.from("direct:start")
                            .to(ALL)
                            .recipientList(routes.constant("direct:read"))
                            .stopOnException();
                }),
                way("behind seda", (routes, test) -> {
                    test.split(routes.from("seda:read")
                            .errorHandler(repeated(routes))
                            .process(test.failing(RepeatedReadingTest::readTwo)));
                    routes.from("direct:start").to(ALL).to("seda:read?waitForTaskToComplete=Always");
                }),
                way(
                        "an enriched body",
                        (routes, test) -> test.split(
                                repeating(routes).enrich(ALL).process(test.failing(RepeatedReadingTest::readTwo)))),
                way(
                        "of a recipient",
                        (routes, test) -> test.split(repeating(routes)
                                .recipientList(routes.constant(ALL))
                                .end()
                                .process(test.failing(RepeatedReadingTest::readTwo)))),
                way(
                        "a loop",
                        (routes, test) -> test.split(repeating(routes)
                                .to(ALL)
                                .loop(1)
                                .process(test.failing(RepeatedReadingTest::readTwo))
                                .end())));
    }

    static Stream<Arguments> otherSteps() {
        return Stream.of(
                way("after doTry", (routes, test) -> {
                    ProcessorDefinition<?> tried = routes.from("direct:start").to(ALL);
                    test.split(tried.doTry()
                            .process(test.failing(RepeatedReadingTest::readTwo))
                            .doCatch(IllegalStateException.class)
                            .log(LoggingLevel.DEBUG, "caught")
                            .end());
                }),
                way(
                        "in doCatch",
                        (routes, test) -> test.split(routes.from("direct:start")
                                .to(ALL)
                                .doTry()
                                .process(test.failing(RepeatedReadingTest::readTwo))
                                .doCatch(IllegalStateException.class))),
                way("tried again in a loop", (routes, test) -> routes.from("direct:start")
                        .to(ALL)
                        .loop(2)
                        .doTry()
                        .process(test.failing(RepeatedReadingTest::readTwo))
                        .process(RepeatedReadingTest::readAll)
                        .process(test::wasWhole)
                        .doCatch(IllegalStateException.class)
                        .log(LoggingLevel.DEBUG, "caught")
                        .end()
                        .end()),
                way("continued", (routes, test) -> {
                    routes.onException(IllegalStateException.class).continued(true);
                    routes.from("direct:start")
                            .to(ALL)
                            .process(test.failing(RepeatedReadingTest::readTwo))
                            .process(test::drain);
                }),
                way("continued before a split", (routes, test) -> {
                    routes.onException(IllegalStateException.class).continued(true);
                    test.split(routes.from("direct:start").to(ALL).process(test.failing(RepeatedReadingTest::readTwo)));
                }),
                way("continued in a route called, before a split", (routes, test) -> {
                    routes.onException(IllegalStateException.class).continued(true);
                    routes.from("direct:read").process(test.failing(RepeatedReadingTest::readTwo));
                    test.split(routes.from("direct:start").to(ALL).to("direct:read"));
                }),
                way("failover", (routes, test) -> {
                    readers(routes, test);
                    routes.from("direct:start").to(ALL).loadBalance().failover().to("direct:one", "direct:other");
                }),
                way("branches", (routes, test) -> {
                    readers(routes, test);
                    routes.from("direct:start").to(ALL).multicast().to("direct:one", "direct:other");
                }),
                way("branches, one after the other has failed, of a called export", (routes, test) -> {
                    readers(routes, test);
                    routes.from("direct:start").to("direct:export").multicast().to("direct:one", "direct:other");
                    routes.from("direct:export").to(ALL);
                }),
                way("failover, again and again", (routes, test) -> {
                    readers(routes, test);
                    routes.from("direct:start")
                            .to(ALL)
                            .loadBalance()
                            .failover(5, false, true, false)
                            .to("direct:one", "direct:other");
                }),
                way("failover of a called export", (routes, test) -> {
                    readers(routes, test);
                    routes.from("direct:export").to(ALL);
                    routes.from("direct:start")
                            .to("direct:export")
                            .loadBalance()
                            .failover()
                            .to("direct:one", "direct:other");
                }),
                way("failover, a split that stops", (routes, test) -> {
                    routes.from("direct:one")
                            .errorHandler(routes.noErrorHandler())
                            .split(routes.body())
                            .streaming()
                            .stopOnException()
                            .process(test.failingAt(3));
                    test.split(routes.from("direct:other").errorHandler(routes.noErrorHandler()));
                    routes.from("direct:start").to(ALL).loadBalance().failover().to("direct:one", "direct:other");
                }),
                way("failover of bytes", (routes, test) -> {
                    routes.from("direct:one")
                            .errorHandler(routes.noErrorHandler())
                            .process(test.failing(RepeatedReadingTest::readBytes));
                    routes.from("direct:other")
                            .errorHandler(routes.noErrorHandler())
                            .process(test::drain);
                    routes.from("direct:start").to(RAW).loadBalance().failover().to("direct:one", "direct:other");
                }),
                way(
                        "fallback of a circuit breaker",
                        (routes, test) -> test.split(routes.from("direct:start")
                                .to(ALL)
                                .circuitBreaker()
                                .process(test.failing(RepeatedReadingTest::readTwo))
                                .onFallback()
                                .log(LoggingLevel.DEBUG, "fallback")
                                .end())),
                way("read in the fallback of a circuit breaker", (routes, test) -> {
                    test.split(routes.from("direct:other"));
                    routes.from("direct:start")
                            .to(ALL)
                            .circuitBreaker()
                            .process(test.failing(RepeatedReadingTest::readTwo))
                            .onFallback()
                            .to("direct:other")
                            .end();
                }),
                way("bytes in the fallback of a circuit breaker", (routes, test) -> routes.from("direct:start")
                        .to(RAW)
                        .circuitBreaker()
                        .process(test.failing(RepeatedReadingTest::readBytes))
                        .onFallback()
                        .process(test::drain)
                        .end()),
                way("handled", (routes, test) -> {
                    routes.onException(IllegalStateException.class)
                            .handled(true)
                            .to("direct:failed");
                    test.split(routes.from("direct:failed"));
                    routes.from("direct:start").to(ALL).process(test.failing(RepeatedReadingTest::readTwo));
                }),
                way("dead letter", (routes, test) -> {
                    routes.errorHandler(routes.deadLetterChannel("direct:dead").deadLetterHandleNewException(false));
                    routes.from("direct:dead")
                            .errorHandler(routes.noErrorHandler())
                            .process(test::drain);
                    routes.from("direct:start").to(RAW).process(test.failing(RepeatedReadingTest::readBytes));
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"repeatedSteps", "otherSteps"})
    void refuses(String name, Way way) throws Exception {
        // Where the body is a stream, Camel's cache has the whole and gives it again.
        boolean caching = !name.startsWith("a stream");
        Exchange done = run(caching, way);

        assertThat(done.getException()).as("%s records came", counted).isNotNull();
        assertThat(done.getException())
                .hasStackTraceContaining(REFUSAL)
                .hasStackTraceContaining("herobase:")
                .hasStackTraceContaining("errorHandler(noErrorHandler())");
        assertThat(refusal(done.getException()).isRetryable()).isFalse();
    }

    @Test
    void aCachedStreamIsReadAgain() throws Exception {
        Exchange done = run(true, (routes, test) -> repeating(routes)
                .to(ALL)
                .convertBodyTo(InputStream.class)
                .process(failing(RepeatedReadingTest::readBytes))
                .unmarshal()
                .json(List.class)
                .split(routes.body())
                .process(this::count));

        assertThat(done.getException()).isNull();
        assertThat(counted).hasValue(LEADS);
    }

    private static HerobaseException refusal(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof HerobaseException refusal
                    && refusal.getMessage().contains(REFUSAL)) {
                return refusal;
            }
        }
        throw new AssertionError(failure);
    }

    @Test
    void theCauseIsTheFailureOfTheFirstAttempt() throws Exception {
        Exchange done = run(
                true,
                (routes, test) -> split(repeating(routes).to(ALL).process(failing(RepeatedReadingTest::readTwo))));

        assertThat(refusal(done.getException()))
                .satisfies(refused -> assertThat(refused.getSuppressed()).hasSize(1))
                .hasStackTraceContaining("the sink is away");
    }

    static Stream<Arguments> wholeExports() {
        return Stream.of(
                way(
                        "nobody read before the failure",
                        (routes, test) -> test.split(repeating(routes).to(ALL).process(test.failing(exchange -> {})))),
                way(
                        "a look whether there is something",
                        (routes, test) -> test.split(
                                repeating(routes).to(ALL).process(test.failing(exchange -> exchange.getMessage()
                                        .getBody(RecordStream.class)
                                        .hasNext())))),
                way("the export is repeated too", (routes, test) -> {
                    ProcessorDefinition<?> caller = repeating(routes);
                    routes.from("direct:export")
                            .errorHandler(routes.noErrorHandler())
                            .to(ALL)
                            .process(test.failingFirst())
                            .split(routes.body())
                            .streaming()
                            .process(test::count);
                    caller.to("direct:export");
                }),
                way("the steps of a record are repeated", (routes, test) -> repeating(routes)
                        .to(ALL)
                        .split(routes.body())
                        .streaming()
                        .process(test.failing(exchange -> {}))
                        .process(test::count)),
                way("the steps of a record are tried", (routes, test) -> repeating(routes)
                        .to(ALL)
                        .split(routes.body())
                        .streaming()
                        .doTry()
                        .process(test.failing(exchange -> {}))
                        .doCatch(IllegalStateException.class)
                        .log(LoggingLevel.DEBUG, "caught")
                        .end()
                        .process(test::count)),
                way("records are taken in a loop, their steps repeated", (routes, test) -> repeating(routes)
                        .to(ALL)
                        .setProperty("records", routes.body())
                        .loopDoWhile(exchange -> exchange.getProperty("records", RecordStream.class)
                                .hasNext())
                        .process(exchange -> exchange.getMessage()
                                .setBody(exchange.getProperty("records", RecordStream.class)
                                        .next()))
                        .process(test.failing(exchange -> {}))
                        .process(test::count)),
                way("a wiretap fails meanwhile", (routes, test) -> {
                    routes.from("direct:tap").process(exchange -> {
                        throw new IllegalStateException("the tap is away");
                    });
                    AtomicInteger taken = new AtomicInteger();
                    routes.from("direct:start")
                            .to(ALL)
                            .wireTap("direct:tap")
                            .split(routes.body())
                            .streaming()
                            .process(test::count)
                            .process(exchange -> taken.incrementAndGet());
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeExports")
    void readsTheWhole(String name, Way way) throws Exception {
        Exchange done = run(true, way);

        assertThat(done.getException()).isNull();
        assertThat(counted).hasValue(LEADS);
    }

    @Test
    void twoStepsReadWhileNoneFails() throws Exception {
        Exchange done =
                run(true, (routes, test) -> split(repeating(routes).to(ALL).process(RepeatedReadingTest::readTwo)));

        assertThat(done.getException()).isNull();
        assertThat(counted).hasValue(LEADS - 2);
    }

    static Stream<Arguments> secondReaders() {
        return Stream.of(
                way("records", (routes, test) -> {
                    ProcessorDefinition<?> route = routes.from("direct:start").to(ALL);
                    test.split(route.split(routes.body())
                            .streaming()
                            .process(test::count)
                            .end());
                }),
                way("JSON", (routes, test) -> routes.from("direct:start")
                        .to(ALL)
                        .process(test::drain)
                        .process(test::drain)),
                way("raw", (routes, test) -> routes.from("direct:start")
                        .to(RAW)
                        .process(test::drain)
                        .process(test::drain)),
                way("raw CSV", (routes, test) -> routes.from("direct:start")
                        .to("herobase:rawLeads?outputType=raw")
                        .process(test::drain)
                        .process(test::drain)),
                way("branches", (routes, test) -> {
                    test.split(routes.from("direct:a"));
                    test.split(routes.from("direct:b"));
                    routes.from("direct:start")
                            .to(ALL)
                            .multicast()
                            .stopOnException()
                            .to("direct:a", "direct:b");
                }));
    }

    /** It would find an empty export. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("secondReaders")
    void aSecondReaderIsTold(String name, Way way) throws Exception {
        assertThat(run(true, way).getException()).hasStackTraceContaining("can be read once only");
    }

    /** A reader that fails at its first attempt. */
    private Processor failing(Consumer<Exchange> reader) {
        return exchange -> {
            boolean fails = attempts.getAndIncrement() == 0;
            reader.accept(exchange);
            if (fails) {
                throw new IllegalStateException("the sink is away");
            }
        };
    }

    /** Reads two records, if it fails: the whole export is another one next time. */
    private Processor failingFirst() {
        return exchange -> {
            if (attempts.getAndIncrement() == 0) {
                readTwo(exchange);
                throw new IllegalStateException("the sink is away");
            }
        };
    }

    private Processor failingAt(int record) {
        return exchange -> {
            if (counted.incrementAndGet() == record) {
                throw new IllegalStateException("the sink is away");
            }
        };
    }

    private static void readers(RouteBuilder routes, RepeatedReadingTest test) {
        routes.from("direct:one")
                .errorHandler(routes.noErrorHandler())
                .process(test.failing(RepeatedReadingTest::readTwo));
        test.split(routes.from("direct:other").errorHandler(routes.noErrorHandler()));
    }

    private static void readTwo(Exchange exchange) {
        RecordStream<?> stream = exchange.getMessage().getBody(RecordStream.class);
        stream.next();
        stream.next();
    }

    private static void readAll(Exchange exchange) {
        exchange.getMessage().getBody(RecordStream.class).forEachRemaining(record -> {});
    }

    private static void readBytes(Exchange exchange) {
        try {
            exchange.getMessage().getBody(InputStream.class).readNBytes(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void drain(Exchange exchange) throws IOException {
        try (InputStream bytes = exchange.getMessage().getBody(InputStream.class)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
    }

    private void wasWhole(Exchange exchange) {
        throw new AssertionError("the second attempt found the rest");
    }

    private void count(Exchange exchange) {
        counted.incrementAndGet();
    }

    private void split(ProcessorDefinition<?> route) {
        route.split(
                        new RouteBuilder() {
                            @Override
                            public void configure() {}
                        }.body())
                .streaming()
                .process(this::count);
    }

    private static ProcessorDefinition<?> repeating(RouteBuilder routes) {
        routes.errorHandler(repeated(routes));
        return routes.from("direct:start");
    }

    private static DefaultErrorHandlerDefinition repeated(RouteBuilder routes) {
        return routes.defaultErrorHandler()
                .maximumRedeliveries(2)
                .redeliveryDelay(0)
                .logExhausted(false);
    }

    private Exchange run(boolean streamCaching, Way way) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setStreamCaching(streamCaching);
            HerobaseConfiguration configuration =
                    context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
            configuration.setBaseUrl(simulator.baseUrl());
            configuration.setUsername(HerobaseSimulator.DEFAULT_USERNAME);
            configuration.setPassword(HerobaseSimulator.DEFAULT_PASSWORD);
            configuration.setQuotaSync(0);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    way.configure(this, RepeatedReadingTest.this);
                }
            });
            context.start();
            return context.createProducerTemplate().request("direct:start", exchange -> {});
        }
    }
}
