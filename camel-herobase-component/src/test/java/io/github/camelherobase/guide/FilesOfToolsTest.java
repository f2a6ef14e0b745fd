package io.github.camelherobase.guide;

import java.io.ByteArrayInputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.support.ImportTestSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The guide's table of what people have: each row's file, byte for byte as the tool writes it, goes in as the row says. */
class FilesOfToolsTest extends ImportTestSupport {

    private static final Charset WINDOWS = Charset.forName("windows-1252");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final List<String> PEOPLE = List.of("1 Ida Sørensen", "2 Åse \"Mus\" Ek", "3 José; Müller");

    @TempDir
    private Path folder;

    private final List<Object> results = new CopyOnWriteArrayList<>();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private String page;
    private int files;

    @BeforeEach
    void begin() throws Exception {
        page = GuideFile.read(GuideFile.repository().resolve("docs/importing.md"))
                .text();
        start(
                HerobaseSimulator.builder()
                        .campaign(CampaignSpec.code("SPRING25")
                                .required("Phone")
                                .optional("CrmId", "FirstName", "Amount"))
                        .campaign(
                                CampaignSpec.code("AUTUMN25").required("Phone").optional("CrmId", "FirstName")),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        from("direct:import").to("herobase:importLeads");
                        from("direct:done")
                                .process(done -> results.add(done.getMessage().getBody()));
                        from("direct:failed")
                                .process(failed ->
                                        failures.add(failed.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)
                                                .getMessage()));
                    }
                });
    }

    /** Of the row that begins so, what to write. */
    private List<String> written(String row) {
        Matcher line = Pattern.compile("(?m)^\\| " + Pattern.quote(row) + ".*\\| (.*) \\|$")
                .matcher(page);
        assertThat(line.find()).as(row).isTrue();
        return CODE.matcher(line.group(1)).results().map(code -> code.group(1)).toList();
    }

    /**
     * Puts a file where the row's route reads it, and waits for its end. One poll: Camel's next may find the name still
     * listed when the import, which holds no thread, has just ended and its file is moved.
     */
    private void drop(List<String> written, byte[] file) throws Exception {
        String name = "inbox" + ++files;
        String uri = written.get(0).replace("file:inbox", "file:" + folder.resolve(name));
        String step = written.stream()
                .filter(code -> code.startsWith("csv:"))
                .map(csv -> "        - unmarshal:\n            " + csv + "\n")
                .findFirst()
                .orElse("");
        String options = written.stream()
                .filter(code -> code.startsWith("campaignField="))
                .map(option -> "?" + option)
                .findFirst()
                .orElse("");
        String yaml = """
                - route:
                    errorHandler:
                      deadLetterChannel: { deadLetterUri: "direct:failed", level: "OFF" }
                    from:
                      uri: %s%sinitialDelay=0&delay=3600000&moveFailed=.failed
                      steps:
                %s        - to: herobase:importLeads%s
                        - to: direct:done
                """.formatted(uri, uri.contains("?") ? "&" : "?", step, options);
        int before = results.size() + failures.size();
        Files.write(Files.createDirectory(folder.resolve(name)).resolve("leads"), file);
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(name + ".yaml", yaml));
        await().until(() -> results.size() + failures.size() > before);
    }

    private void goesIn(String row, byte[] file) throws Exception {
        long before = simulator.world().leads().count();
        drop(written(row), file);
        assertThat(failures).as(row).isEmpty();
        allAreThere(row, before);
    }

    private void allAreThere(String row, long before) {
        assertThat(simulator
                        .world()
                        .leads()
                        .skip(before)
                        .map(lead ->
                                lead.data().get("CrmId") + " " + lead.data().get("FirstName")))
                .as(row)
                .containsExactlyInAnyOrderElementsOf(PEOPLE);
        assertThat(simulator.world().leads().skip(before).map(lead -> lead.data()
                        .get("Phone")))
                .as(row)
                .allMatch(phone -> phone.matches("7000000[123]"));
    }

    private static String csv(String delimiter, String end, boolean allQuoted) {
        StringBuilder text = new StringBuilder();
        for (String row : List.of(
                "CrmId FirstName Phone",
                "1 Ida_Sørensen 70000001",
                "2 Åse_\"Mus\"_Ek 70000002",
                "3 José;_Müller 70000003")) {
            List<String> values = new ArrayList<>();
            for (String value : row.split(" ")) {
                String plain = value.replace('_', ' ');
                boolean quoted = allQuoted || plain.contains("\"") || plain.contains(delimiter);
                values.add(quoted ? "\"" + plain.replace("\"", "\"\"") + "\"" : plain);
            }
            text.append(String.join(delimiter, values)).append(end);
        }
        return text.toString();
    }

    private static byte[] marked(String text, Charset charset) {
        return ("\uFEFF" + text).getBytes(charset);
    }

    @Test
    void filesOfExcel() throws Exception {
        goesIn("Excel, saved as *CSV UTF-8*", marked(csv(";", "\r\n", false), StandardCharsets.UTF_8));
        goesIn("Excel, saved as *CSV* (", csv(";", "\r\n", false).getBytes(WINDOWS));
        goesIn("Excel, saved as *Unicode", marked(csv("\t", "\r\n", false), StandardCharsets.UTF_16LE));
        List<String> separated = new ArrayList<>(written("Excel, saved as *CSV UTF-8*"));
        separated.set(
                1,
                separated
                        .get(1)
                        .replace(
                                "{ ",
                                "{ " + written("Excel's CSV with a first line").get(0) + ", "));
        long before = simulator.world().leads().count();
        drop(separated, ("sep=;\r\n" + csv(";", "\r\n", false)).getBytes(StandardCharsets.UTF_8));
        assertThat(failures).isEmpty();
        allAreThere("sep=;", before);
        // Blank rows at the end of a sheet, which Excel writes as delimiters.
        goesIn("Excel, saved as *CSV* (", (csv(";", "\r\n", false) + ";;\r\n;;\r\n").getBytes(WINDOWS));
        assertThat(results.get(results.size() - 1))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(ImportReport.class))
                .extracting(ImportReport::blank)
                .isEqualTo(2L);
    }

    private static final String POWERSHELL = """
            [
                {
                    "CrmId":  1,
                    "FirstName":  "Ida Sørensen",
                    "Phone":  "70000001"
                },
                {
                    "CrmId":  2,
                    "FirstName":  "Åse \\"Mus\\" Ek",
                    "Phone":  70000002
                },
                {
                    "CrmId":  "3",
                    "FirstName":  "José; M\\u00fcller",
                    "Phone":  "70000003"
                }
            ]
            """.replace("\n", "\r\n");

    @Test
    void filesOfPowerShell() throws Exception {
        goesIn("PowerShell: `ConvertTo-Json`", marked(POWERSHELL, StandardCharsets.UTF_16LE));
        goesIn("PowerShell: `ConvertTo-Json`", marked(POWERSHELL, StandardCharsets.UTF_8));
        goesIn("JSON in Windows-1252", POWERSHELL.getBytes(WINDOWS));
        goesIn("PowerShell: `Export-Csv -No", marked(csv(",", "\r\n", true), StandardCharsets.UTF_8));
        goesIn(
                "PowerShell: `Export-Csv -Encoding U",
                marked(
                        "#TYPE System.Management.Automation.PSCustomObject\r\n" + csv(",", "\r\n", true),
                        StandardCharsets.UTF_16LE));
    }

    @Test
    void filesOfPandas() throws Exception {
        String records = "[{\"CrmId\":1.0,\"FirstName\":\"Ida S\\u00f8rensen\",\"Phone\":70000001.0,\"Amount\":null},"
                + "{\"CrmId\":2.0,\"FirstName\":\"\\u00c5se \\\"Mus\\\" Ek\",\"Phone\":70000002.0,\"Amount\":12.5},"
                + "{\"CrmId\":3.0,\"FirstName\":\"Jos\\u00e9; M\\u00fcller\",\"Phone\":70000003.0,\"Amount\":1e16}]";
        goesIn("pandas: `to_json(", records.getBytes(StandardCharsets.US_ASCII));
        goesIn(
                "pandas: `to_json(",
                records.substring(1, records.length() - 1)
                        .replace("},{", "}\n{")
                        .concat("\n")
                        .getBytes(StandardCharsets.US_ASCII));
        goesIn(
                "pandas: `to_json(",
                records.replace("{", "\n  {\n    ").replace(",\"", ",\n    \"").getBytes(StandardCharsets.US_ASCII));
        goesIn("pandas: `to_csv(", csv(",", "\n", false).getBytes(StandardCharsets.UTF_8));
        // What json.dump writes is not JSON.
        drop(List.of("file:inbox"), "[{\"CrmId\": 4, \"Phone\": NaN}, {\"CrmId\": 5, \"Phone\": \"1\"}]".getBytes());
        assertThat(failures).isEmpty();
        assertThat(results.get(results.size() - 1).toString()).contains("accepted=1, rejected=1,", "complete=true");
    }

    @Test
    void messagesOfKafkaAndFormsAndRows() {
        long before = 0;
        List<Exchange> batch = new ArrayList<>();
        for (String person : PEOPLE) {
            Exchange inner = new DefaultExchange(context);
            inner.getMessage()
                    .setBody("{\"CrmId\":\"" + person.charAt(0) + "\",\"FirstName\":\""
                            + person.substring(2).replace("\"", "\\\"") + "\",\"Phone\":\"7000000" + person.charAt(0)
                            + "\"}");
            batch.add(inner);
        }
        assertThat(template.requestBody("direct:import", batch)).isInstanceOf(ImportReport.class);
        allAreThere("a batch of Kafka", before);

        before += 3;
        for (Exchange inner : batch) {
            template.requestBody(
                    "direct:import", inner.getMessage().getBody(String.class).getBytes(StandardCharsets.UTF_8));
        }
        allAreThere("messages of Kafka", before);

        before += 3;
        for (Exchange inner : batch) {
            template.request("direct:import", form -> {
                form.setProperty(Exchange.CHARSET_NAME, "ISO-8859-1");
                form.getMessage()
                        .setBody(new ByteArrayInputStream(
                                inner.getMessage().getBody(String.class).getBytes(StandardCharsets.ISO_8859_1)));
            });
        }
        allAreThere("a form in ISO-8859-1", before);

        before += 3;
        List<Map<String, Object>> rows = new ArrayList<>();
        for (String person : PEOPLE) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("CrmId", person.charAt(0) - '0');
            row.put("FirstName", person.substring(2));
            row.put("Phone", "7000000" + person.charAt(0));
            row.put("Amount", null);
            rows.add(row);
        }
        template.requestBody("direct:import", rows);
        allAreThere("rows", before);
    }

    @Test
    void filesOfAnotherDialer() throws Exception {
        goesIn(
                "another dialer's export",
                csv(";", "\r\n", true)
                        .replaceFirst("CrmId", "Customer no.")
                        .replaceFirst("FirstName", "Name")
                        .replaceFirst("Phone", "Phone 1")
                        .getBytes(StandardCharsets.UTF_8));
        drop(
                written("CSV with a column that names the campaign"),
                "Kampagne,CrmId,Phone\nAUTUMN25,1,70000001\nSPRING25,2,70000002\n,3,70000003\n".getBytes());
        assertThat(failures).isEmpty();
        assertThat(simulator.world().leads().skip(3).map(lead -> lead.campaign().code()))
                .containsExactlyInAnyOrder("AUTUMN25", "SPRING25", "SPRING25");
    }

    /** What a person sees of a wrong CSV: one text is in the reason of each row or in the failure of the file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CrmId,Phone/1,70000001/2,70000002/ | rejected=2, | its only field is named like a whole row of names",
                "CrmId;Phone;FirstName/1;70000001;S\u00F8ren/2;70000002;Ida/ | - | Input length = 1",
                "CrmId;;Phone/1;x;70000001/ | - | A header name is missing",
                ";CrmId;Phone/0;1;70000001/ | - | A header name is missing",
                "CrmId;Phone;Phone/1;70000001;70000002/ | - | the columns 2 and 3 of the CSV have one name",
                "1;70000001/2;70000002/ | rejected=1, | line 2 of the CSV",
                "CrmId;Phone;FirstName/1;70000001/2;70000002;Ida/ | accepted=2, | ",
                "CrmId;Phone/1;70000001/2;\"7\"2/ | accepted=1, | at line 3 of its text"
            })
    void whatIsWrongWithACsvIsSeen(String text, String counts, String words) throws Exception {
        byte[] file = text.replace('/', '\n').getBytes(WINDOWS);
        drop(written("Excel, saved as *CSV UTF-8*"), file);
        String seen = results + " " + failures + (results.isEmpty() ? "" : ((ImportReport) results.get(0)).problems());
        assertThat(seen).contains(counts.equals("-") ? "" : counts).contains(words == null ? "" : words);
        boolean costs = text.startsWith("1;") || counts.startsWith("accepted");
        assertThat(simulator.books().requests("POST /leads").isEmpty()).isEqualTo(!costs);
    }
}
