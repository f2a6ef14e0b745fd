package io.github.camelherobase.stream;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.support.LogCapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the first row of an answer shows, and no character of the rest. */
class CsvBeginningTest {

    /** The expected delimiter of a header row, of data and after an id; ? means that it cannot tell. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                // Nothing that separates.
                "a|,|,|,",
                "a,b|,|,|,",
                "a;b|;|?|;",
                "a;b,c|?|,|;",
                "a,b;c|?|,|,",
                // The id's name shows it.
                "a,b;uniqueId;c|;|,|,",
                "uniqueLeadId,b;c|,|,|,",
                "a;b,UNIQUE ID|,|,|;",
                "a;b,\"uniqueid\"|,|,|;",
                "uniqueId;a,b|;|,|;",
                // Quotes.
                "\"a,b\";c|;|?|;",
                "\"a\"\",b\";c|;|?|;",
                "a\"b,c\";d|?|,|,",
                "a,\"b;c\"|,|,|,",
                "a;\"b,c\"|;|?|;",
                "\"a\"b\";c,d\"|?|,|;",
                "\"a;b|,|,|,",
                // The first row only.
                "a;b\\nc,d|;|?|;",
                "\\r\\n\\na;b\\rc,d|;|?|;",
                "\"a\\nb\";c\\n,|;|?|;"
            })
    void whatSeparates(String row, String header, String data, String afterId) throws IOException {
        CsvBeginning beginning =
                beginning(row.replace("\\n", "\n").replace("\\r", "\r").replace("\\t", "\t"));

        assertThat(beginning.delimiterOfHeader()).isEqualTo(delimiter(header));
        assertThat(beginning.delimiterOfData()).isEqualTo(delimiter(data));
        assertThat(beginning.delimiterAfterId()).isEqualTo(delimiter(afterId));
    }

    private static Character delimiter(String name) {
        return name.equals("?") ? null : name.charAt(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {"sep=;|true", "\"sep=;\"|true", "\"sep=;|false", "sep=;\"|false", "sep=\"|false", "sep=|false"})
    void aLineThatNamesTheDelimiterIsQuotedWhollyOrNot(String line, boolean declares) throws IOException {
        assertThat(beginning(line + "\na;b").declared()).isEqualTo(declares ? Character.valueOf(';') : null);
        assertThat(beginning(line + "\na;b").text()).isEqualTo(declares ? "a;b" : line + "\na;b");
    }

    @Test
    void aTabHasAName() {
        assertThat(CsvBeginning.name('\t')).isEqualTo("\\t");
        assertThat(CsvBeginning.name(';')).isEqualTo(";");
    }

    @Test
    void ofTheFirstRowOnlyANulTells() throws IOException {
        assertThat(beginning("a\0b").hasNul()).isTrue();
        assertThat(beginning("\0").hasNul()).isTrue();
        assertThat(beginning("a\nb\0").hasNul()).isFalse();
    }

    @Test
    void nothingIsAwaitedBehindTheFirstRow() throws IOException {
        assertThat(CsvBeginning.of(new Pieces("a;", "b\n")).text()).isEqualTo("a;b\n");
        assertThat(CsvBeginning.of(new Pieces("\n", "a\r", null)).text()).isEqualTo("\na\r");
        assertThat(CsvBeginning.of(new Pieces("sep=;\n", "a\n")).text()).isEqualTo("a\n");
    }

    @Test
    void aFirstRowWithoutEndIsReadSoFar() throws IOException {
        String text = "x".repeat(CsvBeginning.LONGEST + 10);
        Reader rest = new StringReader(text);

        assertThat(CsvBeginning.of(rest).text()).hasSize(CsvBeginning.LONGEST);
        assertThat(rest.read(new char[99])).isEqualTo(10);
    }

    @Test
    void aDelimiterIsToldOnceUntilAnotherComes() {
        CsvNotices notices = new CsvNotices();
        try (LogCapture log = new LogCapture()) {
            notices.recognised("GET /x", ',');
            assertThat(log.lines()).isEmpty();
            notices.recognised("GET /x", '\t');
            notices.recognised("GET /x", '\t');
            assertThat(log.lines()).singleElement().asString().contains("are separated by \\t, as its first row");
            notices.unprovenEnd("GET /x");
            notices.unprovenEnd("GET /x");
            assertThat(log.lines()).hasSize(2);
        }
    }

    @Test
    void whatWasRecognisedInAnAnswerIsTold() throws IOException {
        try (LogCapture log = new LogCapture()) {
            CsvAnswer.open(
                    AnswerBytes.of("a;b\n"),
                    "GET /x",
                    new CsvFormat(null, null, true),
                    CsvBeginning::delimiterOfHeader);
            assertThat(log.lines()).singleElement().asString().contains("are separated by ;");
        }
    }

    @Test
    void anErrorOfAWholeAnswerSaysThatRepeatingDoesNotHelp() {
        assertThatThrownBy(() -> new CsvTableStream(
                                AnswerBytes.of("a,b\n1\n"),
                                "GET /x",
                                new CsvFormat(null, null, true),
                                1_000,
                                columns -> {})
                        .next())
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("the answer is whole, so repeating it does not help: the options");
    }

    @Test
    void bytesOfAnotherCharsetNameTheOneThatWasSet() {
        byte[] answer = {'a', '\n', (byte) 0xE5, '\n'};
        assertThatThrownBy(() -> new CsvTableStream(
                                new AnswerBytes(answer),
                                "GET /x",
                                new CsvFormat(null, StandardCharsets.US_ASCII, true),
                                1_000,
                                columns -> {})
                        .next())
                .hasMessageContaining("are not in the charset US-ASCII");
    }

    private static CsvBeginning beginning(String text) throws IOException {
        return CsvBeginning.of(new StringReader(text));
    }

    /** Comes piece by piece; whoever asks for more waits for ever. */
    private static final class Pieces extends Reader {

        private final String[] pieces;
        private int next;

        private Pieces(String... pieces) {
            this.pieces = pieces;
        }

        @Override
        public int read(char[] target, int offset, int length) {
            if (next == pieces.length) {
                throw new AssertionError("More is read than the first row");
            }
            String piece = pieces[next++];
            if (piece == null) {
                return -1;
            }
            piece.getChars(0, piece.length(), target, offset);
            return piece.length();
        }

        @Override
        public void close() {}
    }
}
