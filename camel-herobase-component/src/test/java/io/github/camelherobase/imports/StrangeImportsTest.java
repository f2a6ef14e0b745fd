package io.github.camelherobase.imports;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;

/** Bodies that nobody had in mind, and bodies that break: each is imported as it stands, or refused in words. */
@Timeout(60)
class StrangeImportsTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static HerobaseSimulator simulator;
    private static DefaultCamelContext context;
    private static ProducerTemplate template;

    @TempDir
    private Path folder;

    /** Phones of one test: all tests share one HeroBase. */
    private final int first = NUMBERS.getAndAdd(1_000);

    private final int requestsBefore = requests();

    @BeforeAll
    static void begin() throws Exception {
        simulator = HerobaseSimulator.builder().account(ImportSites.unlimited()).start();
        context = ImportSites.context(simulator.baseUrl());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler()
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .logExhausted(false));
                from("direct:import").streamCache(false).to("herobase:importLeads?importConcurrency=1");
                from("direct:cached").errorHandler(noErrorHandler()).to("herobase:importLeads?importConcurrency=1");
                from("direct:unpacked")
                        .process(packed -> packed.getMessage()
                                .setBody(new GZIPInputStream(packed.getMessage().getBody(InputStream.class))))
                        .to("direct:import");
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterAll
    static void end() throws Exception {
        context.close();
        simulator.close();
    }

    private static Exchange send(String uri, Object body) {
        return template.send(uri, exchange -> exchange.getMessage().setBody(body));
    }

    private static int requests() {
        return simulator.books().requests("POST /leads").size();
    }

    private String phone(int number) {
        return "p" + (first + number);
    }

    private Map<String, Object> lead(int number) {
        return new LinkedHashMap<>(Map.of("Phone", phone(number)));
    }

    private String line(int number) {
        return "{\"Phone\":\"" + phone(number) + "\"}";
    }

    private String[] phones(int count) {
        return IntStream.range(0, count).mapToObj(this::phone).toArray(String[]::new);
    }

    private List<String> stored() {
        return simulator
                .world()
                .leads()
                .map(lead -> lead.data().get("Phone"))
                .filter(phone -> phone.startsWith("p") && Integer.parseInt(phone.substring(1)) / 1_000 == first / 1_000)
                .toList();
    }

    private static HerobaseException failure(Exchange done) {
        assertThat(done.getException()).isInstanceOf(HerobaseException.class);
        return (HerobaseException) done.getException();
    }

    /** Every kind of lead in one list, and what is none of them. */
    @Test
    void aListOfEverythingCountsEachElement() {
        Exchange inner = new DefaultExchange(context);
        inner.getMessage().setBody(new ByteArrayInputStream(line(4).getBytes(StandardCharsets.UTF_8)));
        Exchange listWithin = new DefaultExchange(context);
        listWithin.getMessage().setBody(List.of(lead(90), lead(91)));
        List<Object> mixed = new ArrayList<>(Arrays.asList(
                lead(0),
                new LeadImport().with("Phone", phone(1)),
                line(2),
                line(3).getBytes(StandardCharsets.UTF_16),
                inner,
                null,
                7,
                new Object[] {lead(92)},
                listWithin,
                "text",
                "",
                "[" + line(93) + "]",
                broken("", IOException::new),
                gzip("[" + line(94) + "]"),
                folder.resolve("gone.json"),
                lead(5)));

        Exchange done = send("direct:import", mixed);

        assertThat(done.getException()).isNull();
        ImportReport report = done.getMessage().getBody(ImportReport.class);
        assertThat(stored()).containsExactlyInAnyOrder(phones(6));
        assertThat(report.accepted()).isEqualTo(6);
        assertThat(report.problems())
                .extracting(ImportReport.Problem::position)
                .containsExactly(5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L, 13L, 14L);
        assertThat(report.problems())
                .allSatisfy(problem -> assertThat(problem.reason()).doesNotContain("\"p"));
        assertThat(report.problems().get(7).reason()).contains("cannot be read").contains("IOException");
        assertThat(report.problems().get(8).reason()).contains("gzip");
        assertThat(report.problems().get(9).reason()).contains("NoSuchFileException");
    }

    static Stream<String> texts() {
        return Stream.of(
                "\uFEFF",
                " \t\r\n ",
                "\uFEFF \n",
                "\u0000",
                "\u0000\u0000\u0000\u0000",
                "{\"Phone\":\"1\",\"Phone\":\"2\"}",
                "{\"a\":".repeat(5_000) + "1" + "}".repeat(5_000),
                "[".repeat(5_000) + "]".repeat(5_000),
                "{\"Phone\":1e400000000}",
                "{\"Phone\":" + "9".repeat(2_000) + "}",
                "{\"Phone\":1e401}",
                "{\"Phone\":1e-401}",
                "{\"Phone\":Infinity}",
                "{\"Phone\":[\"1\"]}",
                "{\"Phone\":{\"n\":1}}",
                "{\"Data\":{\"Phone\":{\"n\":1}}}",
                "{\"Data\":[]}",
                "{\"Data\":null}",
                "{}",
                "[{}]",
                "{\"Phone\":\"\uD800\"}",
                "null",
                "\"text\"",
                "12",
                "// a comment\n{\"Phone\":\"1\"}",
                "{'Phone':'1'}",
                "{\"Phone\":\"1\",}",
                "{\"Phone\" \"1\"}",
                "<leads/>",
                "Phone;Name\n1;x\n");
    }

    /** Nothing of it is sent, it takes no time, and the words are ours. */
    @ParameterizedTest
    @MethodSource("texts")
    void aTextThatIsNoLeadIsRefusedInWords(String text) throws Exception {
        for (Object body : List.of(
                text,
                text.getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                Files.writeString(folder.resolve("file"), text.replace('\uD800', '?'))
                        .toFile())) {
            if (text.contains("\uD800") && !(body instanceof String)) {
                continue;
            }
            assertThat(failure(send("direct:import", body)))
                    .as(body.getClass().getSimpleName())
                    .message()
                    .hasSizeLessThan(800);
        }
        assertThat(requests()).isEqualTo(requestsBefore);
    }

    @Test
    void numbersAreWrittenOneWay() {
        List<String> names = List.of("-0", "-0.0", "0e5", "0.000", "123456789012345678901234567890.50");
        for (int i = 0; i < names.size(); i++) {
            assertThat(send("direct:import", "{\"Phone\":\"" + phone(i) + "\",\"Name\":" + names.get(i) + "}")
                            .getException())
                    .isNull();
        }
        assertThat(simulator
                        .world()
                        .leads()
                        .filter(lead -> stored().contains(lead.data().get("Phone")))
                        .map(lead -> lead.data().get("Name")))
                .containsExactly("0", "0", "0", "0", "123456789012345678901234567890.50");
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    @Test
    void gzipIsUnpackedByTheRouteAndNamedOtherwise() throws Exception {
        byte[] packed = gzip("[" + line(0) + "," + line(1) + "]");
        for (Object body : List.of(
                packed,
                new ByteArrayInputStream(packed),
                Files.write(folder.resolve("leads.json.gz"), packed).toFile())) {
            assertThat(failure(send("direct:import", body)))
                    .hasMessageContaining("gzip")
                    .hasMessageContaining("gzipDeflater");
        }
        assertThat(requests()).isEqualTo(requestsBefore);
        assertThat(send("direct:unpacked", packed).getException()).isNull();
        assertThat(stored()).containsExactlyInAnyOrder(phones(2));
    }

    @ParameterizedTest
    @CsvSource({
        "504B0304140006000800, .xlsx",
        "28B52FFD04580100, Zstandard",
        "425A683931415926, bzip2",
        "FD377A585A000004, xz",
        "377ABCAF271C0004, 7z",
        "04224D1864A7, LZ4",
        "D0CF11E0A1B11AE1, .xls",
        "255044462D312E37, PDF",
        "5041523115041500, Parquet",
        "4F626A0104160000, Avro"
    })
    void whatIsNoTextIsNamed(String bytes, String name) {
        assertThat(failure(send("direct:import", HexFormat.of().parseHex(bytes))))
                .hasMessageContaining(name)
                .hasMessageContaining("not JSON");
        assertThat(requests()).isEqualTo(requestsBefore);
    }

    private interface Failure {
        Exception make(String words);
    }

    /** Gives the text, fails once, and would then go on with what is a lead of its own. */
    private static InputStream broken(String text, Failure failure) {
        return new InputStream() {
            private final InputStream before = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            private final InputStream behind =
                    new ByteArrayInputStream("{\"Phone\":\"behind\"}".getBytes(StandardCharsets.UTF_8));
            private boolean failed;

            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
            }

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                int count = before.read(target, offset, Math.min(length, 7));
                if (count >= 0 || failed) {
                    return count >= 0 ? count : behind.read(target, offset, length);
                }
                failed = true;
                Exception broken = failure.make("of the lead p-secret");
                if (broken instanceof RuntimeException runtime) {
                    throw runtime;
                }
                throw (IOException) broken;
            }
        };
    }

    private static Reader brokenReader(String text, Failure failure) {
        return new Reader() {
            private final InputStream in = broken(text, failure);

            @Override
            public int read(char[] target, int offset, int length) throws IOException {
                int read = in.read();
                target[offset] = (char) read;
                return read < 0 ? -1 : 1;
            }

            @Override
            public void close() {}
        };
    }

    private static Stream<Failure> failures() {
        return Stream.of(
                IOException::new,
                words -> new UncheckedIOException(new IOException(words)),
                IllegalStateException::new);
    }

    /** Redelivered twice: what was read is imported, each lead once, and that the rest is missing is said. */
    @ParameterizedTest
    @ValueSource(strings = {"stream", "reader", "cached stream", "iterator", "list"})
    void aSourceThatBreaksInTheMiddleIsNoSuccess(String kind) {
        failures().forEach(failure -> {
            int before = stored().size();
            String text = line(before) + "\n" + line(before + 1) + "\n{\"Phone\":\"half";
            Exchange done =
                    switch (kind) {
                        case "stream" -> send("direct:import", broken(text, failure));
                        case "reader" -> send("direct:import", brokenReader(text, failure));
                        case "cached stream" -> send("direct:cached", broken(text, failure));
                        case "iterator" -> send("direct:import", brokenIterator(before, failure));
                        default -> send("direct:import", (Iterable<Object>) () -> brokenIterator(before, failure));
                    };
            if (kind.equals("cached stream")) {
                // Camel read it before the step, and has the only copy of what it read.
                assertThat(failure(done))
                        .hasMessageContaining("cannot be read")
                        .message()
                        .doesNotContain("p-secret");
                assertThat(requests()).isEqualTo(requestsBefore);
                return;
            }
            assertThat(failure(done))
                    .isInstanceOfSatisfying(HerobaseImportAbortedException.class, aborted -> {
                        assertThat(aborted.report().accepted()).isEqualTo(2);
                        assertThat(aborted.report().complete()).isFalse();
                    })
                    .hasMessageContaining("position 2")
                    .message()
                    .doesNotContain("p-secret");
            assertThat(stored()).hasSize(before + 2);
        });
        assertThat(stored()).containsExactly(phones(kind.equals("cached stream") ? 0 : 6));
        assertThat(simulator.world().leads().map(lead -> lead.data().get("Phone")))
                .doesNotContain("behind", "half");
    }

    private Iterator<Object> brokenIterator(int number, Failure failure) {
        return new Iterator<>() {
            private int given;

            @Override
            public boolean hasNext() {
                if (given < 2) {
                    return true;
                }
                Exception broken = failure.make("of the lead p-secret");
                throw broken instanceof RuntimeException runtime
                        ? runtime
                        : new UncheckedIOException((IOException) broken);
            }

            @Override
            public Object next() {
                return lead(number + given++);
            }
        };
    }

    /** Before a lead was there: nothing is sent, now or by the redeliveries, which find the rest of it. */
    @ParameterizedTest
    @ValueSource(strings = {"", "[", "{\"Phone\":", "   "})
    void aSourceThatBreaksAtItsBeginningIsRefused(String text) {
        failures().forEach(failure -> {
            for (Object body : List.of(broken(text, failure), brokenReader(text, failure))) {
                assertThat(failure(send("direct:import", body)))
                        .hasMessageContaining("cannot be read")
                        .message()
                        .doesNotContain("p-secret");
            }
        });
        assertThat(requests()).isEqualTo(requestsBefore);
    }

    @Test
    void whatIsClosedGoneOrReadBeforeIsRefusedInWords() throws Exception {
        Path file = Files.writeString(folder.resolve("leads.json"), line(0));
        InputStream closed = Files.newInputStream(file);
        closed.close();
        Stream<Object> read = Stream.of(lead(0));
        read.iterator();
        Iterable<Object> noIterator = () -> {
            throw new IllegalStateException("p-secret");
        };
        for (Object body : List.of(closed, read, noIterator, folder.resolve("gone.json"), folder.toFile(), folder)) {
            assertThat(failure(send("direct:import", body)))
                    .hasMessageContaining("cannot be read")
                    .message()
                    .doesNotContain("p-secret");
        }
        assertThat(requests()).isEqualTo(requestsBefore);
    }

    /** Records of Avro and Parquet are no maps; what holds their texts is a CharSequence. */
    @Test
    void textsAreAnyCharSequence() {
        Map<CharSequence, Object> record = new LinkedHashMap<>();
        record.put(new StringBuilder("Phone"), new StringBuilder(phone(0)));
        assertThat(send("direct:import", record).getException()).isNull();
        assertThat(stored()).containsExactly(phones(1));
        assertThat(failure(send("direct:import", new Object()))).hasMessageContaining("java.lang.Object");
    }
}
