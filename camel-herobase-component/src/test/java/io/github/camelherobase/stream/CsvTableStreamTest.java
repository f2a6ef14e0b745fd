package io.github.camelherobase.stream;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseProtocolException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The server's CSV, whose form is not documented: every delimiter, charset, mark, quote and line end reads the same. */
class CsvTableStreamTest {

    private static final CsvFormat USUAL = new CsvFormat(',', StandardCharsets.UTF_8, true);

    private static CsvTableStream table(byte[] answer, CsvFormat format) {
        return new CsvTableStream(new AnswerBytes(answer), "GET /leads/csv", format, 1_000_000, columns -> {});
    }

    private static List<Map<String, Object>> rows(byte[] answer, CsvFormat format) {
        List<Map<String, Object>> rows = new ArrayList<>();
        table(answer, format).forEachRemaining(rows::add);
        return rows;
    }

    private static List<Map<String, Object>> rows(String answer) {
        return rows(answer.getBytes(StandardCharsets.UTF_8), USUAL);
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }

    @Provide
    Arbitrary<List<List<String>>> tables() {
        return Arbitraries.of("a", "Å", "æ", "€", "😀", " ", ";", ",", "\t", "|", "'", "\"", "\r\n", "\n", "\r")
                .list()
                .ofMaxSize(8)
                .map(characters -> String.join("", characters))
                .list()
                .ofSize(3)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Property(tries = 300)
    void everyValueComesBack(
            @ForAll("tables") List<List<String>> values,
            @ForAll("delimiters") char delimiter,
            @ForAll("charsets") Charset charset,
            @ForAll boolean header,
            @ForAll("lineEnds") String lineEnd)
            throws IOException {
        List<List<String>> lines = new ArrayList<>(values);
        List<String> columns = List.of("uniqueId", "Navn på\r\nlead", "Phone");
        if (header) {
            lines.add(0, columns);
        } else {
            columns = List.of("column1", "column2", "column3");
        }
        String csv = lines.stream()
                .map(line -> line.stream()
                        .map(CsvTableStreamTest::quoted)
                        .collect(Collectors.joining(String.valueOf(delimiter))))
                .collect(Collectors.joining(lineEnd));
        List<Map<String, Object>> expected = new ArrayList<>();
        for (List<String> line : values) {
            Map<String, Object> row = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                row.put(columns.get(i), line.get(i));
            }
            expected.add(row);
        }
        assertThat(rows(csv.getBytes(charset), new CsvFormat(delimiter, charset, header)))
                .isEqualTo(expected);
        if (!charset.equals(StandardCharsets.UTF_16LE)) {
            // A mark goes before the option.
            ByteArrayOutputStream marked = new ByteArrayOutputStream();
            marked.write(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
            marked.write(csv.getBytes(StandardCharsets.UTF_8));
            assertThat(rows(marked.toByteArray(), new CsvFormat(delimiter, charset, header)))
                    .isEqualTo(expected);
        }
    }

    @Provide
    Arbitrary<Character> delimiters() {
        return Arbitraries.of(',', ';', '\t', '|');
    }

    @Provide
    Arbitrary<Charset> charsets() {
        return Arbitraries.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE);
    }

    @Provide
    Arbitrary<String> lineEnds() {
        return Arbitraries.of("\r\n", "\n", "\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE"})
    void aMarkOfTwoBytesIsKnownToo(String charset) {
        byte[] answer = ("\uFEFF" + "Navn\r\nÅse\r\n").getBytes(Charset.forName(charset));
        assertThat(rows(answer, USUAL)).containsExactly(Map.of("Navn", "Åse"));
    }

    @Test
    void aCharsetThatDoesNotFitIsSaidAndNoQuestionMarksAreHandedOut() {
        byte[] answer = "Navn\r\nIda\r\nÅse\r\n".getBytes(Charset.forName("windows-1252"));
        assertThatThrownBy(() -> rows(answer, USUAL))
                .isInstanceOfSatisfying(HerobaseProtocolException.class, e -> assertThat(e.isRetryable())
                        .isFalse())
                .hasMessageContaining("that are not in the charset UTF-8")
                .hasMessageContaining("set csvCharset")
                .hasMessageNotContaining("Ida");
        assertThat(rows(answer, new CsvFormat(',', Charset.forName("windows-1252"), true)))
                .containsExactly(Map.of("Navn", "Ida"), Map.of("Navn", "Åse"));
    }

    @Test
    void anErrorNamesTheLineWhereRowsHaveSeveralAndTheFirstIsADeclaration() {
        assertThatThrownBy(() -> rows("sep=,\na,b\n\"1\n\n\",2\n7000\n"))
                .hasMessageContaining("row 3 of the CSV answer")
                .hasMessageContaining("it is in line 6;")
                .hasMessageNotContaining("7000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'a,b\n1,2\n7000\n'|row 3 of the CSV answer of http://localhost/api/test has 1 columns, but the first 2",
                "'a,b\n1,2,7000\n'|row 2 of the CSV answer of http://localhost/api/test has 3 columns, but the first 2",
                "'a,b\n1,\"2\"7000\n'|row 2 of the CSV answer of http://localhost/api/test is larger than 16 MB, has a quote that is never closed, or something behind a quoted value"
            })
    void aRowThatIsNotLikeTheFirstIsAnErrorWithoutItsContent(String answer, String message) {
        assertThatThrownBy(() -> rows(answer))
                .isInstanceOfSatisfying(HerobaseProtocolException.class, e -> assertThat(e.isRetryable())
                        .as("a whole answer would be as wrong again")
                        .isFalse())
                .hasMessageContaining(message)
                .hasMessageFindingMatch("line [123][;: ]")
                .hasMessageNotContaining("7000")
                .hasNoCause();
    }

    @Test
    void columnsOfOneNameStayApart() {
        assertThat(rows("uniqueId,Phone,Phone,Phone2\n1S1,a,b,c\n"))
                .containsExactly(Map.of("uniqueId", "1S1", "Phone", "a", "Phone3", "b", "Phone2", "c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,b", "a,b\r\n"})
    void anAnswerWithoutRowsHasNone(String answer) {
        assertThat(rows(answer)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF", "\r\n"})
    void anEmptyAnswerIsNoEndUnlessThereIsNoHeaderRow(String answer) {
        assertThatThrownBy(() -> rows(answer))
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("is empty")
                .hasMessageContaining("csvHeader=false");
        assertThat(rows(answer.getBytes(StandardCharsets.UTF_8), new CsvFormat(null, null, false)))
                .isEmpty();
    }

    @Test
    void emptyValuesAreEmptyAndNotNull() {
        assertThat(rows("a,b\n,\"\"\n")).containsExactly(Map.of("a", "", "b", ""));
    }

    @Test
    void aQuoteThatIsNeverClosedIsACutAnswer() {
        assertThatThrownBy(() -> rows("a,b\n1,\"2\n3,4\n"))
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining(
                        "row 2 of the CSV answer of http://localhost/api/test is larger than 16 MB, has a quote that is never closed");
    }

    @Test
    void aFieldWithoutEndIsRefusedAndNotReadIntoMemory() {
        byte[] answer = ("a\n" + "x".repeat(2_000_000)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> rows(answer, USUAL))
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("larger than 16 MB");
    }
}
