package io.github.camelherobase.export;

import java.io.InputStream;
import java.io.Reader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.support.builder.ExpressionBuilder;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.EndlessServer;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An export of 200 MB that is aborted at its sixth record, whatever ends it and whatever handles that: the server is told to
 * stop, and has sent a few megabytes beyond it, those that wait in the client's sockets included.
 */
class AbortedRequestsTest {

    private static final long MOST = 4L << 20;
    /** With 5,000 and more, calls are read by several requests at once. */
    private static final int ABORTED_AT = Integer.getInteger("aborted.at", 5);

    private static final long MOST_OF_A_RECORD = 800;

    private static final Map<String, String> EXPORTS = new TreeMap<>(Map.of(
            "leads", "simpleLeads",
            "leads in batches", "simpleLeads?batchSize=2",
            "rows of leads", "simpleLeads?outputType=row",
            "saved search", "savedSearch?searchName=Sales",
            "saved search as CSV", "savedSearch?searchName=Sales&format=csv",
            "raw leads", "rawLeads",
            "pivoted leads", "rawLeads?pivot=true",
            "calls of four units", "calls?orgCodes=A,B,C,D&startTime=2026-05-06&timeSpan=P1D"));

    private static final class Aborted extends RuntimeException {}

    private long before;
    private long most;
    private EndlessServer server;

    @TestFactory
    Stream<DynamicTest> theServerStops() throws Exception {
        server = new EndlessServer(AbortedRequestsTest::record);
        List<DynamicTest> tests = new ArrayList<>();
        EXPORTS.forEach((name, uri) -> ways(name)
                .forEach(way -> tests.add(DynamicTest.dynamicTest(name + ", " + way, () -> abort(uri, way)))));
        Ways.ofBytes()
                .forEach(way -> tests.add(
                        DynamicTest.dynamicTest("raw bytes, " + way, () -> abort("simpleLeads?outputType=raw", way))));
        return tests.stream().onClose(() -> {
            System.out.println("AbortedRequestsTest: at most " + most / 1024 + " KB");
            try {
                server.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** What follows in a route may run below the end of a split before: that is no reason to end an export. */
    @Test
    void anExportBehindAnotherSplitIsReadWhole() throws Exception {
        int leads = 1_000;
        try (HerobaseSimulator simulator =
                        HerobaseSimulator.builder().generatedLeads(leads).start();
                Routes routes = new Routes(simulator.baseUrl(), context -> {})) {
            List<Integer> read = new CopyOnWriteArrayList<>();
            List<Exception> failures = new CopyOnWriteArrayList<>();
            routes.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    onException(Aborted.class).handled(true);
                    from("direct:start")
                            .split(constant(List.of(1, 2, 3)))
                            .parallelProcessing()
                            .process(Ways::failAtSome)
                            .end()
                            .to("herobase:simpleLeads?fairUse=false")
                            .setProperty("export", body())
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .process(exchange -> read.add(exchange.getProperty(Exchange.SPLIT_INDEX, Integer.class)));
                    from("direct:twice")
                            .to("herobase:simpleLeads?fairUse=false")
                            .setProperty("export", body())
                            .doTry()
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .process(Ways::failAtSome)
                            .end()
                            .endDoTry()
                            .doCatch(Exception.class)
                            .end()
                            .process(exchange -> {
                                try {
                                    exchange.getProperty("export", RecordStream.class)
                                            .hasNext();
                                } catch (HerobaseProtocolException e) {
                                    failures.add(e);
                                }
                            });
                }
            });
            ProducerTemplate template = routes.context.createProducerTemplate();
            assertThat(template.send("direct:start", exchange -> {}).getException())
                    .isNull();
            assertThat(read).hasSize(leads);
            try (LogCapture log = new LogCapture()) {
                simulator.faults().next("GET /simpleleads", Fault.cutAfterBytes(5_000));
                assertThat(template.send("direct:start", exchange -> {}).getException())
                        .isNotNull();
                assertThat(log.text())
                        .as("Camel lets go of the rest in silence")
                        .doesNotContain("Error releasing");
            }
            template.send("direct:twice", exchange -> {});
            assertThat(failures)
                    .as("an aborted export is never taken for one that has ended")
                    .hasSize(1);
        }
    }

    private static List<String> ways(String export) {
        return Boolean.getBoolean("proof") || export.equals("leads")
                ? Ways.names()
                : List.of("not handled", "onException handled", "parallel, handled", "left half read");
    }

    private void abort(String uri, String way) throws Exception {
        before = server.sent();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new Ways(
                    "herobase:" + uri + (uri.contains("?") ? "&" : "?")
                            + "quotaSync=0&fairUse=false&username=u&password=p&baseUrl=" + server.baseUrl(),
                    way));
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            template.send("direct:start", exchange -> {});
            await().atMost(Duration.ofSeconds(20)).until(() -> server.answering() == 0);
            // Before the context stops, which ends every request.
        }
        int recordsABody = uri.contains("batchSize=2") ? 2 : 1;
        // Of raw leads, five rows are one.
        int rows = uri.contains("pivot") ? 3 : 1;
        long sent = server.sent() - before - ABORTED_AT * recordsABody * rows * MOST_OF_A_RECORD;
        most = Math.max(most, sent);
        assertThat(sent).as("bytes sent beyond the records that were read").isLessThan(MOST);
    }

    private static String record(String target, long number) {
        if (target.contains("rawleads")) {
            return number < 0
                    ? "UniqueLeadId,FieldName,FieldValue\n"
                    : "2S" + number / 5 + ",Field" + number % 5 + "," + "x".repeat(300) + "\n";
        }
        if (target.contains("csv")) {
            return number < 0 ? "uniqueId,phone,text\n" : "2S" + number + ",7000,\"" + "x".repeat(300) + "\"\n";
        }
        if (number < 0) {
            return "[";
        }
        String times = "\"startTime\":\"2026-05-06T10:00:00\",\"endTime\":\"2026-05-06T10:01:00\"";
        return (number == 0 ? "" : ",") + "{\"uniqueId\":\"2S" + target.hashCode() + "x" + number
                + "\",\"status\":\"Success\"," + times + ",\"data\":{\"Phone\":\"7000\",\"text\":\"" + "x".repeat(600)
                + "\"}}\n";
    }

    /** A route that aborts the export in one way. */
    private static final class Ways extends RouteBuilder {

        private final String uri;
        private final String way;

        private Ways(String uri, String way) {
            this.uri = uri;
            this.way = way;
        }

        static List<String> names() {
            return List.of(
                    "not handled",
                    "onException handled",
                    "onException continued",
                    "onException handled, an aggregation",
                    "doTry",
                    "doTry within the split",
                    "dead letter",
                    "stop",
                    "rollback only",
                    "parallel",
                    "parallel, handled",
                    "parallel, dead letter, an aggregation",
                    "transacted, handled",
                    "time-out",
                    "aggregation fails",
                    "unit of work shared, handled",
                    "handled in a route called",
                    "enriched, handled",
                    "behind seda, not handled",
                    "behind seda, handled",
                    "behind threads, handled",
                    "tapped",
                    "iterator of a bean, handled",
                    "input stream, handled",
                    "reader, handled",
                    "closed half read",
                    "left half read",
                    "bytes left half read",
                    "nobody reads",
                    "fails before it is read",
                    "another body",
                    "called by a template");
        }

        static List<String> ofBytes() {
            return List.of(
                    "lines, handled",
                    "lines, not handled",
                    "lines, dead letter",
                    "lines, parallel, time-out",
                    "bytes left half read",
                    "nobody reads",
                    "fails before it is read");
        }

        @Override
        public void configure() {
            if (way.contains("dead letter")) {
                errorHandler(deadLetterChannel("mock:dead"));
            } else if (way.startsWith("onException continued")) {
                errorHandler(defaultErrorHandler());
                onException(Exception.class).onWhen(Ways::isWhole).continued(true);
            } else if (way.contains("handled") && !way.contains("not handled")) {
                onException(Aborted.class).handled(true).to("mock:handled");
            } else {
                errorHandler(noErrorHandler());
            }
            route();
        }

        /** Only of the exchange that opened the export, not of a record's. */
        private static boolean isWhole(Exchange exchange) {
            return exchange.getProperty(Exchange.SPLIT_INDEX) == null;
        }

        private static void failAtSome(Exchange exchange) {
            if (exchange.getProperty(Exchange.SPLIT_INDEX, Integer.class) == ABORTED_AT) {
                throw new Aborted();
            }
        }

        private ProcessorDefinition<?> opened() {
            return from("direct:start").noStreamCaching().to(uri);
        }

        private void route() {
            switch (way.replaceFirst(", .*", way.startsWith("behind") ? "" : "$0")) {
                case "not handled", "onException handled", "onException continued", "dead letter" ->
                    opened().split(body()).streaming().stopOnException().process(Ways::failAtSome);
                case "onException handled, an aggregation" ->
                    opened().split(body(), (old, one) -> one)
                            .streaming()
                            .stopOnException()
                            .process(Ways::failAtSome);
                case "doTry" ->
                    opened().doTry()
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .process(Ways::failAtSome)
                            .end()
                            .endDoTry()
                            .doCatch(Exception.class)
                            .to("mock:caught");
                case "doTry within the split" ->
                    opened().split(body())
                            .streaming()
                            .stopOnException()
                            .doTry()
                            .process(Ways::failAtSome)
                            .endDoTry()
                            .doCatch(Aborted.class)
                            .stop();
                case "stop" ->
                    opened().split(body())
                            .streaming()
                            .stopOnException()
                            .filter(exchangeProperty(Exchange.SPLIT_INDEX).isEqualTo(ABORTED_AT))
                            .stop();
                case "rollback only" ->
                    opened().split(body())
                            .streaming()
                            .stopOnException()
                            .filter(exchangeProperty(Exchange.SPLIT_INDEX).isEqualTo(ABORTED_AT))
                            .markRollbackOnly();
                case "parallel", "parallel, handled" ->
                    opened().split(body())
                            .streaming()
                            .parallelProcessing()
                            .stopOnException()
                            .process(Ways::failAtSome);
                case "parallel, dead letter, an aggregation" ->
                    opened().split(body(), (old, one) -> one)
                            .streaming()
                            .parallelProcessing()
                            .stopOnException()
                            .process(Ways::failAtSome);
                case "transacted, handled" ->
                    opened().process(exchange -> exchange.getExchangeExtension().setTransacted(true))
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .process(Ways::failAtSome);
                case "time-out" ->
                    opened().split(body())
                            .streaming()
                            .parallelProcessing()
                            .timeout(300)
                            .to("direct:slow");
                case "aggregation fails" ->
                    opened().split(body(), (old, one) -> {
                                failAtSome(one);
                                return one;
                            })
                            .streaming()
                            .stopOnException()
                            .to("mock:record");
                case "unit of work shared, handled" ->
                    opened().split(body())
                            .streaming()
                            .shareUnitOfWork()
                            .stopOnException()
                            .process(Ways::failAtSome);
                case "handled in a route called" -> {
                    opened().split(body()).streaming().stopOnException().to("direct:called");
                    from("direct:called").process(Ways::failAtSome);
                }
                case "enriched, handled" -> {
                    from("direct:start")
                            .enrich("direct:opening")
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .process(Ways::failAtSome);
                    from("direct:opening").to(uri);
                }
                case "behind seda" -> {
                    opened().to("seda:next?waitForTaskToComplete=Never");
                    from("seda:next")
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .process(Ways::failAtSome);
                }
                case "behind threads" ->
                    opened().threads(2)
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .process(Ways::failAtSome);
                case "tapped" -> {
                    opened().wireTap("direct:tapped").delay(200);
                    from("direct:tapped")
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .delay(20);
                }
                case "iterator of a bean, handled" ->
                    opened().split(method(new Wrapping()))
                            .streaming()
                            .stopOnException()
                            .process(Ways::failAtSome);
                case "input stream, handled", "reader, handled" ->
                    opened().convertBodyTo(way.startsWith("input") ? InputStream.class : Reader.class)
                            .split(body().tokenize("\n"))
                            .streaming()
                            .stopOnException()
                            .process(Ways::failAtSome);
                case "lines, handled", "lines, not handled", "lines, dead letter" ->
                    opened().split(ExpressionBuilder.tokenizeExpression(
                                    ExpressionBuilder.bodyExpression(InputStream.class), "\n"))
                            .streaming()
                            .stopOnException()
                            .process(Ways::failAtSome);
                case "lines, parallel, time-out" ->
                    opened().split(ExpressionBuilder.tokenizeExpression(
                                    ExpressionBuilder.bodyExpression(InputStream.class), "\n"))
                            .streaming()
                            .parallelProcessing()
                            .timeout(300)
                            .to("direct:slow");
                case "closed half read" ->
                    opened().process(exchange -> {
                                try (RecordStream<?> records = half(exchange)) {
                                    exchange.setProperty("read", records.recordCount());
                                }
                            })
                            .delay(200);
                case "left half read" -> opened().process(Ways::half).setBody(constant(""));
                case "bytes left half read" ->
                    opened().process(exchange ->
                            exchange.getMessage().getBody(InputStream.class).readNBytes(5_000));
                case "nobody reads" -> opened().to("mock:end");
                case "fails before it is read" ->
                    opened().process(exchange -> {
                        throw new Aborted();
                    });
                case "another body" -> opened().setBody(constant("")).to("mock:end");
                case "called by a template" -> {
                    from("direct:start").process(exchange -> exchange.getContext()
                            .createProducerTemplate()
                            .requestBody("direct:inner", ""));
                    from("direct:inner").to(uri);
                }
                default -> throw new IllegalArgumentException(way);
            }
            from("direct:slow").process(Ways::hang);
        }

        private static void hang(Exchange exchange) throws InterruptedException {
            if (exchange.getProperty(Exchange.SPLIT_INDEX, Integer.class) > ABORTED_AT) {
                new CountDownLatch(1).await(2, TimeUnit.SECONDS);
            }
        }

        private static RecordStream<?> half(Exchange exchange) {
            RecordStream<?> records = exchange.getMessage().getBody(RecordStream.class);
            for (int i = 0; i < ABORTED_AT; i++) {
                records.next();
            }
            return records;
        }
    }

    /** As a route author writes it who wants something else of each record. */
    public static final class Wrapping {

        public Iterator<Object> records(@Body RecordStream<?> records) {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return records.hasNext();
                }

                @Override
                public Object next() {
                    return List.of(records.next());
                }
            };
        }
    }
}
