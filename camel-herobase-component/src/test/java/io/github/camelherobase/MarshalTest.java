package io.github.camelherobase;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.JsonRecord;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.export.LeadColumns;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies of every kind pass {@code marshal().json()} and {@code marshal().csv()} untouched. */
class MarshalTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final String LEAD = "{\"uniqueId\":\"1S1\",\"lastModifiedTime\":\"2026-05-06T10:00:00\","
            + "\"uploadTime\":\"2026-05-06T09:00:00\",\"data\":{\"Phone\":\"70000001\"}}";
    private static final String CALL = "{\"uniqueId\":\"7\",\"startTime\":\"2026-05-06T10:00:00\","
            + "\"dialingDuration\":\"PT8S\",\"endCause\":\"Hangup\"}";

    private static final ObjectMapper JSON = new ObjectMapper();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Lead lead() {
        return new Lead(bytes(LEAD), ZONE);
    }

    static Stream<Arguments> records() {
        return Stream.of(
                Arguments.of(lead(), "uniqueId", "1S1"),
                Arguments.of(new Call(bytes(CALL), ZONE), "uniqueId", "7"),
                Arguments.of(new JsonRecord(bytes("{\"name\":\"B2B\"}")), "name", "B2B"),
                Arguments.of(new RawLeadField("1S1", "Phone", "70000001"), "uniqueLeadId", "1S1"),
                Arguments.of(
                        new LeadImportResult(
                                bytes("{\"success\":true}"), new LeadImport("SPRING25").with("Phone", "70000001")),
                        "success",
                        "true"));
    }

    private static String marshalled(String format, Object body) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:json").marshal().json();
                    from("direct:csv").marshal().csv();
                }
            });
            context.start();
            return context.createProducerTemplate().requestBody("direct:" + format, body, String.class);
        }
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordsBecomeJson(Object body, String member, String value) throws Exception {
        assertThat(JSON.readTree(marshalled("json", body)).path(member).asText())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordsBecomeCsv(Object body, String member, String value) throws Exception {
        assertThat(marshalled("csv", body)).startsWith(value).doesNotContain(member);
    }

    /** As the server sent them, not as the getters read them. */
    @Test
    void timesStayAsTheyAre() throws Exception {
        assertThat(JSON.readTree(marshalled("json", lead()))).isEqualTo(JSON.readTree(LEAD));
    }

    @Test
    void rowsBecomeCsv() throws Exception {
        assertThat(marshalled("csv", new LeadColumns(List.of("Phone")).row(lead())))
                .startsWith("1S1,")
                .contains("2026-05-06T10:00+02:00")
                .contains("70000001");
    }

    @Test
    void reportsBecomeJson() throws Exception {
        ImportReport report = new ImportReport(
                2,
                1,
                0,
                0,
                0,
                true,
                false,
                Duration.ofSeconds(3),
                3,
                List.of(new ImportReport.Problem(
                        1,
                        ImportReport.Outcome.REJECTED,
                        "Phone is missing",
                        new LeadImport("SPRING25").with("FirstName", "Ida"))));
        JsonNode json = JSON.readTree(marshalled("json", report));
        assertThat(json.get("accepted").asInt()).isEqualTo(2);
        assertThat(json.get("durationMillis").asInt()).isEqualTo(3000);
        assertThat(json.get("problems").get(0).get("outcome").asText()).isEqualTo("REJECTED");
    }
}
