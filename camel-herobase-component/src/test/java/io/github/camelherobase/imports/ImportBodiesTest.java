package io.github.camelherobase.imports;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.ImportReport.Problem;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.support.ImportSites;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Whatever a route holds for leads goes in, and one bad lead spoils no other. */
class ImportBodiesTest {

    private static final String TWO_IN_AN_ARRAY = "[{\"Phone\":\"1\"}, {\"Phone\":\"2\",\"FirstName\":\"Ærø\"}]";
    private static final String TWO_LINES = "{\"Phone\":\"1\"}\r\n\n{\"Phone\":\"2\"}\n";

    @TempDir
    static Path folder;

    private HerobaseSimulator simulator;
    private DefaultCamelContext context;

    @BeforeEach
    void begin() throws Exception {
        simulator = HerobaseSimulator.builder().account(ImportSites.unlimited()).start();
        context = ImportSites.context(simulator.baseUrl());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:import").to("herobase:importLeads");
                from("direct:empty").to("herobase:importLeads?nullFields=empty");
            }
        });
        context.start();
    }

    @AfterEach
    void end() throws Exception {
        context.close();
        simulator.close();
    }

    static Stream<Object> twoLeads() throws Exception {
        Path file = Files.writeString(folder.resolve("leads.json"), TWO_IN_AN_ARRAY);
        Path lines = Files.writeString(folder.resolve("leads.ndjson"), "\uFEFF" + TWO_LINES);
        List<Object> two = List.of(Map.of("Phone", "1"), new LeadImport().with("Phone", 2));
        return Stream.of(
                two,
                two.iterator(),
                (Iterable<Object>) two::iterator,
                new Object[] {two.toArray()},
                TWO_IN_AN_ARRAY,
                "  \n" + TWO_IN_AN_ARRAY,
                TWO_IN_AN_ARRAY.getBytes(StandardCharsets.UTF_8),
                new StringReader(TWO_IN_AN_ARRAY),
                bytes(TWO_IN_AN_ARRAY),
                bytes(TWO_LINES),
                file,
                file.toFile(),
                lines,
                new ObjectMapper().readTree(TWO_IN_AN_ARRAY),
                List.of("{\"Phone\":\"1\"}", "{\"Phone\":2}".getBytes(StandardCharsets.UTF_8)),
                List.of(new ObjectMapper().readTree("{\"Phone\":\"1\"}"), Map.of("Phone", 2L)));
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("twoLeads")
    void everyFormOfManyLeadsGoesIn(Object body) {
        ImportReport report = context.createProducerTemplate().requestBody("direct:import", body, ImportReport.class);

        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.complete()).isTrue();
        assertThat(phones()).containsExactlyInAnyOrder("1", "2");
    }

    static Stream<Object> oneLead() throws Exception {
        return Stream.of(
                new LeadImport().with("Phone", 1),
                Map.of("Phone", "1"),
                Map.of("data", Map.of("Phone", "1"), "campaigncode", "SPRING25"),
                "{\"Phone\":\"1\"}",
                "{\"Data\":{\"Phone\":1}}".getBytes(StandardCharsets.UTF_8),
                new ObjectMapper().readTree("{\"Phone\":\"1\"}"));
    }

    @ParameterizedTest
    @MethodSource("oneLead")
    void everyFormOfOneLeadGoesIn(Object body) {
        Object result = context.createProducerTemplate().requestBody("direct:import", body);

        assertThat(result).isInstanceOf(LeadImportResult.class);
        assertThat(phones()).containsExactly("1");
    }

    @Test
    void aPoisonedElementIsARejectedLeadWithItsPosition() {
        String poisoned =
                "[{\"Phone\":\"1\"}, 17, \"text\", null, [{}], {\"Phone\": 07x}, {}, {\"Phone\":\"], }\\\"\"},, {\"Phone\":\"3\"}]";

        ImportReport report =
                context.createProducerTemplate().requestBody("direct:import", bytes(poisoned), ImportReport.class);

        assertThat(phones()).containsExactlyInAnyOrder("1", "], }\"", "3");
        assertThat(report.accepted()).isEqualTo(3);
        assertThat(report.rejected()).isEqualTo(7);
        assertThat(report.problems()).extracting(Problem::position).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 8L);
        assertThat(report.problems()).extracting(Problem::reason).allMatch(reason -> !reason.contains("07x"));
        assertThat(report.requestsCharged()).isEqualTo(3);
    }

    @Test
    void aLeadWithoutACampaignIsARejectedLead() throws Exception {
        context.getComponent("herobase", HerobaseComponent.class)
                .getConfiguration()
                .setCampaignCode(null);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:noCampaign").to("herobase:importLeads?leadPool=none ${date:now:yyyy}");
            }
        });

        ImportReport report = context.createProducerTemplate()
                .requestBody(
                        "direct:noCampaign",
                        List.of(Map.of("Phone", "1"), new LeadImport("SPRING25").with("Phone", "2")),
                        ImportReport.class);

        assertThat(phones()).containsExactly("2");
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.position()).isZero();
            assertThat(problem.reason()).contains("names no campaign", "CamelHerobaseCampaignCode");
        });
    }

    @Test
    void aFileOfCamelsFileComponentGoesIn() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.writeString(inbox.resolve("two.json"), TWO_IN_AN_ARRAY);
        CompletableFuture<ImportReport> report = new CompletableFuture<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?initialDelay=0&delay=100")
                        .to("herobase:importLeads")
                        .process(exchange ->
                                report.complete(exchange.getMessage().getBody(ImportReport.class)));
            }
        });

        assertThat(report.get(10, TimeUnit.SECONDS).accepted()).isEqualTo(2);
        assertThat(phones()).containsExactlyInAnyOrder("1", "2");
    }

    @Test
    void aPoisonedLineIsARejectedLeadWithItsPosition() {
        ImportReport report = context.createProducerTemplate()
                .requestBody(
                        "direct:import",
                        bytes("{\"Phone\":\"1\"}\n{\"Phone\":\n]\n{\"Phone\":\"2\"}"),
                        ImportReport.class);

        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.problems()).extracting(Problem::position).containsExactly(1L, 2L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"Phone\":\"1\"},{\"Phone\":\"2\"}",
                "[{\"Phone\":\"1\"},{\"Phone\":\"2",
                "[{\"Phone\":\"1\"}] x"
            })
    void aCutArrayIsNoSuccess(String cut) {
        assertThatThrownBy(() -> context.createProducerTemplate().requestBody("direct:import", bytes(cut)))
                .cause()
                .isInstanceOfSatisfying(HerobaseImportAbortedException.class, e -> {
                    assertThat(e.report().complete()).isFalse();
                    assertThat(e.report().accepted()).isEqualTo(phones().size());
                })
                .hasMessageContaining("Element ")
                .hasMessageContaining("at byte ");
    }

    @Test
    void aBodyThatIsNoLeadNamesWhatIsExpected() {
        assertThatThrownBy(() -> context.createProducerTemplate().requestBody("direct:import", 17))
                .cause()
                .hasMessageContaining("java.lang.Integer")
                .hasMessageContaining("expected a lead");
    }

    @Test
    void anElementOfUnmarshalledCsvWithoutNamesSaysWhatToDo() {
        assertThatThrownBy(() -> context.createProducerTemplate()
                        .requestBody("direct:import", List.of(List.of("70000001", "Ada"))))
                .cause()
                .isInstanceOf(HerobaseImportAbortedException.class)
                .hasMessageContaining("useMaps=true");
    }

    @Test
    void numbersAndBooleansBecomeTextAndNullsAreLeftOut() {
        Map<String, Object> lead = new HashMap<>(Map.ofEntries(
                entry("Phone", 70000001.0),
                entry("FirstName", true),
                entry("Size", new java.math.BigDecimal("1E+3")),
                entry("Count", 12345678901L)));
        lead.put("LastName", null);

        context.createProducerTemplate().requestBody("direct:import", lead);

        assertThat(sentBodies())
                .singleElement()
                .asString()
                .contains("\"Phone\":\"70000001\"", "\"FirstName\":\"true\"", "\"Size\":\"1000\"", "\"12345678901\"")
                .doesNotContain("LastName");
    }

    @Test
    void nullsAreSentEmptyWhenAskedFor() {
        Map<String, Object> lead = new HashMap<>(Map.of("Phone", "1"));
        lead.put("LastName", null);

        context.createProducerTemplate().requestBody("direct:empty", lead);

        assertThat(sentBodies()).singleElement().asString().contains("\"LastName\":\"\"");
    }

    @Test
    void furtherMembersOfAWholeRequestArePassedOn() {
        context.createProducerTemplate()
                .requestBody(
                        "direct:import",
                        "{\"data\":{\"Phone\":\"1\"},\"CAMPAIGNCODE\":\"SPRING25\",\"Priority\":7,\"leadpool\":\"own\"}");

        assertThat(sentBodies()).singleElement().asString().contains("\"Priority\":7", "\"leadpool\":\"own\"");
    }

    @Test
    void theSourceIsReadAsFastAsLeadsAreSentAndNoFaster() throws Exception {
        AtomicInteger taken = new AtomicInteger();
        List<Integer> ahead = Collections.synchronizedList(new ArrayList<>());
        Iterator<Map<String, String>> source = IntStream.range(0, 500)
                .mapToObj(number -> {
                    ahead.add(taken.incrementAndGet() - simulator.world().leadCount());
                    return Map.of("Phone", String.valueOf(number));
                })
                .iterator();

        context.createProducerTemplate().requestBody("direct:import", source);

        // Four on their way, and those whose answer the simulator had stored but the component not yet read.
        assertThat(ahead).allMatch(count -> count <= 4);
    }

    @Test
    void aLeadOfAStreamIsSentBeforeTheStreamEnds() throws Exception {
        PipedOutputStream writer = new PipedOutputStream();
        PipedInputStream body = new PipedInputStream(writer);
        CompletableFuture<ImportReport> report = CompletableFuture.supplyAsync(
                () -> context.createProducerTemplate().requestBody("direct:stream", body, ImportReport.class));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:stream").streamCaching("false").to("herobase:importLeads");
            }
        });
        // What stands behind the first lead tells that it is one of many.
        writer.write("{\"Phone\":\"1\"}\n{".getBytes(StandardCharsets.UTF_8));
        writer.flush();
        org.awaitility.Awaitility.await().until(() -> simulator.world().leadCount() == 1);
        writer.write("\"Phone\":\"2\"}".getBytes(StandardCharsets.UTF_8));
        writer.close();

        assertThat(report.get(10, TimeUnit.SECONDS).accepted()).isEqualTo(2);
    }

    private List<String> phones() {
        return simulator
                .world()
                .leads()
                .map(Lead::data)
                .map(data -> data.get("Phone"))
                .toList();
    }

    private List<String> sentBodies() {
        return simulator.books().requests("POST /leads").stream()
                .map(request -> request.body())
                .toList();
    }

    @Test
    void simpleReadsEveryPartOfAReport() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:told")
                        .to("herobase:importLeads")
                        .transform()
                        .simple(
                                "${body.accepted} ${body.rejected} ${body.notSent} ${body.inDoubt} ${body.acceptedBefore}"
                                        + " ${body.complete} ${body.dryRun} ${body.requestsCharged} ${body.total}"
                                        + " ${body.problems[0].position} ${body.problems[0].outcome}"
                                        + " ${body.problems[0].lead.data[FirstName]}");
            }
        });

        String told = context.createProducerTemplate()
                .requestBody("direct:told", List.of(Map.of("Phone", "1"), Map.of("FirstName", "Ada")), String.class);

        assertThat(told).isEqualTo("1 1 0 0 0 true false 2 2 1 REJECTED Ada");
    }

    @Test
    void anImportThatLeftLeadsUnsentIsWorthARepeatAndOneOfRejectsIsNot() {
        assertThat(failureOf(List.of(Map.of("FirstName", "Ada"))).isRetryable()).isFalse();
        simulator.close();
        assertThat(failureOf(List.of(Map.of("Phone", "1"), Map.of("Phone", "2")))
                        .isRetryable())
                .isTrue();
    }

    private HerobaseImportAbortedException failureOf(List<?> leads) {
        return (HerobaseImportAbortedException) context.createProducerTemplate()
                .send("direct:import", exchange -> exchange.getMessage().setBody(leads))
                .getException();
    }
}
