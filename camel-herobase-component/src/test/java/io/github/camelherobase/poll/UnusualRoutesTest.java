package io.github.camelherobase.poll;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.Builder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ValueBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.ScheduledPollConsumer;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.simulator.HerobaseSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Routes and schedules as people write them, restarted in the middle: each lead comes through. */
class UnusualRoutesTest {

    private static final int LEADS = 40;
    private static final String IN_SEQUENCE = "${header.CamelHerobaseUniqueId}";

    private final HerobaseSimulator simulator = HerobaseSimulator.builder().start();
    private final MemoryStateRepository store = new MemoryStateRepository();
    private final Queue<String> sink = new ConcurrentLinkedQueue<>();
    private CamelContext context;

    private enum Way {
        SLOW_SEDA("", (way, test) -> way.to("seda:slow?size=5&blockWhenFull=true")),
        SLOW_SEDA_OF_SEVERAL("&maxInFlight=7", (way, test) -> way.to("seda:slow?size=5&blockWhenFull=true")),
        THROTTLE("", (way, test) -> way.throttle(10).timePeriodMillis(200).process(test::take)),
        THROTTLE_AT_ONCE(
                "", (way, test) -> way.throttle(3).concurrentRequestsMode().process(test::take)),
        RESEQUENCE(
                "",
                (way, test) ->
                        way.resequence(test.id()).batch().size(7).timeout(200).process(test::take)),
        ASYNC_DELAY("", (way, test) -> way.delay(20).asyncDelayed().process(test::take)),
        DUPLICATES_GO_ON("", (way, test) -> way.idempotentConsumer(test.id(), new MemoryIdempotentRepository())
                .skipDuplicate(false)
                .process(test::take)
                .end()),
        GREEDY("&greedy=true", (way, test) -> way.process(test::take)),
        QUIET_RUNS("&runLoggingLevel=DEBUG&sendEmptyMessageWhenIdle=false", (way, test) -> way.process(test::take)),
        BACKING_OFF(
                "&backoffMultiplier=3&backoffIdleThreshold=1&backoffErrorThreshold=1",
                (way, test) -> way.process(test::take)),
        QUARTZ("&scheduler=quartz&scheduler.cron=0/1 * * * * ?", (way, test) -> way.process(test::take)),
        TRANSACTED_COPY("", (way, test) -> way.multicast().parallelProcessing().to("direct:sink", "direct:other")),
        BATCHES("&batchSize=7", (way, test) -> way.split(body()).process(test::take)),
        LOOPED("", (way, test) -> way.loop(2).copy().process(test::take)),
        WITH_TIMEOUT("", (way, test) -> way.to("seda:answered?waitForTaskToComplete=Always&timeout=10000"));

        private final String options;
        private final BiConsumer<RouteDefinition, UnusualRoutesTest> rest;

        Way(String options, BiConsumer<RouteDefinition, UnusualRoutesTest> rest) {
            this.options = options;
            this.rest = rest;
        }

        private static ValueBuilder body() {
            return Builder.body();
        }
    }

    private ValueBuilder id() {
        return Builder.simple(IN_SEQUENCE);
    }

    private void take(Exchange exchange) {
        sink.add(exchange.getMessage().getBody(Lead.class).getUniqueId());
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private String uri(String options) {
        return "herobase:simpleLeads?baseUrl=" + simulator.baseUrl() + "&quotaSync=0&fairUse=false&username="
                + HerobaseSimulator.DEFAULT_USERNAME + "&password=RAW(" + HerobaseSimulator.DEFAULT_PASSWORD
                + ")&cursorRepository=#store&initialFrom=PT1H" + options
                + (options.contains("quartz") ? "" : "&delay=100&initialDelay=0");
    }

    private void newContext() {
        context = new DefaultCamelContext();
        context.getShutdownStrategy().setTimeout(20);
        context.getRegistry().bind("store", store);
    }

    private void start(Way way) throws Exception {
        newContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                way.rest.accept(from(uri(way.options)).routeId("feed"), UnusualRoutesTest.this);
                from("seda:slow?size=5").delay(15).process(UnusualRoutesTest.this::take);
                from("seda:answered").process(UnusualRoutesTest.this::take);
                from("direct:sink").process(UnusualRoutesTest.this::take);
                from("direct:other").to("log:other?level=DEBUG");
            }
        });
        context.start();
    }

    private void addLeads() {
        for (int i = 0; i < LEADS; i++) {
            simulator.world().addLead("SPRING25", Map.of("Phone", "7000" + i));
        }
    }

    private Set<String> all() {
        return simulator.world().leads().map(lead -> lead.uniqueId()).collect(Collectors.toCollection(TreeSet::new));
    }

    private void awaitAll() {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(new TreeSet<>(sink)).isEqualTo(all()));
    }

    @ParameterizedTest
    @EnumSource(Way.class)
    void eachLeadComesThroughOverARestartToo(Way way) throws Exception {
        addLeads();
        start(way);
        await().atMost(Duration.ofSeconds(20)).until(() -> sink.size() > 3);
        addLeads();
        context.stop();
        addLeads();
        start(way);
        awaitAll();
    }

    /** What waits in an aggregation is done for Camel; a stop hands it on when it is told to. */
    @Test
    void anAggregationHandsOnWhatItHasWhenItStops() throws Exception {
        addLeads();
        for (int run = 0; run < 2; run++) {
            newContext();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    AggregationStrategy list = (old, next) -> {
                        Message message = (old == null ? next : old).getMessage();
                        String id = next.getMessage().getHeader("CamelHerobaseUniqueId", String.class);
                        message.setHeader(
                                "ids", old == null ? id : old.getMessage().getHeader("ids", String.class) + "," + id);
                        return old == null ? next : old;
                    };
                    from(uri(""))
                            .aggregate(constant(true), list)
                            .completionTimeout(60_000)
                            .forceCompletionOnStop()
                            .process(exchange -> sink.addAll(List.of(exchange.getMessage()
                                    .getHeader("ids", String.class)
                                    .split(","))));
                }
            });
            context.start();
            long before = requests();
            await().until(() -> requests() > before + 2);
            addLeads();
            long then = requests();
            await().until(() -> requests() > then + 2);
            context.stop();
        }
        assertThat(new TreeSet<>(sink)).isEqualTo(all());
    }

    private long requests() {
        return simulator
                .books()
                .service(HerobaseSimulator.DEFAULT_USERNAME, "GET /simpleleads")
                .received();
    }

    @Test
    void aRouteThatIsSuspendedAndResumedAgainAndAgainLosesNothing() throws Exception {
        addLeads();
        start(Way.ASYNC_DELAY);
        for (int i = 0; i < 8; i++) {
            context.getRouteController().suspendRoute("feed");
            addLeads();
            context.getRouteController().resumeRoute("feed");
            int seen = sink.size();
            await().atMost(Duration.ofSeconds(10)).until(() -> sink.size() > seen);
        }
        awaitAll();
    }

    @Test
    void aRouteThatIsStartedLateBySomebodyElseReadsAll() throws Exception {
        addLeads();
        newContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&startScheduler=false"))
                        .routeId("feed")
                        .autoStartup(false)
                        .process(UnusualRoutesTest.this::take);
            }
        });
        context.start();
        context.getRouteController().startRoute("feed");
        assertThat(requests()).isZero();
        ((ScheduledPollConsumer) context.getRoute("feed").getConsumer()).startScheduler();
        awaitAll();
    }

    /** The controller tries again what fails to start. */
    @Test
    void aRouteThatASupervisorStartsReadsAll() throws Exception {
        addLeads();
        newContext();
        var supervisor = context.getRouteController().supervising();
        supervisor.setBackOffDelay(200);
        supervisor.setInitialDelay(100);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).routeId("feed").process(UnusualRoutesTest.this::take);
            }
        });
        context.start();
        awaitAll();
    }

    /** Each lead is taken one by one by somebody who asks for it; what was not taken is not done. */
    @Test
    void whatWaitsToBeAskedForIsNotLost() throws Exception {
        addLeads();
        newContext();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("timer:ask?period=20")
                        .pollEnrich(uri(""), 500)
                        .filter(body().isInstanceOf(Lead.class))
                        .process(UnusualRoutesTest.this::take);
            }
        });
        context.start();
        await().atMost(Duration.ofSeconds(20)).until(() -> sink.size() > 10);
        context.stop();
        start(Way.GREEDY);
        awaitAll();
    }

    @Test
    void aTemplateThatReceivesSomeLosesNoOther() throws Exception {
        addLeads();
        newContext();
        context.start();
        ConsumerTemplate template = context.createConsumerTemplate();
        for (int i = 0; i < 5; i++) {
            Exchange exchange = template.receive(uri(""), 10_000);
            take(exchange);
            template.doneUoW(exchange);
        }
        context.stop();
        start(Way.GREEDY);
        awaitAll();
    }
}
