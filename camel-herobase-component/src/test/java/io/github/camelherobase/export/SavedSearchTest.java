package io.github.camelherobase.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.service.UnknownSearch;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.LeadStatus;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Saved searches belong to a person in HeroBase, who may rename, edit and delete them while a route reads them. */
class SavedSearchTest {

    private static final String BOSS = "boss@example.com";

    @TempDir
    private Path folder;

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
    private final ManualClock clock = new ManualClock(time);
    private final Queue<Object> sink = new ConcurrentLinkedQueue<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private HerobaseSimulator simulator;
    private UnknownSearch unknownSearch = UnknownSearch.FAILED;

    @BeforeEach
    void bindStore() {
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        context.addComponent("herobase", component);
        context.getRegistry().bind("store", new FileCursorStore(folder));
    }

    private void start() {
        simulator = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named("api@example.com", "secret")
                        .linkedUser(BOSS)
                        .savedSearch(SavedSearch.named("Spring")
                                .inCampaigns("SPRING25")
                                .withStatuses(LeadStatus.New))
                        .savedSearch(SavedSearch.named("Table").withColumns("uniqueId", "lastModifiedTime", "Step")))
                .campaign(CampaignSpec.code("SPRING25")
                        .required("Phone")
                        .optional("Step")
                        .project("B2B North"))
                .campaign(CampaignSpec.code("AUTUMN25")
                        .required("Phone")
                        .optional("Step")
                        .project("B2B South"))
                .openPoints(points -> points.unknownSearch(unknownSearch))
                .start();
        simulator.world().addLead("SPRING25", Map.of("Phone", "1", "Step", "one"));
        simulator.world().addLead("AUTUMN25", Map.of("Phone", "2", "Step", "two"));
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private String uri(String options) {
        return "herobase:savedSearch?baseUrl=" + simulator.baseUrl()
                + "&quotaSync=0&username=api@example.com&password=RAW(secret)" + options;
    }

    private List<?> export(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").to(uri(options)).convertBodyTo(List.class);
            }
        });
        context.start();
        return context.createProducerTemplate().requestBody("direct:in", null, List.class);
    }

    private void consume(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(
                                options
                                        + "&cursorRepository=#store&initialFrom=2026-05-06&delay=100&initialDelay=0&overlap=0s"))
                        .routeId("feed")
                        .process(exchange -> sink.add(exchange.getMessage().getBody()));
            }
        });
        context.start();
    }

    private HerobaseConsumer consumer() {
        return (HerobaseConsumer) context.getRoute("feed").getConsumer();
    }

    private void awaitPolls(int more) {
        long before = consumer().getCounter();
        await().until(() -> consumer().getCounter() >= before + more);
    }

    @ParameterizedTest
    @CsvSource({
        "'&searchName=Spring', one",
        "'&searchName=Spring&project=B2B South', two",
        "'&searchName=Spring&format=csv', one",
        "'&searchName=Spring&format=csv&project=B2B South', two"
    })
    void aProjectGoesBeforeTheCampaignsOfTheSearch(String options, String step) throws Exception {
        start();
        List<?> leads = export(options + "&include=data");
        assertThat(leads).hasSize(1);
        Object lead = leads.get(0);
        assertThat(lead instanceof Lead json ? json.getData().get("Step") : ((Map<?, ?>) lead).get("Step"))
                .isEqualTo(step);
    }

    @ParameterizedTest
    @CsvSource({"FAILED, ''", "NOT_FOUND, ''", "FAILED, &format=csv", "NOT_FOUND, &format=csv"})
    void anUnknownSearchSaysThatOnlyThoseOfTheLinkedUserRun(UnknownSearch answer, String format) {
        unknownSearch = answer;
        start();
        assertThatThrownBy(() -> export("&searchName=Summer" + format))
                .cause()
                .isInstanceOf(HerobaseException.class)
                .hasMessageContaining(
                        "Only searches saved in HeroBase by the user that the web-service account is linked to"
                                + " can be run: check searchName, and whether the search was renamed or deleted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&format=csv&idColumn=uniqueId"})
    void aVanishedSearchIsNoEmptyResultAndThePositionStays(String format) throws Exception {
        start();
        consume("&searchName=Table" + format);
        await().untilAsserted(() -> assertThat(sink).hasSize(2));
        awaitPolls(2);
        simulator.world().searches().delete(BOSS, "Table");
        await().untilAsserted(
                        () -> assertThat(consumer().loop().state().failure()).isNotNull());
        String position = consumer().getPosition();
        clock.advance(Duration.ofHours(1));
        awaitPolls(2);
        awaitFailure("whether the search was renamed or deleted");
        assertThat(consumer().getPosition()).isEqualTo(position);

        simulator.world().change("10000001S3064", lead -> lead.data("Step", "changed while the search was gone"));
        simulator
                .world()
                .searches()
                .save(BOSS, SavedSearch.named("Table").withColumns("uniqueId", "lastModifiedTime", "Step"));
        await().untilAsserted(() -> assertThat(sink).hasSize(3));
    }

    @Test
    void aSearchThatGivesNothingWhereItWasGivesOtherColumnsIsSaid() throws Exception {
        unknownSearch = UnknownSearch.EMPTY;
        start();
        try (LogCapture log = new LogCapture()) {
            consume("&searchName=Table&format=csv");
            await().untilAsserted(() -> assertThat(sink).hasSize(2));
            simulator.world().searches().delete(BOSS, "Table");
            await().untilAsserted(() ->
                    assertThat(log.text()).contains("The saved search was changed: it had 3 columns and has"));
        }
    }

    @Test
    void changedColumnsAreWarnedOfOnceAndRowsHaveTheNewOnes() throws Exception {
        start();
        try (LogCapture log = new LogCapture()) {
            consume("&searchName=Table&format=csv");
            await().untilAsserted(() -> assertThat(sink).hasSize(2));
            assertThat(log.text()).doesNotContain("was changed").doesNotContain("cannot be checked");
            simulator
                    .world()
                    .searches()
                    .save(BOSS, SavedSearch.named("Table").withColumns("uniqueId", "Step", "Phone"));
            clock.advance(Duration.ofMinutes(1));
            simulator.world().change("10000001S3064", lead -> lead.data("Step", "three"));
            await().untilAsserted(() ->
                    assertThat(sink).contains(Map.of("uniqueId", "10000001S3064", "Step", "three", "Phone", "1")));
            awaitPolls(2);
            assertThat(log.text()).containsOnlyOnce("The saved search was changed");
            assertThat(log.text())
                    .containsOnlyOnce("whether the server applies modifiedFrom and modifiedTo cannot be checked");
        }
    }

    @Test
    void columnsOfAnyNameTellLeadsApart() throws Exception {
        start();
        simulator.world().searches().save(BOSS, SavedSearch.named("Table").withColumns("Phone", "Step"));
        consume("&searchName=Table&format=csv&idColumn=phone");
        await().untilAsserted(() -> assertThat(sink).hasSize(2));
        clock.advance(Duration.ofMinutes(1));
        simulator.world().change("10000002S3064", lead -> lead.data("Step", "three"));
        await().untilAsserted(() -> assertThat(sink).hasSize(3));
        awaitPolls(2);
        assertThat(sink).hasSize(3).last().isEqualTo(Map.of("Phone", "2", "Step", "three"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|The saved search has no column named UniqueId or UniqueLeadId; set idColumn to the one that tells leads"
                        + " apart. It has 2 columns; if its first row is a lead already, set csvHeader=false",
                "&idColumn=Name|idColumn=Name is no column of the saved search. It has 2 columns",
                "&idColumn=Phone&modifiedColumn=Time|modifiedColumn=Time is no column of the saved search",
                "&idColumn=Phone&idempotentRepository=#seen|would be taken for delivered by idempotentRepository; add the"
                        + " column to the search"
            })
    void aMissingColumnIsSaid(String options, String message) throws Exception {
        start();
        context.getRegistry().bind("seen", new MemoryIdempotentRepository());
        simulator.world().searches().save(BOSS, SavedSearch.named("Table").withColumns("Phone", "Step"));
        consume("&searchName=Table&format=csv" + options);
        awaitFailure(message);
        awaitPolls(3);
        awaitFailure(message);
        assertThat(sink).isEmpty();
    }

    private void awaitFailure(String message) {
        await().untilAsserted(() ->
                assertThat(consumer().loop().state().failure()).isNotNull().hasMessageContaining(message));
    }

    @Test
    void aWindowOfRowsIsCheckedByTheColumnOfTheTime() throws Exception {
        start();
        try (LogCapture log = new LogCapture()) {
            consume("&searchName=Table&format=csv");
            await().untilAsserted(() -> assertThat(sink).hasSize(2));
            awaitPolls(2);
            // A server that does not know the filter at all.
            context.getRouteController().stopRoute("feed");
            simulator
                    .faults()
                    .always(
                            "GET /leads/csv",
                            Fault.body(
                                    200,
                                    "text/csv",
                                    "uniqueId,lastModifiedTime,Step\r\n1S1,2020-01-01T00:00:00.0000000,old\r\n"));
            context.getRouteController().startRoute("feed");
            awaitPolls(2);
            assertThat(sink).hasSize(2);
            assertThat(log.text()).containsOnlyOnce("the server does not apply the filter modifiedFrom/modifiedTo");
        }
    }

    @Test
    void theNameIsSentAsItIsWritten() throws Exception {
        start();
        simulator.world().searches().save(BOSS, SavedSearch.named("Salg & møder/Øst + 50%"));
        assertThat(export("&searchName=RAW(Salg & møder/Øst + 50%)")).hasSize(2);
        assertThat(simulator.books().requests("GET /leads").get(0).query().getBytes(StandardCharsets.UTF_8))
                .asString(StandardCharsets.UTF_8)
                .contains("searchName=Salg%20%26%20m%C3%B8der");
    }
}
