package io.github.camelherobase;

import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.IOHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.SavedSearch;

import static org.assertj.core.api.Assertions.assertThat;

/** What the body of an export becomes for other components, of every operation and output type. */
class ConversionsTest {

    private static final int LEADS = 7;

    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .account(AccountSpec.named("api@example.com", "secret")
                    .linkedUser("boss@example.com")
                    .savedSearch(SavedSearch.named("All")))
            .campaign(CampaignSpec.code("SPRING25")
                    .required("Phone")
                    .optional("Navn")
                    .project("B2B North"))
            .start();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private Object converted(String operation, Class<?> type) throws Exception {
        for (int i = 0; i < LEADS; i++) {
            simulator.world().addLead("SPRING25", Map.of("Phone", "7000" + i, "Navn", "Åse \"" + i));
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("herobase:" + operation + "&baseUrl=" + simulator.baseUrl()
                                + "&username=api@example.com&password=RAW(secret)&quotaSync=0")
                        .process(exchange -> exchange.getMessage()
                                .setBody(read(exchange.getMessage().getBody(type))));
            }
        });
        context.start();
        Exchange done = context.createProducerTemplate().request("direct:in", exchange -> {});
        if (done.getException() != null) {
            throw done.getException();
        }
        return done.getMessage().getBody();
    }

    /** While the exchange that opened the export lives. */
    private static Object read(Object body) throws Exception {
        if (body instanceof InputStream in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (body instanceof Reader reader) {
            return IOHelper.toString(reader);
        }
        return body;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simpleLeads?outputType=record",
                "simpleLeads?outputType=map",
                "simpleLeads?outputType=row",
                "simpleLeads?outputType=json",
                "simpleLeads?batchSize=3",
                "simpleLeads?batchSize=3&outputType=map",
                "rawLeads?pivot=true",
                "rawLeads?outputType=map",
                "rawLeads?outputType=record",
                "savedSearch?searchName=All&include=data",
                "savedSearch?searchName=All&format=csv"
            })
    void everyStreamConvertsToOneJsonArray(String operation) throws Exception {
        String json = (String) converted(operation, InputStream.class);
        JsonNode array = JsonMapper.builder().build().readTree(json);
        assertThat(array.isArray()).isTrue();
        assertThat(array.size())
                .isEqualTo(operation.contains("batch") ? 3 : operation.matches("rawLeads\\?out.*") ? 3 * LEADS : LEADS);
        assertThat(json).contains("Åse \\\"6").contains("\"70006\"");
    }

    @Test
    void andToAReaderAListAndAnIterator() throws Exception {
        assertThat((String) converted("simpleLeads?outputType=row", Reader.class))
                .startsWith("[\n{\"uniqueId\":\"10000001S3064\",\"status\":\"New\"")
                .containsPattern("\"lastModifiedTime\":\"\\d{4}-\\d\\d-\\d\\dT[0-9:]+\\+0[12]:00\"")
                .endsWith("}\n]");
    }

    @Test
    void toAList() throws Exception {
        assertThat((List<?>) converted("simpleLeads?outputType=record", List.class))
                .hasSize(LEADS)
                .hasOnlyElementsOfType(Lead.class);
    }

    @Test
    void toAnIterator() throws Exception {
        assertThat(converted("simpleLeads?outputType=record", Iterator.class)).isInstanceOf(RecordStream.class);
    }

    /** Camel's log and tracer ask for text, and must not eat the export. */
    @Test
    void textAndBytesReadNothing() throws Exception {
        for (int i = 0; i < LEADS; i++) {
            simulator.world().addLead("SPRING25", Map.of("Phone", "7000" + i));
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("herobase:simpleLeads?baseUrl=" + simulator.baseUrl()
                                + "&username=api@example.com&password=RAW(secret)&quotaSync=0")
                        .log("${body} ${bodyAs(String)}")
                        .to("log:export?showAll=true")
                        .process(exchange -> {
                            assertThat(exchange.getMessage().getBody(byte[].class))
                                    .isNull();
                            assertThat(exchange.getMessage().getBody(String.class))
                                    .contains("0 records taken");
                        })
                        .convertBodyTo(List.class);
            }
        });
        context.setTracing(true);
        context.start();
        assertThat(context.createProducerTemplate().requestBody("direct:in", null, List.class))
                .hasSize(LEADS);
    }

    @Test
    void emptyNullAndAbsentAreToldApart() throws Exception {
        simulator
                .faults()
                .always(
                        "GET /simpleleads",
                        Fault.body(
                                200,
                                "application/json",
                                "[{\"uniqueId\":\"1S1\",\"closure\":null,\"data\":{\"Empty\":\"\",\"Null\":null}}]"));
        Lead lead = (Lead) ((List<?>) converted("simpleLeads?outputType=record", List.class)).get(0);
        assertThat(lead.getData().get("empty")).isEmpty();
        assertThat(lead.getData()).containsKey("NULL").containsEntry("Null", null);
        assertThat(lead.getData().containsKey("Absent")).isFalse();
        assertThat(lead.getData()).hasSize(2);
        assertThat(lead.toMap()).containsEntry("closure", null).doesNotContainKey("status");
        assertThat(lead.getStatus()).isNull();
        assertThat(lead.getLastModifiedTime()).isNull();
    }
}
