package io.github.camelherobase.stream;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.camelherobase.api.HerobaseException;

import static org.assertj.core.api.Assertions.assertThat;

/** The rows of a CSV answer are those that FastCSV reads in the whole text, each as long as the first, or they are an error. */
public final class CsvAnswersFuzz {

    private static final Character[] DELIMITERS = {null, ',', ';', '\t'};
    private static final Charset[] CHARSETS = {
        null, StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1
    };
    private static final int HEADER = 16;
    private static final Pattern DECLARATION = Pattern.compile("(?i)\\s*(sep=[^\"]|\"sep=[^\"]\")");

    private CsvAnswersFuzz() {}

    /** The first byte has the options. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length == 0) {
            return;
        }
        byte[] answer = Arrays.copyOfRange(data, 1, data.length);
        Character delimiter = DELIMITERS[data[0] & 3];
        Charset charset = CHARSETS[data[0] >> 2 & 3];
        boolean header = (data[0] & HEADER) != 0;
        List<List<String>> ours = new ArrayList<>();
        List<String> columns = new ArrayList<>();
        try {
            CsvFormat format = new CsvFormat(delimiter, charset, header);
            CsvTableStream rows =
                    new CsvTableStream(new AnswerBytes(answer), "GET /leads/csv", format, 1_000_000, columns::addAll);
            rows.forEachRemaining(
                    row -> ours.add(row.values().stream().map(Object::toString).toList()));
        } catch (HerobaseException e) {
            return;
        }
        String text = text(answer, charset == null ? StandardCharsets.UTF_8 : charset);
        if (DECLARATION.matcher(text).lookingAt()) {
            // Its first line is not one of the table.
            return;
        }
        List<Character> possible = delimiter == null ? List.of(',', ';', '\t', '|') : List.of(delimiter);
        assertThat(possible).anySatisfy(one -> assertThat(ours).isEqualTo(rows(text, one, header)));
        assertThat(ours).allSatisfy(row -> assertThat(row).hasSameSizeAs(columns));
    }

    private static String text(byte[] answer, Charset charset) {
        byte[][] marks = {
            {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, {(byte) 0xFF, (byte) 0xFE}, {(byte) 0xFE, (byte) 0xFF}
        };
        Charset[] marked = {StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE};
        for (int i = 0; i < marks.length; i++) {
            if (Arrays.mismatch(marks[i], answer) == marks[i].length || Arrays.equals(marks[i], answer)) {
                return new String(answer, marks[i].length, answer.length - marks[i].length, marked[i]);
            }
        }
        return new String(answer, charset);
    }

    @SuppressWarnings("removal")
    private static List<List<String>> rows(String text, char delimiter, boolean header) {
        List<List<String>> rows = new ArrayList<>();
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .fieldSeparator(delimiter)
                .skipEmptyLines(true)
                .allowMissingFields(true)
                .allowExtraFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .ofCsvRecord(text)) {
            reader.forEach(row -> rows.add(row.getFields()));
        } catch (CsvParseException e) {
            return null;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return header && !rows.isEmpty() ? rows.subList(1, rows.size()) : rows;
    }
}
