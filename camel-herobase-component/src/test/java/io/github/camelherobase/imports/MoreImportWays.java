package io.github.camelherobase.imports;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ClaimCheckOperation;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.processor.resequencer.ExpressionResultComparator;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;

import io.github.camelherobase.imports.UnusualImportRoutesTest.Way;

/** Ways of {@link UnusualImportRoutesTest} through EIPs that take exchanges apart, hold them back or bring others in. */
final class MoreImportWays {

    static final Map<String, Way> ALL = new LinkedHashMap<>();

    static {
        ALL.put("split and resequencer in batches", b -> {
            b.from("direct:in").split(b.body()).to("direct:order").end();
            b.from("direct:order")
                    .resequence(b.simple("${exchangeProperty.CamelSplitIndex}"))
                    .batch()
                    .size(3)
                    .timeout(50)
                    .to("direct:oneTwice");
        });
        ALL.put("split and resequencer of a stream", b -> {
            b.from("direct:in").split(b.body()).to("direct:order").end();
            b.from("direct:order").resequence(b.exchangeProperty(Exchange.SPLIT_INDEX)).stream()
                    .capacity(10)
                    .timeout(50)
                    .comparator(new Indexes())
                    .to("direct:oneTwice");
        });
        ALL.put("sample", b -> b.from("direct:in").sample(1).to("direct:tried").to("direct:tried"));
        ALL.put("poll enrich in a redelivered route", b -> {
            redelivering(b, "direct:in").to("direct:polled");
            b.from("direct:polled")
                    .process(MoreImportWays::queue)
                    .pollEnrich("seda:polled", 2_000)
                    .to("direct:one");
        });
        ALL.put("poll in a redelivered route", b -> {
            redelivering(b, "direct:in").to("direct:polled");
            b.from("direct:polled")
                    .process(MoreImportWays::queue)
                    .poll("seda:polled", 2_000)
                    .to("direct:one");
        });
        ALL.put("enrich that takes the resource's exchange", b -> {
            redelivering(b, "direct:in").to("direct:enriched");
            b.from("direct:enriched")
                    .enrich("direct:restoredBody", (original, resource) -> resource)
                    .to("direct:one");
            b.from("direct:restoredBody").process(MoreImportWays::body);
        });
        ALL.put("kamelet as a sink", b -> {
            b.routeTemplate("leads-sink")
                    .from("kamelet:source")
                    .process(MoreImportWays::body)
                    .to(UnusualImportRoutesTest.IMPORT);
            redelivering(b, "direct:in").to("kamelet:leads-sink").to("kamelet:leads-sink");
        });
        ALL.put("kamelet around steps", b -> {
            b.routeTemplate("leads-action")
                    .from("kamelet:source")
                    .process(MoreImportWays::body)
                    .to(UnusualImportRoutesTest.IMPORT)
                    .to("kamelet:sink");
            redelivering(b, "direct:in").kamelet("leads-action").to("direct:tried");
        });
        ALL.put("split with threads that the caller runs", b -> {
            redelivering(b, "direct:in").to("direct:threads");
            b.from("direct:threads")
                    .split(b.body())
                    .parallelProcessing()
                    .threads(1, 1)
                    .maxQueueSize(1)
                    .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
                    .to("direct:oneTwice")
                    .end();
        });
        ALL.put("throttled by concurrency", b -> b.from("direct:in")
                .multicast()
                .parallelProcessing()
                .to("direct:throttled", "direct:throttled")
                .end());
        ALL.put("split, and a list of its parts", b -> {
            b.from("direct:in")
                    .split(b.body())
                    .aggregate(b.constant(true), AggregationStrategies.groupedBody())
                    .completionSize(UnusualImportRoutesTest.LEADS)
                    .completionTimeout(500)
                    .to("direct:grouped")
                    .end();
            redelivering(b, "direct:grouped").to("direct:one");
        });
        ALL.put("split, and the exchanges of its parts", b -> {
            b.from("direct:in")
                    .split(b.body())
                    .aggregate(b.constant(true), AggregationStrategies.groupedExchange())
                    .completionSize(UnusualImportRoutesTest.LEADS)
                    .completionTimeout(500)
                    .to("direct:grouped")
                    .end();
            redelivering(b, "direct:grouped").to("direct:one");
        });
        ALL.put("split whose parts come together, then the list", b -> b.from("direct:in")
                .split(b.body(), AggregationStrategies.groupedBody())
                .to("log:none?level=OFF")
                .end()
                .to("direct:oneTried")
                .to("direct:tried"));
        ALL.put("split, its parts imported, then those that come together", b -> b.from("direct:in")
                .split(b.body(), AggregationStrategies.groupedBody())
                .to("direct:oneTriedOriginal")
                .end()
                .to("direct:oneTried")
                .to("direct:tried"));
        ALL.put("transacted multicast", b -> b.from("direct:in")
                .transacted()
                .multicast()
                .to("direct:tried", "direct:tried2")
                .end()
                .to("direct:tried"));
        ALL.put("transacted, redelivered within", b -> {
            b.from("direct:in").transacted().to("direct:withinTransaction");
            redelivering(b, "direct:withinTransaction").to("direct:body");
        });
        ALL.put("variables", b -> b.from("direct:in")
                .setVariable("leads", b.exchangeProperty("body"))
                .toV("direct:oneTried", "leads", "answer")
                .toV("direct:oneTried", "leads", "answer"));
        ALL.put("failover in a circuit breaker", b -> b.from("direct:in")
                .circuitBreaker()
                .loadBalance()
                .failover(2, false, true)
                .to("direct:body", "direct:body")
                .end()
                .endCircuitBreaker()
                .onFallback()
                .to("direct:tried")
                .end());
        ALL.put("a copy by hand", b -> b.from("direct:in").process(exchange -> {
            ProducerTemplate template = exchange.getContext().createProducerTemplate();
            template.send("direct:tried", exchange.copy());
            template.send("direct:tried2", exchange);
            template.stop();
        }));
        ALL.put("JSON and then a list", b -> b.from("direct:in")
                .to("direct:tried")
                .process(exchange -> exchange.getMessage().setBody(UnusualImportRoutesTest.json(phones(exchange))))
                .to("direct:oneTried")
                .process(exchange -> exchange.getMessage().setBody(UnusualImportRoutesTest.maps(phones(exchange))))
                .to("direct:oneTried"));
        ALL.put("multicast with a time-out, and again", b -> b.from("direct:in")
                .multicast()
                .parallelProcessing()
                .timeout(20)
                .to("direct:tried", "direct:tried2")
                .end()
                .to("direct:tried"));
        ALL.put("a step that fails behind the import", b -> {
            redelivering(b, "direct:in").to("direct:fails");
            b.from("direct:fails").to("direct:body").throwException(new IllegalStateException("behind it"));
        });
        ALL.put("groups of lines", b -> {
            redelivering(b, "direct:in").to("direct:lines");
            b.from("direct:lines")
                    .process(exchange -> exchange.getMessage()
                            .setBody(UnusualImportRoutesTest.json(phones(exchange))
                                    .replaceAll("[\\[\\]]", "")
                                    .replace("},", "}\n")))
                    .split(b.body().tokenize("\n", 2, false))
                    .to("direct:oneTwice")
                    .end();
        });
        ALL.put("split in parallel in seda, then the list", b -> {
            b.from("direct:in")
                    .split(b.body())
                    .parallelProcessing()
                    .to("seda:parts?waitForTaskToComplete=Always")
                    .end()
                    .to("direct:tried");
            b.from("seda:parts?concurrentConsumers=3").to("direct:oneTried");
        });
        ALL.put("split in a loop in a multicast", b -> {
            b.from("direct:in")
                    .multicast()
                    .parallelProcessing()
                    .to("direct:loop", "direct:loop")
                    .end();
            b.from("direct:loop")
                    .loop(2)
                    .copy()
                    .split(b.body())
                    .to("direct:oneTried")
                    .end()
                    .end();
        });
        ALL.put("dead letter to seda with the original body", b -> {
            b.from("direct:in")
                    .errorHandler(b.deadLetterChannel("seda:dead")
                            .useOriginalBody()
                            .maximumRedeliveries(1)
                            .redeliveryDelay(0)
                            .logExhausted(false))
                    .to("direct:body");
            b.from("seda:dead").to("direct:tried");
        });
        ALL.put("claim check by key", b -> b.from("direct:in")
                .claimCheck(ClaimCheckOperation.Set, "leads")
                .setBody(b.constant("x"))
                .claimCheck(ClaimCheckOperation.Get, "leads")
                .to("direct:oneTried")
                .claimCheck(ClaimCheckOperation.GetAndRemove, "leads")
                .to("direct:oneTried"));
        ALL.put("REST", b -> {
            b.rest("/leads").post().to("direct:rest");
            redelivering(b, "direct:rest").to("direct:body");
            b.from("direct:in").to("direct:restServer");
        });
    }

    private MoreImportWays() {}

    /** What the ways need in a context. */
    static void bind(DefaultCamelContext context) {
        context.getRegistry().bind("transactions", new SpringTransactionPolicy(new Transactions()));
        RestConsumerFactory server = (camel, processor, verb, path, template, consumes, produces, rest, parameters) ->
                camel.getEndpoint("direct:restServer").createConsumer(processor);
        context.getRegistry().bind("server", server);
        // Else Camel takes their error handlers from routes that a REST service begins with.
        context.getRestConfiguration().setInlineRoutes(false);
    }

    /** The steps of one element of a split. */
    static void steps(RouteBuilder b) {
        b.from("direct:one").to(UnusualImportRoutesTest.IMPORT);
        b.from("direct:oneTried")
                .setProperty("one", b.body())
                .doTry()
                .to("direct:one")
                .doCatch(Exception.class)
                .end();
        b.from("direct:oneTriedOriginal").to("direct:oneTried").setBody(b.exchangeProperty("one"));
        b.from("direct:oneTwice").to("direct:oneTriedOriginal").to("direct:oneTried");
        b.from("direct:throttled").throttle(1).concurrentRequestsMode().to("direct:tried");
    }

    private static ProcessorDefinition<?> redelivering(RouteBuilder b, String from) {
        return b.from(from)
                .errorHandler(b.defaultErrorHandler()
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .logExhausted(false));
    }

    private static void body(Exchange exchange) {
        exchange.getMessage().setBody(exchange.getProperty("body"));
    }

    @SuppressWarnings("unchecked")
    private static List<String> phones(Exchange exchange) {
        return exchange.getProperty("phones", List.class);
    }

    private static void queue(Exchange exchange) {
        ProducerTemplate template = exchange.getContext().createProducerTemplate();
        template.sendBody("seda:polled", exchange.getProperty("body"));
    }

    /** Transactions of nothing. */
    private static final class Transactions extends AbstractPlatformTransactionManager {

        @Override
        protected Object doGetTransaction() {
            return new Object();
        }

        @Override
        protected void doBegin(Object transaction, TransactionDefinition definition) {}

        @Override
        protected void doCommit(DefaultTransactionStatus status) {}

        @Override
        protected void doRollback(DefaultTransactionStatus status) {}
    }

    /** The order of a split's elements. */
    private static final class Indexes implements ExpressionResultComparator {

        @Override
        public void setExpression(Expression expression) {}

        private static int of(Exchange exchange) {
            return exchange.getProperty(Exchange.SPLIT_INDEX, 0, int.class);
        }

        @Override
        public boolean predecessor(Exchange first, Exchange second) {
            return of(first) + 1 == of(second);
        }

        @Override
        public boolean successor(Exchange first, Exchange second) {
            return of(first) == of(second) + 1;
        }

        @Override
        public int compare(Exchange first, Exchange second) {
            return Integer.compare(of(first), of(second));
        }

        @Override
        public boolean isValid(Exchange exchange) {
            return true;
        }
    }
}
