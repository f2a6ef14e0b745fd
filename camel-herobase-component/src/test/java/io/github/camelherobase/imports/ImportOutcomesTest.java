package io.github.camelherobase.imports;

import java.io.ByteArrayInputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.api.HerobaseAuthenticationException;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.ImportReport.Outcome;
import io.github.camelherobase.api.ImportReport.Problem;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What became of each lead is said exactly, and no lead is sent twice. */
class ImportOutcomesTest {

    private static final String POST = "POST /leads";

    /** More than is read ahead of a stream. */
    private static final int STREAMED = 5_000;

    private HerobaseSimulator simulator;
    private DefaultCamelContext context;
    private final List<Exchange> handedOver = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    private Path folder;

    private FileImportJournal journal;

    @BeforeEach
    void begin() throws Exception {
        begin(ImportSites.unlimited());
    }

    private void begin(AccountSpec account) throws Exception {
        journal = new FileImportJournal(folder.resolve(System.nanoTime() + ".import"));
        simulator = HerobaseSimulator.builder().account(account).start();
        context = ImportSites.context(simulator.baseUrl());
        context.getRegistry().bind("journal", journal);
        context.getComponent("herobase", HerobaseComponent.class)
                .getConfiguration()
                .setImportConcurrency(1);
    }

    @AfterEach
    void end() throws Exception {
        context.close();
        simulator.close();
        journal.close();
    }

    private void route(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:import").to("herobase:importLeads" + options);
                from("direct:rejected").process(exchange -> handedOver.add(exchange.copy()));
            }
        });
        context.start();
    }

    private void redeliveringRoute(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(0));
                from("direct:import").to("herobase:importLeads" + options);
            }
        });
        context.start();
    }

    private Exchange send(Object body) {
        return context.createProducerTemplate()
                .request("direct:import", exchange -> exchange.getMessage().setBody(body));
    }

    private static ImportReport reportOf(Exchange done) {
        return done.getException() instanceof HerobaseImportAbortedException aborted
                ? aborted.report()
                : done.getMessage().getBody(ImportReport.class);
    }

    private static List<Map<String, String>> leads(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> Map.of("Phone", String.valueOf(number)))
                .toList();
    }

    private List<String> stored() {
        return simulator
                .world()
                .leads()
                .map(Lead::data)
                .map(data -> data.get("Phone"))
                .toList();
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf).collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void rejectedAndDoubtfulLeadsAreHandedOverWithReasonPositionAndOriginal() throws Exception {
        simulator.faults().when(request -> request.bodyText().contains("doubt"), Fault.resetBeforeAnswer());
        route("?rejectedUri=direct:rejected");
        Map<String, String> rejected = Map.of("FirstName", "no phone");
        Map<String, String> doubtful = Map.of("Phone", "doubt");

        Exchange done = send(List.of(Map.of("Phone", "1"), rejected, "{broken", doubtful));

        assertThat(done.getException()).isInstanceOf(HerobaseImportAbortedException.class);
        assertThat(handedOver)
                .extracting(it -> it.getMessage().getHeader(HerobaseConstants.POSITION))
                .containsExactly(1L, 2L, 3L);
        assertThat(handedOver)
                .extracting(it -> it.getMessage().getHeader(HerobaseConstants.OUTCOME))
                .containsExactly(Outcome.REJECTED, Outcome.REJECTED, Outcome.IN_DOUBT);
        assertThat(handedOver)
                .extracting(it -> it.getMessage().getBody())
                .containsExactly(rejected, "{broken", doubtful);
        assertThat(handedOver)
                .extracting(it -> it.getMessage().getHeader(HerobaseConstants.REASON, String.class))
                .allMatch(reason -> !reason.isBlank() && !reason.contains("no phone"));
    }

    @Test
    void moreProblemsThanAReportHoldsAreAllHandedOver() throws Exception {
        route("?rejectedUri=direct:rejected&importConcurrency=4");
        List<Object> leads = new ArrayList<>(Collections.nCopies(ImportReport.PROBLEMS_KEPT + 200, 17));
        leads.add(Map.of("Phone", "1"));

        ImportReport report = reportOf(send(leads));

        assertThat(report.rejected()).isEqualTo(ImportReport.PROBLEMS_KEPT + 200);
        assertThat(report.problems()).hasSize(ImportReport.PROBLEMS_KEPT);
        assertThat(handedOver).hasSize(ImportReport.PROBLEMS_KEPT + 200);
    }

    @Test
    void aRejectedUriThatFailsEndsTheImport() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:full").throwException(new IllegalStateException("no space left"));
            }
        });
        route("?rejectedUri=direct:full");

        // More than wait for their route.
        List<Object> leads = new ArrayList<>(Collections.nCopies(400, 17));
        leads.add(Map.of("Phone", "2"));
        Exchange done = send(leads);

        assertThat(done.getException())
                .isInstanceOf(HerobaseImportAbortedException.class)
                .hasStackTraceContaining("no space left");
        assertThat(reportOf(done).complete()).isFalse();
    }

    @Test
    void aRejectedLeadThatItsRouteDidNotTakeIsHandedOverByTheNextDelivery() throws Exception {
        AtomicInteger deliveries = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:import")
                        .errorHandler(
                                defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0))
                        .to("herobase:importLeads?rejectedUri=direct:moody");
                from("direct:moody").process(exchange -> {
                    if (deliveries.incrementAndGet() == 1) {
                        throw new IllegalStateException("no space left");
                    }
                    handedOver.add(exchange.copy());
                });
            }
        });
        context.start();

        Exchange done = send(List.of(Map.of("Phone", "1"), 17, Map.of("Phone", "2"), 18));

        assertThat(done.getException()).isNull();
        assertThat(reportOf(done).rejected()).isEqualTo(2);
        assertThat(handedOver).extracting(it -> it.getMessage().getBody()).containsExactlyInAnyOrder(17, 18);
        assertThat(stored()).containsExactly("1", "2");
    }

    @Test
    void ofManyTheRejectedAreReported() throws Exception {
        route("");
        Exchange done = send(List.of(Map.of("Phone", "1"), Map.of("FirstName", "x")));
        assertThat(done.getException()).isNull();
        assertThat(reportOf(done).rejected()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?onRejected=report"})
    void allRejectedIsAFailure(String options) throws Exception {
        route(options);
        assertThat(send(List.of(Map.of("FirstName", "x"), 3)).getException())
                .isInstanceOf(HerobaseImportAbortedException.class);
    }

    @Test
    void noLeadAtAllIsNoFailure() throws Exception {
        route("");
        assertThat(reportOf(send(List.of())).getTotal()).isZero();
    }

    @Test
    void oneRejectedAmongManyFailsWhenAskedTo() throws Exception {
        route("?onRejected=fail");
        Exchange done = send(List.of(Map.of("FirstName", "x"), Map.of("Phone", "1")));
        assertThat(done.getException()).isInstanceOf(HerobaseImportAbortedException.class);
        assertThat(stored()).containsExactly("1");
    }

    @Test
    void aSingleRejectedLeadIsAResultWhenAskedTo() throws Exception {
        route("?onRejected=report");
        LeadImportResult result = send(Map.of("FirstName", "x")).getMessage().getBody(LeadImportResult.class);
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.getReason()).contains("success:false");
        assertThat(result.lead().getData()).containsEntry("FirstName", "x");
    }

    @Test
    void aLostAnswerLeavesOneLeadWhateverTheRedeliveries() throws Exception {
        simulator.faults().always(POST, Fault.resetBeforeAnswer());
        redeliveringRoute("");

        Exchange done = send(Map.of("Phone", "1"));

        assertThat(done.getException()).isInstanceOf(HerobaseImportUncertainException.class);
        assertThat(done.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(5);
        assertThat(stored()).containsExactly("1");
    }

    @Test
    void aLostAnswerIsRepeatedWhenAskedTo() throws Exception {
        simulator.faults().next(POST, 2, Fault.resetBeforeAnswer());
        redeliveringRoute("?resendUncertain=true");

        Exchange done = send(Map.of("Phone", "1"));

        assertThat(done.getException()).isNull();
        assertThat(stored()).containsExactly("1", "1", "1");
    }

    @Test
    void anotherBodyInTheSameExchangeIsSentAfterADoubt() throws Exception {
        simulator.faults().next(POST, Fault.resetBeforeAnswer());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:import")
                        .loop(2)
                        .doTry()
                        .to("herobase:importLeads")
                        .doCatch(HerobaseImportUncertainException.class)
                        .setBody(exchange -> Map.of("Phone", "2"))
                        .end()
                        .end();
            }
        });
        context.start();

        assertThat(send(Map.of("Phone", "1")).getException()).isNull();
        assertThat(stored()).containsExactly("1", "2");
    }

    @Test
    void aRedeliveredImportGoesOnAtItsFirstLeadNotSent() throws Exception {
        // The third and the fourth request get 403, which ends an attempt each; the answer of the sixth is lost.
        simulator.faults().next(POST, 2, Fault.delay(java.time.Duration.ZERO)).next(POST, 2, Fault.status(403));
        redeliveringRoute("");
        Iterator<Map<String, String>> once = leads(6).iterator();

        Exchange done = send(once);

        assertThat(done.getException()).isNull();
        assertThat(reportOf(done).accepted()).isEqualTo(6);
        assertThat(reportOf(done).notSent()).isZero();
        assertThat(reportOf(done).requestsCharged()).isEqualTo(8);
        assertThat(stored()).containsExactlyElementsOf(numbers(0, 6));
    }

    /** Camel winds a cached stream back before it delivers its exchange again. */
    @ParameterizedTest
    @MethodSource("streams")
    void aRedeliveredImportOfAStreamGoesOnWhereItWas(Object body) throws Exception {
        simulator.faults().next(POST, 2, Fault.delay(java.time.Duration.ZERO)).next(POST, 2, Fault.status(403));
        redeliveringRoute("");

        Exchange done = send(body);

        assertThat(done.getException()).isNull();
        assertThat(reportOf(done).getTotal()).isEqualTo(STREAMED);
        assertThat(stored()).containsExactlyElementsOf(numbers(0, STREAMED));
    }

    static Stream<Object> streams() {
        String lines = numbers(0, STREAMED).stream()
                .map(number -> "{\"Phone\":\"" + number + "\"}")
                .collect(Collectors.joining("\n"));
        String array = "[" + lines.replace('\n', ',') + "]";
        return Stream.of(
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                new ByteArrayInputStream(array.getBytes(StandardCharsets.UTF_8)),
                new StringReader(lines),
                new StringReader(array));
    }

    @Test
    void aRedeliveredImportSendsNoDoubtfulLeadAgain() throws Exception {
        simulator.faults().when(request -> request.bodyText().contains("\"2\""), Fault.resetBeforeAnswer());
        redeliveringRoute("");

        Exchange done = send(leads(5));

        assertThat(reportOf(done).inDoubt()).isEqualTo(1);
        assertThat(reportOf(done).problems()).extracting(Problem::position).containsExactly(2L);
        assertThat(stored()).containsExactlyElementsOf(numbers(0, 5));
        assertThat(simulator.books().requests(POST)).hasSize(5);
    }

    @Test
    void aRedeliveredImportSendsItsDoubtfulLeadsAgainWhenAskedTo() throws Exception {
        simulator.faults().next(POST, Fault.resetBeforeAnswer());
        redeliveringRoute("?resendUncertain=true");

        ImportReport report = reportOf(send(leads(3)));

        assertThat(report.accepted()).isEqualTo(3);
        assertThat(report.inDoubt()).isZero();
        assertThat(report.problems()).isEmpty();
        assertThat(stored()).containsExactly("0", "1", "2", "0");
    }

    @Test
    void a401InTheMiddleSaysExactlyWhatWasNotSent() throws Exception {
        simulator.faults().next(POST, 5, Fault.delay(java.time.Duration.ZERO)).always(POST, Fault.status(401));
        route("");

        Exchange done = send(leads(20));

        assertThat(done.getException())
                .isInstanceOf(HerobaseImportAbortedException.class)
                .hasCauseInstanceOf(HerobaseAuthenticationException.class)
                .hasMessageContaining("the leads from position 6 on were not read");
        assertNotSentFrom(5, reportOf(done));
    }

    @Test
    void aQuotaThatEndsInTheMiddleSaysExactlyWhatWasNotSent() throws Exception {
        end();
        begin(ImportSites.unlimited().dailyLimit(POST, 7));
        route("?fairUse=true");

        Exchange done = send(leads(20));

        assertThat(done.getException())
                .isInstanceOf(HerobaseImportAbortedException.class)
                .hasCauseInstanceOf(HerobaseQuotaExceededException.class);
        assertNotSentFrom(7, reportOf(done));
    }

    @Test
    void aContextThatStopsInTheMiddleSaysExactlyWhatWasNotSent() throws Exception {
        CountDownLatch taken = new CountDownLatch(10);
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(1);
        simulator.faults().always(POST, Fault.delayAnswer(java.time.Duration.ofMillis(2)));
        route("");
        Iterator<Map<String, String>> endless = LongStream.iterate(0, number -> number + 1)
                .mapToObj(number -> {
                    taken.countDown();
                    return Map.of("Phone", String.valueOf(number));
                })
                .iterator();
        CompletableFuture<Exchange> exchange = sendAsync(endless);
        assertThat(taken.await(10, TimeUnit.SECONDS)).isTrue();

        context.stop();

        Exchange done = exchange.get(10, TimeUnit.SECONDS);
        assertThat(done.getException()).isInstanceOf(HerobaseImportAbortedException.class);
        ImportReport report = reportOf(done);
        assertThat(report.complete()).isFalse();
        List<String> accepted = numbers(0, (int) report.getTotal());
        await().untilAsserted(() -> assertThat(stored())
                .containsAll(accepted.subList(0, (int) report.accepted()))
                .hasSizeLessThanOrEqualTo((int) (report.accepted() + report.inDoubt())));
    }

    /** Whatever ends an import of several lanes: of each lead that was read, the report says where it is. */
    @ParameterizedTest
    @ValueSource(strings = {"401", "quota", "stop"})
    void anImportThatEndsInTheMiddleIsReportedLeadByLead(String end) throws Exception {
        end();
        begin(end.equals("quota") ? ImportSites.unlimited().dailyLimit(POST, 50) : ImportSites.unlimited());
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(1);
        if (end.equals("401")) {
            simulator
                    .faults()
                    .next(POST, 50, Fault.delay(java.time.Duration.ZERO))
                    .always(POST, Fault.status(401));
        }
        route("?fairUse=" + end.equals("quota") + "&importConcurrency=8");
        CompletableFuture<Exchange> exchange = sendAsync(Stream.iterate(0, number -> number + 1)
                .map(number -> Map.of("Phone", number))
                .iterator());
        if (end.equals("stop")) {
            await().until(() -> simulator.world().leadCount() >= 50);
            context.stop();
        }

        Exchange done = exchange.get(20, TimeUnit.SECONDS);

        assertThat(done.getException()).isInstanceOf(HerobaseImportAbortedException.class);
        ImportReport report = reportOf(done);
        await().until(() -> simulator.books().inFlight() == 0);
        List<String> there = numbers(0, (int) report.getTotal());
        List<String> maybe = positions(report, Outcome.IN_DOUBT);
        there.removeAll(positions(report, Outcome.NOT_SENT));
        assertThat(stored()).doesNotHaveDuplicates().isSubsetOf(there);
        there.removeAll(maybe);
        assertThat(stored()).containsAll(there);
        // Of those on their way at once the quota cannot tell which HeroBase has counted, and keeps to the safe side.
        assertThat(report.accepted()).isEqualTo(there.size()).isGreaterThanOrEqualTo(50 - 8);
        assertThat(maybe).hasSizeLessThanOrEqualTo(end.equals("stop") ? 8 : 0);
        assertThat(report.complete()).isFalse();
    }

    private static List<String> positions(ImportReport report, Outcome outcome) {
        return report.problems().stream()
                .filter(problem -> problem.outcome() == outcome)
                .map(problem -> String.valueOf(problem.position()))
                .toList();
    }

    /** However long a look-up would wait: the stop ends it, and the exchange with it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aContextThatStopsLeavesNoDoubtWaiting(boolean doubtBeforeTheStop) throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        context.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
        context.getShutdownStrategy().setTimeout(1);
        simulator.faults().always(POST, (request, processing) -> {
            arrived.countDown();
            return (doubtBeforeTheStop ? Fault.resetBeforeAnswer() : Fault.delayAnswer(java.time.Duration.ofSeconds(1)))
                    .answer(request, processing);
        });
        route("?readBackFields=Phone&readBackDelay=1h&importConcurrency=2");
        CompletableFuture<Exchange> exchange = sendAsync(List.of(Map.of("Phone", "1")));
        assertThat(arrived.await(10, TimeUnit.SECONDS)).isTrue();

        context.stop();

        Exchange done = exchange.get(10, TimeUnit.SECONDS);
        assertThat(reportOf(done).inDoubt()).isEqualTo(1);
        assertThat(done.getException()).isInstanceOf(HerobaseImportAbortedException.class);
    }

    /** Not through a template: Camel takes a waiting caller's thread away when it stops, and its report with it. */
    private CompletableFuture<Exchange> sendAsync(Object body) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        Exchange importing = context.getEndpoint("direct:import").createExchange();
        importing.getMessage().setBody(body);
        try {
            AsyncProducer direct = context.getEndpoint("direct:import").createAsyncProducer();
            direct.start();
            direct.process(importing, doneSync -> done.complete(importing));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return done;
    }

    private void assertNotSentFrom(int first, ImportReport report) {
        assertThat(report.accepted()).isEqualTo(first);
        assertThat(report.notSent()).isEqualTo(1);
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.position()).isEqualTo(first);
            assertThat(problem.outcome()).isEqualTo(Outcome.NOT_SENT);
        });
        assertThat(report.complete()).isFalse();
        assertThat(report.getTotal()).isEqualTo(first + 1);
        assertThat(stored()).containsExactlyElementsOf(numbers(0, first));
    }

    @Test
    void aKeyThatCannotBeReadIsARejectedLead() throws Exception {
        route("?importKey=$simple{body[Phone].noSuchMethod}&importJournal=#journal");
        ImportReport report = reportOf(send(leads(3)));
        assertThat(report.rejected()).isEqualTo(3);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aKeyKnownAsAcceptedIsNotSentAgain() throws Exception {
        route("?importKey=$simple{header.batch}-$simple{header.CamelHerobasePosition}&importJournal=#journal");
        for (String batch : List.of("a", "a", "b")) {
            context.createProducerTemplate().requestBodyAndHeader("direct:import", leads(3), "batch", batch);
        }
        assertThat(stored()).containsExactly("0", "1", "2", "0", "1", "2");
    }

    @Test
    void twoLeadsOfOneKeyInOneImportAreOneLead() throws Exception {
        route("?importKey=Id&importJournal=#journal&importConcurrency=8");
        simulator.faults().always(POST, Fault.delay(java.time.Duration.ofMillis(20)));
        ImportReport report = reportOf(send(Collections.nCopies(8, Map.of("Id", "7", "Phone", "1"))));
        assertThat(report.accepted()).isEqualTo(8);
        assertThat(report.acceptedBefore()).isEqualTo(7);
        assertThat(stored()).containsExactly("1");
    }

    @Test
    void aDoubtOfASingleLeadIsReadBack() throws Exception {
        simulator.world().addLead(HerobaseSimulator.DEFAULT_CAMPAIGN, Map.of("Phone", "another"));
        simulator.faults().next(POST, Fault.resetBeforeAnswer()).next(POST, Fault.resetBeforeProcessing());
        route("?readBackFields=Phone&readBackDelay=0");

        assertThat(send(Map.of("Phone", "1"))
                        .getMessage()
                        .getBody(LeadImportResult.class)
                        .isSuccess())
                .isTrue();
        assertThat(send(Map.of("Phone", "2"))
                        .getMessage()
                        .getBody(LeadImportResult.class)
                        .isSuccess())
                .isTrue();

        assertThat(stored()).containsExactly("another", "1", "2");
        assertThat(simulator.books().requests(POST)).hasSize(3);
    }

    @Test
    void aLeadIsNotTakenForAbsentWhenNoneOfItsCampaignIsSeen() throws Exception {
        simulator.faults().next(POST, Fault.resetBeforeProcessing());
        route("?readBackFields=Phone&readBackDelay=0");

        assertThat(send(Map.of("Phone", "1")).getException()).isInstanceOf(HerobaseImportUncertainException.class);
        assertThat(stored()).isEmpty();
    }

    @Test
    void aJournalWithoutAKeyFailsTheStart() {
        assertThatThrownBy(() -> route("?importJournal=#journal")).hasStackTraceContaining("set importKey");
    }

    @Test
    void aRejectedLeadFailsItsExchange() throws Exception {
        route("");
        assertThat(send(Map.of("FirstName", "x")).getException()).isInstanceOf(HerobaseLeadRejectedException.class);
    }

    @Test
    void aRejectedLeadThatWasHandedOverIsDealtWith() throws Exception {
        route("?rejectedUri=direct:rejected");
        Exchange done = send(Map.of("FirstName", "x"));
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(LeadImportResult.class).isSuccess())
                .isFalse();
        assertThat(handedOver).hasSize(1);
    }

    @Test
    void aRejectedLeadThatWasHandedOverFailsItsExchangeWhereThatIsAskedFor() throws Exception {
        route("?rejectedUri=direct:rejected&onRejected=fail");
        assertThat(send(Map.of("FirstName", "x")).getException()).isInstanceOf(HerobaseLeadRejectedException.class);
        assertThat(handedOver).hasSize(1);
    }
}
