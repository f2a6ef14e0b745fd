package io.github.camelherobase.imports;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;

/** A lead is sent once in a delivery, whatever EIP carries it; and no import waits for ever. */
@Timeout(60)
class DeliveryTest {

    private static final String POST = "POST /leads";

    @TempDir
    private Path folder;

    private final AtomicInteger requests = new AtomicInteger();
    private HerobaseSimulator simulator;
    private DefaultCamelContext context;

    @BeforeEach
    void begin() throws Exception {
        simulator = HerobaseSimulator.builder().account(ImportSites.unlimited()).start();
        context = ImportSites.context(simulator.baseUrl());
        context.getShutdownStrategy().setTimeout(2);
        context.getComponent("herobase", HerobaseComponent.class)
                .getConfiguration()
                .setImportConcurrency(1);
    }

    @AfterEach
    void end() throws Exception {
        context.close();
        simulator.close();
    }

    /** The request of that number, from 1, meets the fault; the others are served. */
    private void atRequest(int number, Fault fault) {
        simulator
                .faults()
                .always(
                        POST,
                        (request, processing) -> requests.incrementAndGet() == number
                                ? fault.answer(request, processing)
                                : processing.get());
    }

    private void count() {
        atRequest(-1, Fault.status(500));
    }

    private void start(RouteBuilder routes) throws Exception {
        context.addRoutes(routes);
        context.start();
    }

    private Exchange send(Object body) {
        return context.createProducerTemplate()
                .request("direct:in", exchange -> exchange.getMessage().setBody(body));
    }

    private List<String> stored() {
        return simulator.world().leads().map(lead -> lead.data().get("Phone")).toList();
    }

    private static List<Map<String, Object>> leads(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Map.<String, Object>of("Phone", String.valueOf(number)))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static String[] numbers(int count) {
        return IntStream.range(0, count).mapToObj(String::valueOf).toArray(String[]::new);
    }

    private static ImportReport reportOf(Exchange done) {
        return done.getException() instanceof HerobaseImportAbortedException aborted
                ? aborted.report()
                : done.getMessage().getBody(ImportReport.class);
    }

    /** A parent that delivers its sub-route again, which makes the body each time. */
    private RouteBuilder redeliveredSubRoute(org.apache.camel.Processor body, String csv) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to("direct:sub");
                if (csv == null) {
                    from("direct:sub")
                            .errorHandler(noErrorHandler())
                            .process(body)
                            .to("herobase:importLeads");
                } else {
                    CsvDataFormat format = new CsvDataFormat();
                    format.setLazyLoad(true);
                    format.setUseMaps(true);
                    from("direct:sub")
                            .errorHandler(noErrorHandler())
                            .setBody(constant(csv))
                            .unmarshal(format)
                            .to("herobase:importLeads");
                }
            }
        };
    }

    @Test
    void i1ACsvReadAnewByARedeliveredSubRouteIsSentOnce() throws Exception {
        atRequest(11, Fault.status(401));
        start(redeliveredSubRoute(null, "Phone\n" + String.join("\n", numbers(20)) + "\n"));

        Exchange done = send("x");

        assertThat(stored()).containsExactlyInAnyOrder(numbers(20));
        assertThat(requests).hasValue(21);
        assertThat(reportOf(done).accepted()).isEqualTo(20);
        assertThat(reportOf(done).acceptedBefore()).isEqualTo(10);
    }

    @Test
    void i1BeansMadeAnewByARedeliveredSubRouteAreSentOnce() throws Exception {
        atRequest(11, Fault.status(401));
        start(redeliveredSubRoute(
                exchange -> exchange.getMessage()
                        .setBody(IntStream.range(0, 20)
                                .mapToObj(number -> new LeadImport().with("Phone", String.valueOf(number)))
                                .toList()),
                null));

        Exchange done = send("x");

        assertThat(stored()).containsExactlyInAnyOrder(numbers(20));
        assertThat(requests).hasValue(21);
        assertThat(done.getException()).isNull();
    }

    @Test
    void i2ADoubtfulLeadMadeAnewIsNotSentAgain() throws Exception {
        atRequest(1, Fault.resetBeforeAnswer());
        start(redeliveredSubRoute(
                exchange -> exchange.getMessage().setBody(new LeadImport().with("Phone", "1")), null));

        Exchange done = send("x");

        assertThat(stored()).containsExactly("1");
        assertThat(requests).hasValue(1);
        assertThat(done.getException()).isInstanceOf(HerobaseImportUncertainException.class);
    }

    /** Its text is another each time, as a time of import makes it: only the key says that it is the same lead. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void i2ADoubtfulMapWithATimeInItIsKnownByItsKey(boolean list) throws Exception {
        atRequest(1, Fault.resetBeforeAnswer());
        AtomicInteger time = new AtomicInteger();
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to("direct:sub");
                from("direct:sub")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> {
                            Map<String, Object> made = Map.of("Phone", "1", "Imported", "t" + time.incrementAndGet());
                            exchange.getMessage().setBody(list ? List.of(made) : made);
                        })
                        .to("herobase:importLeads?importKey=Phone");
            }
        });

        Exchange done = send("x");

        assertThat(time).hasValue(3);
        assertThat(stored()).containsExactly("1");
        assertThat(requests).hasValue(1);
        assertThat(done.getException())
                .isInstanceOf(list ? HerobaseImportAbortedException.class : HerobaseImportUncertainException.class);
    }

    private RouteBuilder failover(String options) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(noErrorHandler())
                        .loadBalance()
                        .failover(3, false, true)
                        .to("herobase:importLeads" + options)
                        .end();
            }
        };
    }

    @Test
    void i3FailoverDoesNotSendADoubtfulLeadAgain() throws Exception {
        atRequest(1, Fault.resetBeforeAnswer());
        start(failover(""));

        Exchange done = send(Map.of("Phone", "1"));

        assertThat(stored()).containsExactly("1");
        assertThat(done.getException()).isInstanceOf(HerobaseImportUncertainException.class);
    }

    @Test
    void i3FailoverGoesOnWithTheLeadsThatWereNotSent() throws Exception {
        atRequest(11, Fault.status(401));
        start(failover(""));

        Exchange done = send(leads(20));

        assertThat(stored()).containsExactlyInAnyOrder(numbers(20));
        assertThat(reportOf(done).accepted()).isEqualTo(20);
        assertThat(done.getException()).isNull();
    }

    @Test
    void i4ASecondCampaignInTheSameExchangeGetsEveryLead() throws Exception {
        simulator.close();
        AccountSpec account = ImportSites.unlimited();
        simulator = HerobaseSimulator.builder()
                .account(account)
                .project("P")
                .campaign(CampaignSpec.code("A").required("Phone"))
                .campaign(CampaignSpec.code("B").required("Phone"))
                .start();
        context.getComponent("herobase", HerobaseComponent.class)
                .getConfiguration()
                .setBaseUrl(simulator.baseUrl());
        atRequest(11, Fault.status(401));
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(noErrorHandler())
                        .setProperty("leads", body())
                        .doTry()
                        .setHeader("CamelHerobaseCampaignCode", constant("A"))
                        .to("direct:import")
                        .doCatch(HerobaseImportAbortedException.class)
                        .end()
                        .setBody(exchangeProperty("leads"))
                        .setHeader("CamelHerobaseCampaignCode", constant("B"))
                        .to("direct:import")
                        .setBody(exchangeProperty("leads"))
                        .setHeader("CamelHerobaseCampaignCode", constant("A"))
                        .to("direct:import");
                from("direct:import").errorHandler(noErrorHandler()).to("herobase:importLeads");
            }
        });

        Exchange done = send(leads(20));

        assertThat(done.getException()).isNull();
        Map<String, List<String>> byCampaign = simulator
                .world()
                .leads()
                .collect(Collectors.groupingBy(
                        lead -> lead.campaign().code(),
                        Collectors.mapping(lead -> lead.data().get("Phone"), Collectors.toList())));
        assertThat(byCampaign.get("A")).containsExactlyInAnyOrder(numbers(20));
        assertThat(byCampaign.get("B")).containsExactlyInAnyOrder(numbers(20));
    }

    @Test
    void i5OneMapFilledAnewForEachRowIsJudgedByItself() throws Exception {
        atRequest(1, Fault.resetBeforeAnswer());
        Map<String, Object> row = new LinkedHashMap<>();
        List<Throwable> failures = Collections.synchronizedList(new ArrayList<>());
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(noErrorHandler())
                        .loop(5)
                        .process(exchange -> {
                            row.put("Phone", exchange.getProperty(Exchange.LOOP_INDEX, String.class));
                            exchange.getMessage().setBody(row);
                        })
                        .doTry()
                        .to("herobase:importLeads")
                        .doCatch(Exception.class)
                        .process(exchange ->
                                failures.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)))
                        .end();
            }
        });

        send("x");

        assertThat(stored()).containsExactlyInAnyOrder(numbers(5));
        assertThat(failures).hasSize(1);
    }

    @Test
    void j14AWrongPasswordEndsAnImportOfDoubtfulLeads() throws Exception {
        FileImportJournal journal = new FileImportJournal(folder.resolve("journal"));
        context.getRegistry().bind("journal", journal);
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(noErrorHandler())
                        .to("herobase:importLeads?importKey=Phone&importJournal=#journal&resendUncertain=true");
            }
        });
        simulator.faults().always(POST, Fault.resetBeforeAnswer());
        send(leads(60));
        assertThat(stored()).hasSize(60);

        simulator.faults().clear();
        simulator.faults().always(POST, (request, processing) -> {
            requests.incrementAndGet();
            return Fault.status(401).answer(request, processing);
        });
        Exchange done = send(leads(60));

        assertThat(requests).hasValueLessThanOrEqualTo(2);
        assertThat(reportOf(done).inDoubt()).isGreaterThanOrEqualTo(1);
        assertThat(reportOf(done).complete()).isFalse();
        journal.close();
    }

    @Test
    void j15AnErrorInAJournalEndsTheExchangeAndLeavesItsKeyFree() throws Exception {
        FileImportJournal journal = new FileImportJournal(folder.resolve("journal"));
        AtomicBoolean thrown = new AtomicBoolean();
        context.getRegistry()
                .bind(
                        "journal",
                        Proxy.newProxyInstance(
                                ImportJournal.class.getClassLoader(),
                                new Class<?>[] {ImportJournal.class},
                                (proxy, method, arguments) -> {
                                    if (method.getDeclaringClass() == ImportJournal.class && !thrown.getAndSet(true)) {
                                        throw new StackOverflowError("once");
                                    }
                                    try {
                                        return method.invoke(journal, arguments);
                                    } catch (InvocationTargetException e) {
                                        throw e.getCause();
                                    }
                                }));
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(noErrorHandler())
                        .to("herobase:importLeads?importKey=Phone&importJournal=#journal");
            }
        });

        Exchange first = within10s(Map.of("Phone", "1"));
        Exchange second = within10s(Map.of("Phone", "1"));

        assertThat(first.getException()).isNotNull();
        assertThat(second.getException()).isNull();
        assertThat(stored()).containsExactly("1");
        journal.close();
    }

    /** Not on this thread, which a hanging import would hold. */
    private Exchange within10s(Object body) throws Exception {
        return CompletableFuture.supplyAsync(() -> send(body)).get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 16})
    void j16ARejectedLeadMayBeMendedAndSentThroughTheSameEndpoint(int concurrency) throws Exception {
        count();
        String uri = "herobase:importLeads?rejectedUri=direct:mend&importConcurrency=" + concurrency;
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").errorHandler(noErrorHandler()).to(uri);
                from("direct:mend")
                        .errorHandler(noErrorHandler())
                        .process(exchange -> exchange.getMessage()
                                .setBody(List.of(Map.of(
                                        "Phone",
                                        exchange.getMessage().getBody(Map.class).get("FirstName")))))
                        .to(uri);
            }
        });
        List<Map<String, Object>> broken = IntStream.range(0, 40)
                .mapToObj(number -> Map.<String, Object>of("FirstName", "m" + number))
                .toList();

        within10s(broken);

        assertThat(stored()).hasSize(40).doesNotHaveDuplicates();
    }

    @Test
    void j17TwoDeliveriesOfOneExchangeAtATimeBothEnd() throws Exception {
        atRequest(3, Fault.status(401));
        start(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .errorHandler(noErrorHandler())
                        .doTry()
                        .to("direct:import")
                        .doCatch(Exception.class)
                        .multicast()
                        .parallelProcessing()
                        .to("direct:import", "direct:import2")
                        .end()
                        .end();
                from("direct:import").errorHandler(noErrorHandler()).to("herobase:importLeads");
                from("direct:import2").errorHandler(noErrorHandler()).to("herobase:importLeads");
            }
        });

        for (Object body : List.of(leads(10), leads(10).iterator())) {
            requests.set(0);
            Exchange done = within10s(body);
            assertThat(done.getException()).isNull();
        }

        // Two deliveries from outside: each lead once in each.
        assertThat(stored()).hasSize(20);
        assertThat(stored().stream().distinct()).hasSize(10);
    }
}
