package io.github.camelherobase.export;

import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.support.ByteServer;
import io.github.camelherobase.support.ByteServer.End;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Generated CSV answers, against what commons-csv reads: the same rows, or an error. Cut at any byte: no row that was not
 * sent, and never an export that looks whole.
 */
class CsvRandomTest {

    private static final int ANSWERS = Boolean.getBoolean("proof") ? 10_000 : 60;
    private static final String[] CHARACTERS = {
        "a", "Å", "€", "😀", " ", ";", ",", "\t", "'", "\"", "\r\n", "\n", "\r", "\0", "=", "<", "{", "#", "\\", "1"
    };
    private static final List<Charset> CHARSETS = List.of(
            StandardCharsets.UTF_8,
            StandardCharsets.UTF_16LE,
            StandardCharsets.UTF_16BE,
            Charset.forName("windows-1252"));

    private final List<Object> sink = new CopyOnWriteArrayList<>();
    private volatile byte[] body;

    @Test
    void everyAnswerIsReadAsCommonsCsvReadsItOrIsAnError() throws Exception {
        long seed = Long.getLong("csv.seed", System.nanoTime());
        System.out.println("CsvRandomTest: -Dcsv.seed=" + seed);
        Random random = new Random(seed);
        int equal = 0;
        int refused = 0;
        int cuts = 0;
        try (ByteServer server = new ByteServer(target -> body);
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:export")
                            .to("herobase:savedSearch?searchName=Sales&format=csv&quotaSync=0&username=api@example.com"
                                    + "&fairUse=false&password=RAW(secret)&baseUrl="
                                    + server.baseUrl())
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .process(exchange -> sink.add(exchange.getMessage().getBody()));
                }
            });
            context.start();
            for (int number = 0; number < ANSWERS; number++) {
                Answer answer = Answer.random(random);
                List<Map<String, Object>> expected = answer.rows();
                server.contentType(answer.contentType()).end(random.nextBoolean() ? End.LENGTH : End.CHUNKS, 1 << 30);
                boolean read = export(context, answer.bytes());
                assertThat(!answer.wellFormed() || read)
                        .as("answer %d is read", number)
                        .isTrue();
                if (read) {
                    equal++;
                    assertThat(sink).as("answer %d of seed %d", number, seed).isEqualTo(expected);
                } else {
                    refused++;
                    assertPrefix(expected, number, seed);
                }
                for (End end : End.values()) {
                    server.end(end, random.nextInt(answer.bytes().length));
                    cuts++;
                    assertThat(export(context, answer.bytes()))
                            .as("answer %d of seed %d, cut, %s: looks whole", number, seed, end)
                            .isFalse();
                    if (end == End.CLOSE) {
                        assertThat(sink).isEmpty();
                    }
                    assertPrefix(expected, number, seed);
                }
            }
        }
        System.out.println("CsvRandomTest: " + equal + " equal, " + refused + " refused, " + cuts + " cut, none whole");
        assertThat(equal).isGreaterThan(ANSWERS / 3);
    }

    /** Whether it ended as a whole one. */
    private boolean export(DefaultCamelContext context, byte[] answer) {
        sink.clear();
        body = answer;
        return !context.createProducerTemplate()
                .send("direct:export", exchange -> {})
                .isFailed();
    }

    private void assertPrefix(List<Map<String, Object>> expected, int number, long seed) {
        if (expected != null) {
            assertThat(sink.size()).isLessThanOrEqualTo(expected.size());
            assertThat(sink).as("answer %d of seed %d", number, seed).isEqualTo(expected.subList(0, sink.size()));
        }
    }

    /**
     * @param text as commons-csv is to read it
     * @param wellFormed whether it must be read
     */
    private record Answer(String text, char delimiter, byte[] bytes, String contentType, boolean wellFormed) {

        static Answer random(Random random) {
            String lineEnd = new String[] {"\r\n", "\n", "\r"}[random.nextInt(3)];
            int columns = 1 + random.nextInt(4);
            // One column has none, so a comma is as good as any.
            char delimiter = columns == 1 ? ',' : ",;\t".charAt(random.nextInt(3));
            boolean wellFormed = random.nextInt(4) > 0;
            StringBuilder text = new StringBuilder("UniqueId");
            for (int column = 1; column < columns; column++) {
                text.append(delimiter).append(random.nextBoolean() ? "Name" + column : "\"Na;me,\t" + column + "\"");
            }
            text.append(lineEnd);
            int rows = random.nextInt(6);
            for (int row = 0; row < rows; row++) {
                // At times one too few or too many.
                int values = wellFormed || random.nextInt(6) > 0 ? columns : 1 + random.nextInt(5);
                for (int column = 0; column < values; column++) {
                    text.append(column == 0 ? "" : delimiter).append(value(random, wellFormed, delimiter, column == 0));
                }
                if (row < rows - 1 || random.nextBoolean()) {
                    text.append(lineEnd);
                }
            }
            return encoded(random, text.toString(), delimiter, wellFormed);
        }

        private static Answer encoded(Random random, String text, char delimiter, boolean wellFormed) {
            Charset charset = CHARSETS.get(random.nextInt(CHARSETS.size()));
            String sent = text;
            boolean encodable = charset.newEncoder().canEncode(text);
            if (!encodable) {
                charset = StandardCharsets.UTF_8;
            }
            if (random.nextInt(4) == 0) {
                sent = "sep=" + delimiter + "\r\n" + sent;
            }
            boolean marked = charset.name().startsWith("UTF-16") && random.nextBoolean();
            boolean said = marked || charset == StandardCharsets.UTF_8 || random.nextInt(4) > 0;
            if (marked) {
                sent = "\uFEFF" + sent;
            }
            // Bytes that are another text in UTF-8 are that text, unless somebody says what they are.
            said |= isAnotherTextInUtf8(sent, charset);
            String type =
                    said && !marked ? "text/csv; charset=" + charset.name().toLowerCase(Locale.ROOT) : "text/csv";
            // What windows-1252 writes may be UTF-8 too, when it is ASCII only.
            return new Answer(text, delimiter, sent.getBytes(charset), type, wellFormed && said);
        }

        private static boolean isAnotherTextInUtf8(String text, Charset charset) {
            String read = new String(text.getBytes(charset), StandardCharsets.UTF_8);
            return read.indexOf('\uFFFD') < 0 && !read.equals(text);
        }

        private static String value(Random random, boolean wellFormed, char delimiter, boolean first) {
            StringBuilder value = new StringBuilder();
            int length = random.nextInt(7);
            for (int i = 0; i < length; i++) {
                value.append(CHARACTERS[random.nextInt(CHARACTERS.length)]);
            }
            if (!wellFormed && random.nextInt(8) == 0) {
                return value.toString();
            }
            boolean mustBeQuoted = value.chars().anyMatch(c -> c == delimiter || c == '"' || c == '\r' || c == '\n')
                    || first && value.isEmpty();
            return mustBeQuoted || random.nextInt(3) == 0
                    ? '"' + value.toString().replace("\"", "\"\"") + '"'
                    : value.toString();
        }

        /** Null when commons-csv does not read it, or its rows differ in length. */
        List<Map<String, Object>> rows() {
            List<Map<String, Object>> rows = new ArrayList<>();
            try (CSVParser parser = CSVFormat.DEFAULT
                    .builder()
                    .setDelimiter(delimiter)
                    .setIgnoreEmptyLines(true)
                    .get()
                    .parse(new StringReader(text))) {
                List<CSVRecord> records = parser.getRecords();
                List<String> names = records.get(0).toList();
                for (CSVRecord each : records.subList(1, records.size())) {
                    if (each.size() != names.size()) {
                        return null;
                    }
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int i = 0; i < names.size(); i++) {
                        row.put(names.get(i), each.get(i));
                    }
                    rows.add(row);
                }
                return rows;
            } catch (Exception e) {
                return null;
            }
        }
    }
}
