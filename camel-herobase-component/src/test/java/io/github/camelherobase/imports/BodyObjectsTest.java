package io.github.camelherobase.imports;

import java.nio.charset.StandardCharsets;
import java.util.Date;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.dataformat.bindy.annotation.CsvRecord;
import org.apache.camel.dataformat.bindy.annotation.DataField;
import org.apache.camel.dataformat.bindy.csv.BindyCsvDataFormat;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.support.SimpleTypeConverter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.support.ImportTestSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** Objects that libraries make of files: JSON trees of either Jackson, beans of camel-bindy, rows of camel-csv. */
class BodyObjectsTest extends ImportTestSupport {

    @BeforeEach
    void begin() throws Exception {
        start(
                HerobaseSimulator.builder()
                        .campaign(CampaignSpec.code("SPRING25")
                                .required("Phone")
                                .optional("FirstName", "Note", "Amount", "Since", "Flag")),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        CsvDataFormat csv = new CsvDataFormat();
                        csv.setLazyLoad(true);
                        csv.setUseOrderedMaps(true);
                        from("direct:import").to("herobase:importLeads");
                        from("direct:csv").unmarshal(csv).to("herobase:importLeads?rejectedUri=mock:problem");
                        from("direct:many").to("herobase:importLeads?rejectedUri=mock:refused&importConcurrency=8");
                        from("direct:bindy")
                                .unmarshal(new BindyCsvDataFormat(Row.class))
                                .to("herobase:importLeads");
                    }
                });
    }

    private static final String TREE =
            "{\"Phone\":70000001,\"FirstName\":\"Åse\",\"Amount\":12.5,\"Flag\":true,\"Note\":null}";
    private static final String WHOLE = "{\"CampaignCode\":\"SPRING25\",\"Data\":{\"Phone\":\"70000002\"}}";

    /** One tree is one lead, an array is many, in Jackson 2 as in Jackson 3. */
    @Test
    void treesOfEitherJacksonAreLeads() throws Exception {
        ObjectMapper two = new ObjectMapper();
        tools.jackson.databind.ObjectMapper three = new tools.jackson.databind.ObjectMapper();
        for (Object one :
                List.of(two.readTree(TREE), two.readTree(WHOLE), three.readTree(TREE), three.readTree(WHOLE))) {
            Exchange done = send("direct:import", one);
            assertThat(done.getException()).as(one.getClass().getName()).isNull();
            assertThat(done.getMessage().getBody()).isInstanceOf(LeadImportResult.class);
        }
        String array = "[" + TREE + "," + WHOLE + ",1,[" + WHOLE + "]]";
        for (Object many : List.of(
                two.readTree(array),
                three.readTree(array),
                List.of(three.readTree(TREE), two.readTree(WHOLE), three.readTree("1"), two.readTree("[]")))) {
            ImportReport report = send("direct:import", many).getMessage().getBody(ImportReport.class);
            assertThat(report.accepted()).as(many.getClass().getName()).isEqualTo(2);
            assertThat(report.rejected()).isEqualTo(2);
            assertThat(report.problems().get(0).reason()).containsIgnoringCase("expected");
        }
        assertThat(stored()).hasSize(10);
        assertThat(stored().stream().filter(lead -> lead.get("Phone").equals("70000001")))
                .hasSize(5)
                .allSatisfy(lead -> assertThat(lead)
                        .containsEntry("FirstName", "Åse")
                        .containsEntry("Amount", "12.5")
                        .containsEntry("Flag", "true"));
        assertThat(send("direct:import", two.readTree("\"text\"")).getException())
                .isInstanceOf(HerobaseException.class)
                .hasMessageContaining("JSON text");
        assertThat(send("direct:import", three.readTree("null")).getException()).isInstanceOf(HerobaseException.class);
    }

    /** JSON can write neither, so the tree's text holds something else. */
    @Test
    void numbersThatAreNotFiniteAndJavaObjectsWithinATreeAreNotSentAsSomethingElse() {
        ObjectNode two = new ObjectMapper().createObjectNode().put("Phone", "1");
        tools.jackson.databind.node.ObjectNode three =
                new tools.jackson.databind.ObjectMapper().createObjectNode().put("Phone", "2");
        two.put("Amount", Double.NaN);
        three.put("Amount", Double.POSITIVE_INFINITY);
        for (Object tree : List.of(two, three)) {
            assertThat(send("direct:import", tree).getException())
                    .isInstanceOf(HerobaseLeadRejectedException.class)
                    .hasMessageContaining("Amount is not a finite number");
        }
        two.remove("Amount");
        three.remove("Amount");
        two.putPOJO("Since", new Date(0));
        three.putPOJO("Since", new Date(0));
        ArrayNode list = new ObjectMapper().createArrayNode().add(two);
        assertThat(send("direct:import", list).getException()).isNull();
        assertThat(send("direct:import", Map.of("Phone", new ObjectMapper().valueToTree("3")))
                        .getException())
                .isNull();
        assertThat(send("direct:import", three).getException()).isNull();
        assertThat(stored())
                .filteredOn(lead -> !lead.get("Phone").equals("3"))
                .hasSize(2)
                .allSatisfy(lead -> assertThat(lead).containsEntry("Since", "1970-01-01T01:00:00+01:00"));
    }

    /** A row as camel-bindy makes it. */
    @CsvRecord(separator = ";", skipFirstLine = true)
    public static class Row {
        @DataField(pos = 1)
        private String phone;

        @DataField(pos = 2)
        private String firstName;

        @DataField(pos = 3)
        private Integer amount;
    }

    private static final String BINDY = "Phone;FirstName;Amount\n1;Ada;\n2;Søren;7\n";

    @Test
    void beansOfBindyAreLeadsThroughAConverterToMap() {
        Exchange without = send("direct:bindy", BINDY);
        assertThat(without.getException())
                .hasMessageContaining("BodyObjectsTest$Row")
                .hasMessageContaining("converter")
                .hasMessageNotContaining("Ada");
        assertThat(stored()).isEmpty();

        context.getTypeConverterRegistry()
                .addTypeConverter(Map.class, Row.class, new SimpleTypeConverter(false, (type, exchange, bean) -> {
                    Row row = (Row) bean;
                    return row.amount == null
                            ? Map.of("Phone", row.phone, "FirstName", row.firstName)
                            : Map.of("Phone", row.phone, "FirstName", row.firstName, "Amount", row.amount);
                }));
        Exchange many = send("direct:bindy", BINDY);
        assertThat(many.getException()).isNull();
        assertThat(many.getMessage().getBody(ImportReport.class).accepted()).isEqualTo(2);
        // Of one row bindy makes one bean.
        Exchange one = send("direct:bindy", "Phone;FirstName;Amount\n3;Bo;1\n");
        assertThat(one.getException()).isNull();
        assertThat(one.getMessage().getBody()).isInstanceOf(LeadImportResult.class);
        assertThat(stored())
                .extracting(lead -> lead.get("Phone") + lead.get("FirstName") + lead.get("Amount"))
                .containsExactlyInAnyOrder("1Ada", "2Søren7", "3Bo1");
    }

    /** What a reader puts in the place of bytes that it cannot read is no letter of a name. */
    @Test
    void aRowReadInAWrongCharsetIsRefusedWithoutARequest() {
        byte[] latin = "Phone,FirstName\n1,S\u00F8ren\n2,Ida\n".getBytes(StandardCharsets.ISO_8859_1);
        Exchange done = send("direct:csv", latin);
        assertThat(done.getException()).isNull();
        assertThat(done.getMessage().getBody(ImportReport.class).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason())
                        .startsWith("line 2 of the CSV")
                        .contains("FirstName holds U+FFFD", "charset"));
        assertThat(simulator.books().requests("POST /leads")).hasSize(1);
    }

    /** As readers do that save memory: the next row is in the map of the one before. */
    @Test
    void anIteratorThatFillsOneMapAgainGivesEachLeadOnce() throws Exception {
        Map<String, Object> map = new HashMap<>();
        Map<String, Object> data = new HashMap<>();
        AtomicInteger number = new AtomicInteger();
        Iterator<Map<String, Object>> rows = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return number.get() < 400;
            }

            @Override
            public Map<String, Object> next() {
                int next = number.incrementAndGet();
                map.clear();
                data.clear();
                // Some are refused, and reach the other route later.
                data.put(next % 10 == 0 ? "FirstName" : "Phone", "p" + next);
                map.put("Data", data);
                return map;
            }
        };
        Exchange done = send("direct:many", rows);
        assertThat(done.getException()).isNull();
        assertThat(stored())
                .extracting(lead -> lead.get("Phone"))
                .doesNotHaveDuplicates()
                .hasSize(360);
        assertThat(context.getEndpoint("mock:refused", MockEndpoint.class).getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(Map.class).toString())
                .doesNotHaveDuplicates()
                .hasSize(40)
                .allMatch(body -> body.contains("FirstName"));
    }

    /** The line is where a person looks: rows may be longer than a line, and blank lines may stand between. */
    @Test
    void aRejectedRowOfCsvNamesItsLine() throws Exception {
        MockEndpoint problems = context.getEndpoint("mock:problem", MockEndpoint.class);
        String csv = "Phone,Note\r\n1,fine\r\n,\"two\r\nlines\"\r\n\r\n,bad\r\n3,\"also\ntwo\"\r\n,last";
        Exchange done = send("direct:csv", csv);
        assertThat(done.getException()).isNull();
        ImportReport report = done.getMessage().getBody(ImportReport.class);
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.problems())
                .extracting(problem -> problem.reason().replaceAll(" of the CSV: .*", ""))
                .containsExactly("line 3", "line 6", "line 9");
        problems.expectedMessageCount(3);
        problems.assertIsSatisfied();
        assertThat(problems.getExchanges())
                .extracting(exchange -> exchange.getMessage().getHeader("CamelHerobaseReason", String.class))
                .allMatch(reason -> reason.matches("line \\d of the CSV: .*"));
    }
}
