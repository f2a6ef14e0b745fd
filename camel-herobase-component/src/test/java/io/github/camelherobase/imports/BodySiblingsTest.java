package io.github.camelherobase.imports;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.sql.rowset.serial.SerialClob;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.SimpleTypeConverter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.support.ImportSites;
import io.github.camelherobase.support.ImportTestSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Bodies of other makers than JSON: Excel, databases, beans, a JVM of another charset. */
class BodySiblingsTest extends ImportTestSupport {

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws Exception {
        start(
                HerobaseSimulator.builder()
                        .campaign(CampaignSpec.code("SPRING25")
                                .required("Phone")
                                .optional("FirstName", "Note", "CrmId", "Amount", "Since")),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        from("direct:import").to("herobase:importLeads");
                    }
                });
    }

    private static String child(Path folder, String url) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dfile.encoding=US-ASCII",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AsciiJvm.class.getName(),
                        folder.toString(),
                        url)
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return output;
    }

    /** B7. */
    @Test
    void theDefaultCharsetOfTheJvmChangesNothing() throws Exception {
        Files.write(
                folder.resolve("latin.json"),
                "{\"Phone\":\"1\",\"FirstName\":\"Søren\"}".getBytes(StandardCharsets.ISO_8859_1));
        Files.write(
                folder.resolve("utf8.json"),
                "{\"Phone\":\"2\",\"FirstName\":\"Åse\"}".getBytes(StandardCharsets.UTF_8));
        Files.write(folder.resolve("latin.csv"), "Phone;FirstName\n3;Sören\n".getBytes(StandardCharsets.ISO_8859_1));

        // Two of the routes at once would both make it; Camel fails the one that comes second, and reads its file
        // again.
        Files.createDirectory(folder.resolve(".camel"));

        String output = child(folder, simulator.baseUrl());

        assertThat(output).contains("US-ASCII");
        assertThat(stored())
                .as(output)
                .extracting(lead -> lead.get("Phone") + lead.get("FirstName"))
                .containsExactlyInAnyOrder("1Søren", "2Åse", "3Sören");
    }

    /** Imports three files, in a JVM whose default charset can write none of their names. */
    public static final class AsciiJvm {

        private AsciiJvm() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(java.nio.charset.Charset.defaultCharset());
            try (DefaultCamelContext context = ImportSites.context(arguments[1])) {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        CsvDataFormat csv = new CsvDataFormat();
                        csv.setLazyLoad(true);
                        csv.setUseMaps(true);
                        csv.setDelimiter(';');
                        String folder = "file:" + arguments[0] + "?moveFailed=.failed&initialDelay=1&delay=50&include=";
                        from(folder + "latin.*json&charset=ISO-8859-1").to("herobase:importLeads");
                        from(folder + "utf8.*json").to("herobase:importLeads");
                        from(folder + "latin.*csv&charset=ISO-8859-1")
                                .unmarshal(csv)
                                .to("herobase:importLeads");
                    }
                });
                context.start();
                Path done = Path.of(arguments[0], ".camel");
                await().until(() -> Files.isDirectory(done) && done.toFile().list().length == 3);
            } finally {
                System.out.flush();
            }
            System.exit(0);
        }
    }

    /** B11: the mark of Excel's CSV stands before the very column that the key names. */
    @Test
    void theKeyMayBeTheColumnBehindTheMark() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                CsvDataFormat csv = new CsvDataFormat();
                csv.setLazyLoad(true);
                csv.setUseMaps(true);
                csv.setDelimiter(';');
                for (String key : List.of("CrmId", "crm-$simple{body[CrmId]}")) {
                    from("direct:" + key.substring(0, 3))
                            .errorHandler(noErrorHandler())
                            .unmarshal(csv)
                            .to("herobase:importLeads?importKey=" + key + "&importJournal=#journal" + key.length());
                    context.getRegistry()
                            .bind(
                                    "journal" + key.length(),
                                    new io.github.camelherobase.journal.FileImportJournal(
                                            folder.resolve("journal" + key.length())));
                }
            }
        });
        String csv = "\uFEFFCrmId;Phone\r\n7;1\r\n8;2\r\n";
        for (String route : List.of("direct:Crm", "direct:crm")) {
            Exchange done = send(route, csv);
            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getBody(ImportReport.class).accepted()).isEqualTo(2);
            // The same file once more: the key is known.
            assertThat(send(route, csv).getMessage().getBody(ImportReport.class).acceptedBefore())
                    .isEqualTo(2);
        }
        assertThat(stored()).hasSize(4).allSatisfy(lead -> assertThat(lead).containsKey("CrmId"));
    }

    /** B6: what a database gives, with its names in capitals, a Clob, a decimal, a time and a null. */
    @Test
    void rowsOfADatabaseAreLeads() throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:rows");
                var statement = connection.createStatement()) {
            statement.execute("create table people(\"Phone\" varchar, \"Note\" clob, \"Amount\" decimal(10,2),"
                    + " \"FirstName\" varchar)");
            statement.execute("insert into people values ('1', 'a long note', 12.00, null), ('2', '', 12.50, 'Ada')");
            ResultSet result = statement.executeQuery("select * from people order by \"Phone\"");
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int column = 1; column <= 4; column++) {
                    row.put(result.getMetaData().getColumnName(column), result.getObject(column));
                }
                rows.add(row);
            }
            Exchange done = send("direct:import", rows);
            assertThat(done.getException()).isNull();
        }
        assertThat(stored()).extracting(lead -> lead.get("Amount")).containsExactlyInAnyOrder("12", "12.50");
        assertThat(stored()).anySatisfy(lead -> assertThat(lead).containsEntry("Note", "a long note"));

        Map<String, Object> row = new LinkedHashMap<>();
        row.put("Phone", new SerialClob("3".toCharArray()));
        row.put("Since", Timestamp.from(Instant.parse("2026-03-01T10:00:00Z")));
        row.put("Amount", new BigDecimal("1E+3"));
        assertThat(send("direct:import", row).getException()).isNull();
        assertThat(stored()).anySatisfy(lead -> assertThat(lead)
                .containsEntry("Phone", "3")
                .containsEntry("Since", "2026-03-01T11:00:00+01:00")
                .containsEntry("Amount", "1000"));
    }

    /** As camel-bindy makes them. */
    public record Person(String phone, String firstName) {}

    @Test
    void beansAreLeadsWhereAConverterMakesMapsOfThem() {
        HerobaseLeadRejectedException refused = (HerobaseLeadRejectedException)
                send("direct:import", new Person("1", "Ada")).getException();
        assertThat(refused).hasMessageContaining("BodySiblingsTest$Person").hasMessageNotContaining("Ada");

        context.getTypeConverterRegistry()
                .addTypeConverter(
                        Map.class,
                        Person.class,
                        new SimpleTypeConverter(
                                true,
                                (type, exchange, person) -> Map.of(
                                        "Phone",
                                        ((Person) person).phone(),
                                        "FirstName",
                                        ((Person) person).firstName())));
        assertThat(send("direct:import", new Person("1", "Ada")).getException()).isNull();
        assertThat(send("direct:import", List.of(new Person("2", "Åse"), new Person("3", "Bo")))
                        .getException())
                .isNull();
        assertThat(stored()).extracting(lead -> lead.get("FirstName")).containsExactlyInAnyOrder("Ada", "Åse", "Bo");
    }

    /** A second value would replace the first without a word. */
    @Test
    void aFieldThatIsThereTwiceRefusesTheLead() {
        Exchange done = send("direct:import", "{\"Phone\":\"70000001\",\"FirstName\":\"Ada\",\"Phone\":\"70000002\"}");
        assertThat(done.getException())
                .isInstanceOf(HerobaseLeadRejectedException.class)
                .hasMessageContaining("a field twice")
                .hasMessageNotContaining("7000");
        assertThat(stored()).isEmpty();
    }
}
