package io.github.camelherobase.poll;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.api.HerobaseServerException;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.support.ConsumerTestSupport;
import io.github.camelherobase.support.LogCapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a consumer says when it starts, and what operators and Camel's own options do to it. */
class ConsumerControlTest extends ConsumerTestSupport {

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    private ObjectName bean() throws JMException {
        return beans.queryNames(new ObjectName("org.apache.camel:type=consumers,*"), null).stream()
                .filter(name -> name.getKeyProperty("name").contains("HerobaseConsumer")
                        && name.getKeyProperty("context").contains(context.getManagementName()))
                .findFirst()
                .orElseThrow();
    }

    private Object attribute(String name) throws JMException {
        return beans.getAttribute(bean(), name);
    }

    @Test
    void anOperatorLooksPausesAndRewindsThroughJmx() throws Exception {
        addLeads(5);
        try (LogCapture log = new LogCapture()) {
            addRoute("");
            context.start();
            await().untilAsserted(() -> assertThat(sink).hasSize(5));
            await().untilAsserted(() -> assertThat(attribute("Position")).isEqualTo("2026-05-06T07:58:00Z"));
            assertThat((String) attribute("PositionStore"))
                    .contains(".simpleLeads.")
                    .contains(folder.toString());
            assertThat(attribute("HeldRecord")).isNull();
            assertThat(attribute("UnderWay")).isEqualTo(0);

            beans.invoke(bean(), "pause", null, null);
            assertThat(attribute("Paused")).isEqualTo(true);
            clock.advance(Duration.ofHours(1));
            addLeads(1);
            awaitPolls(3);
            assertThat(sink).hasSize(5);
            assertThat(attribute("Position")).isEqualTo("2026-05-06T07:58:00Z");
            beans.invoke(bean(), "unpause", null, null);
            await().untilAsserted(() -> assertThat(sink).hasSize(6));

            beans.invoke(bean(), "rewind", new Object[] {"2026-05-06T00:00:00Z"}, new String[] {"java.lang.String"});
            await().untilAsserted(() -> assertThat(sink).hasSize(12));
            assertThatThrownBy(() -> beans.invoke(
                            bean(), "rewind", new Object[] {"yesterday"}, new String[] {"java.lang.String"}))
                    .hasStackTraceContaining(
                            "yesterday is not a valid time; expected one such as 2026-05-06T00:00:00Z");
            assertThat(log.text())
                    .contains("GET /simpleleads is paused by an operator at 2026-05-06T07:58:00Z")
                    .contains("GET /simpleleads goes on at 2026-05-06T07:58:00Z, by an operator")
                    .containsPattern("The position \\S+ in " + folder
                            + " is set from 2026-05-06T08:58:00Z to 2026-05-06T00:00:00Z by an operator");
        }
    }

    @Test
    void theStartSaysWherePlanAndCost() throws Exception {
        try (LogCapture log = new LogCapture()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri("&windowSize=6h&overlap=90s&projects=B2B*")
                                    .replace("delay=100", "delay=5m")
                                    .replace("beginning", "2026-05-06T06:00:00Z"))
                            .to("mock:first");
                    from(uri("&cursorKey=second").replace("delay=100", "delay=10m"))
                            .to("mock:second");
                }
            });
            context.start();
            String account = HerobaseSimulator.DEFAULT_USERNAME + "@"
                    + URI.create(simulator.baseUrl()).getAuthority();
            assertThat(log.text().lines().filter(line -> line.contains(account + " begins at ")))
                    .hasSize(2)
                    .anySatisfy(line -> assertThat(line)
                            .contains("GET /simpleleads of " + account + " begins at 2026-05-06T06:00:00Z, position "
                                    + account + ".simpleLeads.")
                            .contains(" in " + folder
                                    + "; history in slices of PT6H at first, then every PT5M with an overlap of PT1M30S."
                                    + " That is 288 requests a day, with the other consumers of the service 288, the limit is"
                                    + " not known yet. Its records do not show whether the server applies [projects]"))
                    .anySatisfy(line -> assertThat(line)
                            .contains("position second in")
                            .contains(
                                    "That is 144 requests a day, with the other consumers of the service 432, the limit")
                            .doesNotContain("do not show"));
            assertThat(log.text())
                    .containsPattern(
                            "No position \\S+\\.simpleLeads\\.\\w+ in \\S+: simpleLeads begins at 2026-05-06T06:00:00Z");
            assertThat(Files.list(folder).map(file -> file.getFileName().toString()))
                    .as("stored before the first poll")
                    .contains("second.json");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rawLeads?campaigns=SPRING25|[modifiedFrom/modifiedTo]",
                "rawLeads?pivot=true&statuses=New&leadClosures=Success|[statuses, leadClosures, modifiedFrom/modifiedTo]",
                "savedSearch?searchName=X&project=B2B|[project]",
                "savedSearch?searchName=X&format=csv&project=B2B|[project]"
            })
    void theStartSaysWhichFiltersNoRecordShows(String operation, String filters) throws Exception {
        try (LogCapture log = new LogCapture()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri("&" + operation.substring(operation.indexOf('?') + 1))
                                    .replace("simpleLeads", operation.substring(0, operation.indexOf('?'))))
                            .to("mock:none");
                }
            });
            context.start();
            assertThat(log.text()).contains("do not show whether the server applies " + filters);
        }
    }

    private String uriThatKnowsTheLimit() {
        return uri("").replace("quotaSync=0", "quotaSync=15m");
    }

    @Test
    void aLimitThatIsKnownByTheFirstAnswerOnlyIsComparedThen() throws Exception {
        try (LogCapture log = new LogCapture()) {
            addRouteFrom(uriThatKnowsTheLimit(), exchange -> {});
            context.start();
            await().untilAsserted(() -> assertThat(log.text())
                    .contains("would ask GET /simpleleads 864000 times a day, but its limit is 100000; make delay"));
            assertThat(consumer().getPosition()).isNotNull();
        }
    }

    @Test
    void aConsumerThatDoesNotFitTheLimitGivesItsPositionBack() throws Exception {
        addLeads(1);
        addRouteFrom(uriThatKnowsTheLimit(), exchange -> {});
        context.start();
        await().untilAsserted(() -> assertThat(sink).hasSize(1));
        context.getRouteController().stopRoute("feed");
        // The limit is known by now, and 864,000 polls a day are more.
        assertThatThrownBy(() -> context.getRouteController().startRoute("feed"))
                .hasStackTraceContaining("but its limit is 100000");
        context.removeRoute("feed");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uriThatKnowsTheLimit().replace("delay=100", "delay=5m"))
                        .routeId("slower")
                        .to("mock:slower");
            }
        });
        assertThat(context.getRouteController().getRouteStatus("slower").isStarted())
                .isTrue();
    }

    @Test
    void withoutFairUseARequestCountsMore() throws Exception {
        String naive = uriThatKnowsTheLimit() + "&fairUse=false";
        addRouteFrom(naive.replace("delay=100", "delay=5m"), exchange -> {});
        context.start();
        await().until(() -> consumer().isFirstPollDone());
        context.getRouteController().stopRoute("feed");
        context.removeRoute("feed");
        // 28,800 polls fit 100,000 requests, but not the units that they count without the header.
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from(naive.replace("delay=100", "delay=3s")).to("mock:none");
                    }
                }))
                .hasStackTraceContaining("28800 times a day, but its limit is 100000, and without fairUse");
    }

    @Test
    void anyStateRepositoryKeepsThePosition() throws Exception {
        MemoryStateRepository repository = new MemoryStateRepository();
        repository.start();
        context.getRegistry().bind("memory", repository);
        addLeads(3);
        addRouteFrom(uri("&cursorKey=mine").replace("#store", "#memory"), exchange -> {});
        context.start();
        await().untilAsserted(() -> assertThat(sink).hasSize(3));
        await().untilAsserted(() -> assertThat(repository.getState("mine"))
                .isEqualTo("{\"format\":1,\"account\":\"" + HerobaseSimulator.DEFAULT_USERNAME + "@"
                        + URI.create(simulator.baseUrl()).getAuthority()
                        + "\",\"operation\":\"simpleLeads\",\"filters\":\"Projects=*&AllClosedStatuses=true"
                        + "&AllOpenStatuses=true\",\"position\":\"2026-05-06T07:58:00Z\",\"route\":\"feed\"}"));
    }

    @Test
    void aGracefulStopWaitsForWhatIsUnderWayAndThePositionMoves() throws Exception {
        addLeads(5);
        CountDownLatch begun = new CountDownLatch(5);
        CountDownLatch free = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("")).routeId("feed").threads(5).process(exchange -> {
                    begun.countDown();
                    free.await();
                    sink.add(exchange.getMessage().getBody(Lead.class));
                });
            }
        });
        context.start();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        Thread stopping = new Thread(context::stop);
        stopping.start();
        await().until(() -> !consumer().loop().isReadingAllowed());
        assertThat(sink).isEmpty();
        free.countDown();
        stopping.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(sink).hasSize(5);

        clock.advance(Duration.ofHours(1));
        newContext();
        addRoute("");
        context.start();
        assertThat(consumer().getPosition()).isGreaterThanOrEqualTo("2026-05-06T07:58:00Z");
    }

    @Test
    void suspendingInTheMiddleCancelsTheRequestAndTheRestComesLater() throws Exception {
        addLeads(2_000);
        CountDownLatch some = new CountDownLatch(1);
        addRoute("", exchange -> {
            if (sink.size() == 20 && some.getCount() == 1) {
                some.countDown();
                await().until(() -> !consumer().loop().isReadingAllowed());
            }
        });
        context.start();
        String begin = consumer().getPosition();
        assertThat(some.await(20, TimeUnit.SECONDS)).isTrue();
        context.getRouteController().suspendRoute("feed");
        awaitSimulatorQuiet();
        String position = consumer().getPosition();
        assertThat(Instant.parse(position)).isBefore(Instant.parse("2026-05-06T07:58:00Z"));
        assertThat(position).isGreaterThanOrEqualTo(begin);
        assertThat(sink).hasSizeLessThan(2_000);

        context.getRouteController().resumeRoute("feed");
        awaitEqualStates();
        assertThat(sink).as("what was done before was passed over").hasSize(2_000);
    }

    @Test
    void theBridgeTakesFailuresOfThePollToTheRoute() throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        simulator.faults().next(Faults.ANY_SERVICE, 2, Fault.status(500));
        addLeads(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(HerobaseServerException.class)
                        .handled(true)
                        .process(exchange ->
                                failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)));
                from(uri("&bridgeErrorHandler=true"))
                        .routeId("feed")
                        .process(exchange -> sink.add(exchange.getMessage().getBody(Lead.class)));
            }
        });
        context.start();
        await().untilAsserted(() -> assertThat(failures).hasSize(1));
        await().untilAsserted(() -> assertThat(sink).hasSize(1));
    }

    @Test
    void aPollStrategyOfTheUsersHearsOfEachPoll() throws Exception {
        Queue<String> heard = new ConcurrentLinkedQueue<>();
        context.getRegistry().bind("strategy", new DefaultPollingConsumerPollStrategy() {
            @Override
            public void commit(Consumer consumer, Endpoint endpoint, int polled) {
                heard.add("commit " + polled);
            }

            @Override
            public boolean rollback(Consumer consumer, Endpoint endpoint, int retry, Exception cause) {
                heard.add("rollback " + cause.getClass().getSimpleName());
                return false;
            }
        });
        simulator.faults().next(Faults.ANY_SERVICE, 2, Fault.status(500));
        addLeads(2);
        addRoute("&pollStrategy=#strategy");
        context.start();
        await().untilAsserted(() ->
                assertThat(List.copyOf(heard)).startsWith("rollback HerobaseServerException", "commit 2", "commit 0"));
    }

    @Test
    void aBatchWhoseExchangeFailsComesAgainAsAWhole() throws Exception {
        addLeads(25);
        Queue<Integer> sizes = new ConcurrentLinkedQueue<>();
        String poison =
                simulator.world().leads().skip(12).findFirst().orElseThrow().uniqueId();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri("&batchSize=10")).routeId("feed").process(exchange -> {
                    List<?> leads = exchange.getMessage().getBody(List.class);
                    boolean bad = leads.stream()
                            .anyMatch(lead -> ((Lead) lead).getUniqueId().equals(poison));
                    if (bad && sizes.size() < 3) {
                        sizes.add(-leads.size());
                        throw new IllegalStateException("refused");
                    }
                    sizes.add(leads.size());
                });
            }
        });
        context.start();
        await().untilAsserted(() -> assertThat(sizes).containsExactly(10, -10, 5));
        await().untilAsserted(() -> assertThat(consumer().getHeldRecord()).isNotNull());
        assertThat(consumer().getHealthCheck().call(Map.of()).getDetails())
                .containsEntry("herobase.held.record", consumer().getHeldRecord());
        clock.advance(Duration.ofSeconds(1));
        await().untilAsserted(() -> assertThat(sizes).containsExactly(10, -10, 5, 10));
        await().untilAsserted(() -> assertThat(consumer().getHeldRecord()).isNull());
    }
}
