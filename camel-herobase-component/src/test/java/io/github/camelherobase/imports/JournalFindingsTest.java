package io.github.camelherobase.imports;

import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.journal.JdbcImportJournal;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.clock.AdvanceableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.support.ImportSites;
import io.github.camelherobase.support.LogCapture;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** What a journal or a look-up must not make of a lead: two, or none. Only public names, so that any version can run it. */
class JournalFindingsTest {

    private static final String POST = "POST /leads";
    private static final String JOURNAL = "?importKey=CrmId&importJournal=#journal";

    @TempDir
    private Path folder;

    private HerobaseSimulator simulator;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final CompletableFuture<HttpAnswer> stored = new CompletableFuture<>();

    @BeforeEach
    void begin() throws Exception {
        simulator = HerobaseSimulator.builder().account(ImportSites.unlimited()).start();
        open.add(simulator);
    }

    @AfterEach
    void end() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private DefaultCamelContext node(Object journal, String... options) throws Exception {
        DefaultCamelContext context = ImportSites.context(simulator.baseUrl());
        open.add(context);
        if (journal != null) {
            context.getRegistry().bind("journal", journal);
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                for (int i = 0; i < options.length; i++) {
                    from("direct:import" + i).to("herobase:importLeads" + options[i]);
                }
            }
        });
        context.start();
        return context;
    }

    private FileImportJournal file(String name) throws Exception {
        FileImportJournal journal = new FileImportJournal(folder.resolve(name));
        open.add(journal);
        return journal;
    }

    private static Exchange send(DefaultCamelContext context, String to, Object body) {
        return context.createProducerTemplate()
                .request(to, exchange -> exchange.getMessage().setBody(body));
    }

    private static Exchange send(DefaultCamelContext context, Object body) {
        return send(context, "direct:import0", body);
    }

    private static Map<String, Object> lead(Object crmId, String phone) {
        Map<String, Object> lead = new LinkedHashMap<>();
        lead.put("CrmId", crmId);
        lead.put("Phone", phone);
        return lead;
    }

    private static ImportReport report(Exchange done) {
        return done.getException() instanceof HerobaseImportAbortedException aborted
                ? aborted.report()
                : done.getMessage().getBody(ImportReport.class);
    }

    private void bothAreAcceptedAndOneIsThere(CompletableFuture<Exchange> first, Exchange second) throws Exception {
        assertThat(first.get(30, TimeUnit.SECONDS).getException()).isNull();
        assertThat(second.getException()).isNull();
        assertThat(simulator.world().leadCount()).isEqualTo(1);
    }

    @Test
    void aNodeWaitsForTheOutcomeThatAnotherIsAboutToLearn() throws Exception {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1", "sa", "");
        open.add(pool::dispose);
        DefaultCamelContext a = node(new JdbcImportJournal(pool), JOURNAL);
        DefaultCamelContext b = node(new JdbcImportJournal(pool), JOURNAL);
        simulator.faults().next(POST, Fault.delay(Duration.ofMillis(1500)));

        CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(() -> send(a, lead(1, "1")));
        waitUntilSent();

        bothAreAcceptedAndOneIsThere(first, send(b, lead(1, "1")));
    }

    @Test
    void twoRoutesOfOneJournalWaitForEachOther() throws Exception {
        DefaultCamelContext context = node(file("j3"), JOURNAL, JOURNAL + "&resendUncertain=true");
        simulator.faults().next(POST, Fault.delay(Duration.ofMillis(1500)));

        CompletableFuture<Exchange> first = CompletableFuture.supplyAsync(() -> send(context, lead(1, "1")));
        waitUntilSent();

        bothAreAcceptedAndOneIsThere(first, send(context, "direct:import1", lead(1, "1")));
    }

    private void waitUntilSent() {
        await().until(() -> simulator.books().inFlight() > 0);
    }

    @Test
    void aServerThatWritesValuesInAnotherWayProvesNothing() throws Exception {
        DefaultCamelContext context = node(null, "?readBackFields=Phone&readBackDelay=0");
        assertThat(send(context, lead(1, " 1 ")).getException()).isNull();
        simulator.faults().next(POST, Fault.resetBeforeAnswer()).always("GET /simpleleads", (request, processing) -> {
            processing.get();
            return HttpAnswer.text(200, "application/json", trimmedLeads());
        });

        assertThat(send(context, lead(2, " 2 ")).getException()).isInstanceOf(HerobaseImportUncertainException.class);
        assertThat(simulator.world().leadCount()).isEqualTo(2);
    }

    private String trimmedLeads() {
        String now = LocalDateTime.now(ZoneId.of("Europe/Copenhagen"))
                .truncatedTo(ChronoUnit.SECONDS)
                .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        return simulator
                .world()
                .leads()
                .map(lead -> "{\"uniqueId\":\"" + lead.uniqueId() + "\",\"campaign\":{\"code\":\""
                        + HerobaseSimulator.DEFAULT_CAMPAIGN + "\"},\"uploadTime\":\"" + now
                        + "\",\"lastModifiedTime\":\"" + now + "\",\"data\":{\"Phone\":\""
                        + lead.data().get("Phone").trim() + "\"}}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Test
    void aLeadThatWasAcceptedSettlesNoOtherDoubt() throws Exception {
        DefaultCamelContext context = node(null, "?readBackFields=Phone&readBackDelay=0");
        assertThat(send(context, lead("Ann", "1")).getException()).isNull();
        simulator.faults().next(POST, Fault.resetBeforeProcessing());

        assertThat(send(context, lead("Bob", "1")).getException()).isNull();

        assertThat(simulator.world().leads().map(lead -> lead.data().get("CrmId")))
                .containsExactly("Ann", "Bob");
    }

    @Test
    void theKeyIsTheTextThatIsSentAndTheCampaignHasOneSpelling() throws Exception {
        DefaultCamelContext context = node(file("j8"), JOURNAL);
        for (Object key : List.of(1, 1.0, new BigDecimal("1.00"), 1L, "1")) {
            send(context, lead(key, "1"));
        }
        assertThat(simulator.world().leadCount()).isEqualTo(1);

        String campaign = HerobaseSimulator.DEFAULT_CAMPAIGN;
        for (String spelling : List.of(campaign, campaign.toLowerCase(Locale.ROOT), " " + campaign + " ")) {
            Exchange done = context.createProducerTemplate().request("direct:import0", exchange -> {
                exchange.getMessage().setBody(lead(1, "1"));
                exchange.getMessage().setHeader("CamelHerobaseCampaignCode", spelling);
            });
            assertThat(done.getException()).as(spelling).isNull();
        }
        assertThat(simulator.world().leadCount()).isEqualTo(1);

        DefaultCamelContext again = ImportSites.context(simulator.baseUrl().replace("127.0.0.1", "LOCALHOST"));
        open.add(again);
        again.getRegistry().bind("journal", context.getRegistry().lookupByName("journal"));
        again.start();
        Exchange done = again.createProducerTemplate()
                .request("herobase:importLeads" + JOURNAL, exchange -> exchange.getMessage()
                        .setBody(lead(1, "1")));
        assertThat(done.getException()).isNull();
        assertThat(simulator.world().leadCount()).isEqualTo(1);
    }

    @Test
    void theSameKeyWithOtherDataIsAnErrorThatNamesTheKey() throws Exception {
        String key = "$simple{header.CamelFileName}-$simple{header.CamelHerobasePosition}";
        DefaultCamelContext context = node(file("j9"), "?importJournal=#journal&importKey=" + key);
        for (int day = 0; day < 2; day++) {
            Exchange done = context.createProducerTemplate().request("direct:import0", exchange -> {
                exchange.getMessage().setHeader("CamelFileName", "leads.csv");
                exchange.getMessage().setBody(lead(1, "" + exchange.getCreated()));
            });
            if (day == 0) {
                assertThat(done.getException()).isNull();
            } else {
                assertThat(done.getException())
                        .isInstanceOf(HerobaseLeadRejectedException.class)
                        .hasMessageContaining("CamelHerobasePosition");
            }
            await().pollDelay(Duration.ofMillis(5)).until(() -> true);
        }
        assertThat(simulator.world().leadCount()).isEqualTo(1);
    }

    /** The doubt is about the lead before it. */
    @Test
    void otherDataUnderAKeyInDoubtIsNeverAcceptedBefore() throws Exception {
        DefaultCamelContext before = node(file("other"), JOURNAL, JOURNAL + "&readBackFields=CrmId&readBackDelay=0");
        simulator.faults().next(POST, Fault.resetBeforeAnswer());
        assertThat(send(before, lead("same", "1")).getException()).isInstanceOf(HerobaseImportUncertainException.class);

        ImportReport report = report(send(before, "direct:import1", List.of(lead("later", "2"), lead("same", "3"))));

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(1);
        assertThat(report.problems().get(0).reason()).contains("CrmId", "other data");
        assertThat(simulator.world().leadCount()).isEqualTo(2);
        assertThat(report(send(before, List.of(lead("same", "1")))).accepted()).isEqualTo(1);
        assertThat(simulator.world().leadCount()).isEqualTo(2);
    }

    @Test
    void aPartOfTheKeyWithoutAValueRejectsTheLead() throws Exception {
        DefaultCamelContext context = node(file("j10"), "?importJournal=#journal&importKey=crm-$simple{body[CrmId]}");
        ImportReport report = report(send(context, List.of(Map.of("Phone", "1"), Map.of("Phone", "2"), lead(3, "3"))));
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(report.problems())
                .allSatisfy(problem -> assertThat(problem.reason()).contains("body[CrmId]"));
    }

    @Test
    void aJournalBehindASymbolicLinkGrowsWhereTheLinkPoints() throws Exception {
        Path target = Files.createDirectories(folder.resolve("volume")).resolve("real");
        Path link = Files.createSymbolicLink(folder.resolve("link"), target);
        for (int opening = 0; opening < 2; opening++) {
            try (FileImportJournal journal = new FileImportJournal(link)) {
                send(node(journal, JOURNAL), lead(opening, "" + opening));
            }
        }
        assertThat(link).isSymbolicLink();
        try (FileImportJournal journal = new FileImportJournal(target)) {
            send(node(journal, JOURNAL), lead(1, "1"));
        }
        assertThat(simulator.world().leadCount()).isEqualTo(2);
    }

    @Test
    void aJournalThatWasCutOrLacksAByteIsNotOpened() throws Exception {
        Path path = folder.resolve("j13");
        try (FileImportJournal journal = new FileImportJournal(path)) {
            DefaultCamelContext context = node(journal, JOURNAL);
            for (int i = 0; i < 20; i++) {
                send(context, lead(i, "" + i));
            }
        }
        byte[] whole = Files.readAllBytes(path);
        byte[] lacking = new byte[whole.length - 1];
        System.arraycopy(whole, 0, lacking, 0, whole.length / 2);
        System.arraycopy(whole, whole.length / 2 + 1, lacking, whole.length / 2, whole.length - whole.length / 2 - 1);
        for (byte[] damaged : List.of(Arrays.copyOf(whole, whole.length / 2), lacking)) {
            Files.write(path, damaged);
            assertThatThrownBy(() -> new FileImportJournal(path).close()).hasMessageContaining(path.toString());
        }
    }

    @Test
    void theDelayOfALookUpCountsFromTheMomentTheLeadLeft() throws Exception {
        DefaultCamelContext context = node(null, "?readBackFields=CrmId&readBackDelay=1500");
        assertThat(send(context, lead("control", "1")).getException()).isNull();
        Fault wait = (request, processing) ->
                HttpAnswer.empty(429).withHeader("X-Rate-Limit-Remaining", "0").withHeader("X-Rate-Limit-Reset", "1");
        simulator.faults().next(POST, wait).next(POST, storedLate(Duration.ofMillis(500)));

        assertThat(send(context, lead("late", "2")).getException()).isNull();

        await().until(stored::isDone);
        assertThat(simulator.world().leadCount()).isEqualTo(2);
    }

    /** The answer is lost at once; the server has the lead later. */
    private Fault storedLate(Duration delay) {
        return (request, processing) -> {
            CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> stored.complete(processing.get()));
            return Fault.resetBeforeProcessing().answer(request, processing);
        };
    }

    @ParameterizedTest
    @CsvSource({"Asia/Tokyo,America/New_York", "America/New_York,Asia/Tokyo"})
    void nodesInTwoZonesMeanTheSameMoment(String first, String second) throws Exception {
        TimeZone before = TimeZone.getDefault();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            TimeZone.setDefault(TimeZone.getTimeZone(first));
            DefaultCamelContext a = node(new JdbcImportJournal(postgres.getPostgresDatabase()), JOURNAL);
            simulator.faults().next(POST, Fault.resetBeforeAnswer());
            assertThat(send(a, lead("doubt", "1")).getException()).isNotNull();

            TimeZone.setDefault(TimeZone.getTimeZone(second));
            DefaultCamelContext b = node(
                    new JdbcImportJournal(postgres.getPostgresDatabase()),
                    JOURNAL + "&readBackFields=CrmId&readBackDelay=0");
            ImportReport report = CompletableFuture.supplyAsync(
                            () -> report(send(b, List.of(lead("control", "2"), lead("doubt", "1")))))
                    .get(20, TimeUnit.SECONDS);

            assertThat(report.accepted()).isEqualTo(2);
            assertThat(simulator.world().leadCount()).isEqualTo(2);
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private DataSource pool(String url) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        open.add(pool::dispose);
        return pool;
    }

    @Test
    void theServersClockDecidesWhatALookUpHolds() throws Exception {
        AdvanceableClock clock = SimulatorClock.shiftable(SimulatorClock.system());
        simulator = HerobaseSimulator.builder()
                .account(ImportSites.unlimited())
                .clock(clock)
                .start();
        open.add(simulator);
        clock.advance(Duration.ofSeconds(-150));
        DefaultCamelContext context = node(null, "?readBackFields=CrmId&readBackDelay=0");
        assertThat(send(context, lead("control", "1")).getException()).isNull();
        // The campaign goes on while the doubt waits: what comes is within two minutes of our clock.
        simulator.faults().next(POST, Fault.resetBeforeAnswer()).next("GET /simpleleads", (request, processing) -> {
            clock.advance(Duration.ofSeconds(40));
            HttpClient.newHttpClient()
                    .sendAsync(foreignLead(), HttpResponse.BodyHandlers.discarding())
                    .join();
            return processing.get();
        });

        assertThat(send(context, lead("doubt", "2")).getException()).isNull();

        assertThat(simulator.world().leads().filter(lead -> lead.data()
                        .get("CrmId")
                        .equals("doubt")))
                .hasSize(1);
    }

    private HttpRequest foreignLead() {
        String login = HerobaseSimulator.DEFAULT_USERNAME + ":" + HerobaseSimulator.DEFAULT_PASSWORD;
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/leads"))
                .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(login.getBytes()))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"CampaignCode\":\"" + HerobaseSimulator.DEFAULT_CAMPAIGN
                        + "\",\"Data\":{\"Phone\":\"3\",\"CrmId\":\"foreign\"}}"))
                .build();
    }

    @Test
    void aNewJournalSaysSoAndWhere() throws Exception {
        Path path = folder.resolve("sub").resolve("new");
        try (LogCapture log = new LogCapture()) {
            new FileImportJournal(path).close();
            assertThat(log.text())
                    .contains("is new")
                    .contains(path.toAbsolutePath().toString());
        }
        try (LogCapture log = new LogCapture()) {
            new FileImportJournal(path).close();
            assertThat(log.text()).doesNotContain("is new");
        }
        try (LogCapture log = new LogCapture()) {
            new JdbcImportJournal(pool("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1"), "JOURNAL_OF_TODAY")
                    .close();
            assertThat(log.text()).contains("is new").contains("JOURNAL_OF_TODAY");
        }
    }
}
