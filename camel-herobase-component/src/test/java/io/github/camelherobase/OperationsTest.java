package io.github.camelherobase;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseNotFoundException;
import io.github.camelherobase.api.HerobaseRecord;
import io.github.camelherobase.api.HerobaseServerException;
import io.github.camelherobase.api.JsonRecord;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.simulator.service.CsvFormat;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.support.LogCapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Every operation that reads, over HTTP against the simulator. */
class OperationsTest {

    private static final String UNIT = "Salg/Øst & Vest";
    private static HerobaseSimulator simulator;

    @TempDir
    private Path folder;

    private final CamelContext context = new DefaultCamelContext();

    @BeforeAll
    static void startSimulator() {
        simulator = HerobaseSimulator.builder()
                .account(AccountSpec.named("api@example.com", "secret")
                        .linkedUser("boss@example.com")
                        .savedSearch(SavedSearch.named("All"))
                        .savedSearch(SavedSearch.named("Table").withColumns("uniqueId", "status", "Navn", "Phone")))
                .project("B2B North")
                .campaign(CampaignSpec.code("SPRING25").required("Phone").optional("Navn"))
                .organisation(units -> {
                    units.addUnit(UNIT);
                    units.addUser("agent1@example.com", UNIT);
                })
                .openPoints(points -> points.csvFormat(CsvFormat.standard()
                        .withDelimiter(';')
                        .withCharset(StandardCharsets.UTF_8)
                        .withByteOrderMark()))
                .start();
        for (int i = 0; i < 30; i++) {
            simulator.world().addLead("SPRING25", Map.of("Phone", "7000" + i, "Navn", "Åse; \"Å\",\nX" + i));
        }
    }

    @AfterAll
    static void stopSimulator() {
        simulator.close();
    }

    @AfterEach
    void stop() {
        simulator.faults().clear();
        context.stop();
    }

    private static String uri(String operation, String options) {
        return "herobase:" + operation + "?baseUrl=" + simulator.baseUrl()
                + "&quotaSync=0&username=api@example.com&password=RAW(secret)" + options;
    }

    private List<?> export(String operation, String options) {
        return template(operation, options).requestBody("direct:in", null, List.class);
    }

    private ProducerTemplate template(String operation, String options) {
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in").to(uri(operation, options)).convertBodyTo(List.class);
                    from("direct:one").to(uri(operation, options));
                }
            });
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        context.start();
        return context.createProducerTemplate();
    }

    private static List<String> ids() {
        return simulator.world().leads().map(lead -> lead.uniqueId()).toList();
    }

    @Test
    void aSavedSearchGivesLeadsWhoseDataIsLookedUpIgnoringCase() {
        List<?> leads = export("savedSearch", "&searchName=All&include=data,campaign");
        assertThat(leads).hasSize(30).allSatisfy(lead -> assertThat(lead).isInstanceOfSatisfying(Lead.class, it -> {
            assertThat(it.toJson()).contains("\"navn\"");
            assertThat(it.getData().get("Navn")).startsWith("Åse; \"Å\",\nX");
        }));
    }

    @Test
    void aSavedSearchAsCsvGivesRows() {
        List<?> rows = export("savedSearch", "&searchName=Table&format=csv&csvDelimiter=;");
        assertThat(rows).hasSize(30);
        assertThat(rows.get(7)).isInstanceOfSatisfying(Map.class, row -> {
            assertThat(row.keySet()).map(Object::toString).containsExactly("uniqueId", "status", "Navn", "Phone");
            assertThat(row.get("Navn")).isEqualTo("Åse; \"Å\",\nX7");
        });
    }

    @Test
    void theSearchsNameMayComeWithTheExchange() {
        ProducerTemplate template = template("savedSearch", "");
        assertThat(template.requestBodyAndHeader("direct:in", null, HerobaseConstants.SEARCH_NAME, "All", List.class))
                .hasSize(30);
        assertThatThrownBy(() -> template.requestBody("direct:in", (Object) null))
                .hasStackTraceContaining("set the option searchName or the header CamelHerobaseSearchName");
    }

    @Test
    void anUnknownSearchIsAnErrorThatSaysWhoseSearchesRun() {
        assertThatThrownBy(() -> export("savedSearch", "&searchName=None"))
                .cause()
                .isInstanceOf(HerobaseServerException.class)
                .hasMessageContaining("Only searches saved in HeroBase by the user");
    }

    @Test
    void rawBytesAreTheServersOwn() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:raw")
                        .to(uri("savedSearch", "&searchName=Table&format=csv&outputType=raw"))
                        .to("file:" + folder + "?fileName=export.csv&tempPrefix=.part-");
            }
        });
        context.start();
        context.createProducerTemplate().sendBody("direct:raw", null);
        byte[] direct = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/leads/csv?searchName=Table"))
                                .header(
                                        "Authorization",
                                        "Basic "
                                                + Base64.getEncoder()
                                                        .encodeToString("api@example.com:secret"
                                                                .getBytes(StandardCharsets.UTF_8)))
                                .build(),
                        BodyHandlers.ofByteArray())
                .body();
        assertThat(folder.resolve("export.csv")).hasBinaryContent(direct);

        simulator.faults().next(Faults.ANY_SERVICE, Fault.cutAfterBytes(300));
        Files.delete(folder.resolve("export.csv"));
        Exchange cut = context.createProducerTemplate().send("direct:raw", exchange -> {});
        assertThat(cut.isFailed()).isTrue();
        assertThat(folder.resolve("export.csv")).doesNotExist();
    }

    @Test
    void rawLeadsAreRowsOrOneMapForEachLead() {
        List<?> rows = export("rawLeads", "&csvDelimiter=;");
        assertThat(rows).allSatisfy(row -> assertThat(row).isInstanceOf(RawLeadField.class));
        assertThat(rows)
                .filteredOn(row -> ((RawLeadField) row).getFieldName().equals("Navn"))
                .hasSize(30)
                .extracting(row -> ((RawLeadField) row).getFieldValue())
                .contains("Åse; \"Å\",\nX7");
    }

    @Test
    void pivotedRawLeads() {
        List<?> leads = export("rawLeads", "&csvDelimiter=;&pivot=true");
        assertThat(leads).hasSize(30);
        assertThat(leads.get(3)).isInstanceOfSatisfying(Map.class, lead -> {
            assertThat(lead.get("uniqueId")).isEqualTo(ids().get(3));
            assertThat(lead.get("Phone")).isEqualTo("70003");
        });
    }

    @Test
    void aDelimiterThatDoesNotFitIsSaid() {
        assertThatThrownBy(() -> export("rawLeads", "&csvDelimiter=,")).hasStackTraceContaining("Set csvDelimiter");
    }

    /** The server leaves out all complex members that are not asked for. */
    @Test
    void leadsOfASearchHaveTheirDataWhenNothingIsNamedToInclude() {
        assertThat(export("savedSearch", "&searchName=All")).allSatisfy(lead -> {
            assertThat(((Lead) lead).getData()).isNotEmpty();
            assertThat(((Lead) lead).getCampaignCode()).isNotNull();
        });
    }

    @Test
    void aLeadHasItsDataWhenNothingIsNamedToInclude() {
        Lead lead = template("lead", "")
                .requestBodyAndHeader("direct:one", null, HerobaseConstants.LEAD_ID, ids().get(5), Lead.class);
        assertThat(lead.getData()).isNotEmpty();
        assertThat(lead.getCampaignCode()).isNotNull();
    }

    @Test
    void oneLeadByItsId() {
        ProducerTemplate template = template("lead", "&include=data");
        Lead lead =
                template.requestBodyAndHeader("direct:one", null, HerobaseConstants.LEAD_ID, ids().get(5), Lead.class);
        assertThat(lead.getUniqueId()).isEqualTo(ids().get(5));
        assertThatThrownBy(() -> template.requestBodyAndHeader("direct:one", null, HerobaseConstants.LEAD_ID, "none"))
                .cause()
                .isInstanceOf(HerobaseNotFoundException.class);
        assertThatThrownBy(() -> template.requestBody("direct:one", (Object) null))
                .hasStackTraceContaining("set the header CamelHerobaseLeadId or the option uniqueId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"campaigns", "projects", "users", "orgUnits", "leadDefinitions"})
    void theSmallListsAreStreamsOfRecords(String operation) {
        assertThat(export(operation, "")).isNotEmpty().allSatisfy(record -> assertThat(record)
                .isInstanceOfSatisfying(
                        JsonRecord.class, it -> assertThat(it.toMap()).isNotEmpty()));
    }

    @Test
    void aUnitWhoseCodeHoldsBlanksSlashesAndDanishLetters() {
        JsonRecord unit = template("orgUnit", "&include=users")
                .requestBodyAndHeader("direct:one", null, HerobaseConstants.ORG_CODE, UNIT, JsonRecord.class);
        assertThat(unit.getOrgCode()).isEqualTo(UNIT);
        assertThat(unit.toJson()).contains("agent1@example.com");
    }

    @Test
    void campaignsOfAUnitAreThoseOfItsUsers() {
        try (LogCapture log = new LogCapture()) {
            ProducerTemplate template = template("orgUnit", "&include=campaigns");
            template.requestBodyAndHeader("direct:one", null, HerobaseConstants.ORG_CODE, UNIT);
            assertThat(log.text())
                    .contains("herobase:orgUnit with include=campaigns includes no campaign")
                    .contains("include=users,campaigns");
        }
        try (LogCapture log = new LogCapture()) {
            JsonRecord unit = context.createProducerTemplate()
                    .requestBodyAndHeaders(
                            "direct:one",
                            null,
                            Map.of(HerobaseConstants.ORG_CODE, UNIT, HerobaseConstants.INCLUDE, "users,campaigns"),
                            JsonRecord.class);
            assertThat(unit.toJson()).contains("agent1@example.com");
            assertThat(log.text()).doesNotContain("includes no campaign");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "requestLimits", "requestCounts"})
    void theAccountsOwnServices(String operation) {
        Object body = template(operation, "").requestBody("direct:one", (Object) null);
        assertThat(body).isInstanceOfSatisfying(HerobaseRecord.class, record -> assertThat(record.toMap())
                .isNotEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "savedSearch?searchName=All&include=data",
                "savedSearch?searchName=Table&format=csv&csvDelimiter=;",
                "rawLeads?csvDelimiter=;&pivot=true",
                "rawLeads?csvDelimiter=;",
                "simpleLeads?outputType=row"
            })
    void everyFamilyHasAConsumer(String operation) throws Exception {
        String name = operation.substring(0, operation.indexOf('?'));
        String options = operation.substring(operation.indexOf('?') + 1);
        Queue<Object> ids = new ConcurrentLinkedQueue<>();
        context.getRegistry().bind("store", new FileCursorStore(folder));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri(
                                name,
                                "&" + options
                                        + "&cursorRepository=#store&initialFrom=P2D&delay=50&initialDelay=0&overlap=0s"))
                        .process(exchange -> ids.add(exchange.getMessage().getHeader(HerobaseConstants.UNIQUE_ID)));
            }
        });
        context.start();
        await().untilAsserted(() -> assertThat(ids).containsAll(ids()));
        if (!options.equals("csvDelimiter=;")) {
            assertThat(ids).hasSize(30);
        }
    }
}
