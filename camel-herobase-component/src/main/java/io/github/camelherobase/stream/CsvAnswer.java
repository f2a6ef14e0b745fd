package io.github.camelherobase.stream;

import java.io.IOException;
import java.io.PushbackReader;
import java.util.Locale;
import java.util.function.Function;

import io.github.camelherobase.api.HerobaseProtocolException;

/** A CSV answer that was found to be one: its head, its first bytes and its first row were looked at. */
public final class CsvAnswer {

    private final CsvText text;
    private final char delimiter;
    private final int linesBefore;

    private CsvAnswer(CsvText text, char delimiter, int linesBefore) {
        this.text = text;
        this.delimiter = delimiter;
        this.linesBefore = linesBefore;
    }

    CsvText text() {
        return text;
    }

    char delimiter() {
        return delimiter;
    }

    /** Lines of the answer that are no longer in the text: that of {@code sep=}. */
    int linesBefore() {
        return linesBefore;
    }

    /** @param recognition of the delimiter, unless it is known; null when it cannot tell */
    static CsvAnswer open(
            RecordSource source, String service, CsvFormat format, Function<CsvBeginning, Character> recognition)
            throws IOException {
        Refusal refusal = new Refusal(source, service);
        checkHead(source, service, format);
        CsvText text = text(source, refusal, format);
        CsvBeginning beginning = CsvBeginning.of(text.reader());
        if (beginning.isEmpty()) {
            if (format.header()) {
                throw refusal.of(
                        "is empty, without even a header row; repeat the export. Where the server writes no header row and"
                                + " an empty answer means no leads, set csvHeader=false",
                        true);
            }
        } else {
            checkFirstRow(beginning, refusal, format, text);
        }
        PushbackReader whole = new PushbackReader(text.reader(), CsvBeginning.LONGEST);
        whole.unread(beginning.text().toCharArray());
        return new CsvAnswer(
                new CsvText(whole, text.charset()),
                delimiter(beginning, refusal, format, recognition, service),
                beginning.declared() == null ? 0 : 1);
    }

    private static CsvText text(RecordSource source, Refusal refusal, CsvFormat format) throws IOException {
        try {
            return CsvText.of(source, format.charset());
        } catch (CsvText.CompressedText e) {
            throw refusal.of(
                    "is compressed with gzip, but has no Content-Encoding that says so; check resourcePath, or have the"
                            + " server or the proxy before it name the encoding",
                    false);
        }
    }

    /** @throws HerobaseProtocolException when the head of the answer shows that it cannot be read as CSV */
    public static void checkHead(RecordSource source, String service, CsvFormat format) {
        Refusal refusal = new Refusal(source, service);
        String type =
                source.contentType().toLowerCase(Locale.ROOT).split(";", 2)[0].trim();
        if (type.equals("text/html") || type.endsWith("xml") || type.startsWith("image/")) {
            throw refusal.of(
                    "has the content type " + type + ", as a log-in page or an error page has; check baseUrl and"
                            + " resourcePath, and what stands between here and the server",
                    false);
        }
        if (!source.isEndProven()) {
            if (!format.endTrusted()) {
                throw refusal.of(
                        "has neither a length nor chunks: it ends when the connection is closed, so a cut answer cannot be"
                                + " told from a whole one, and no row was read. Have the server or the proxy send one of"
                                + " them, or set csvEnd=trust",
                        false);
            }
            format.notices().unprovenEnd(service);
        }
    }

    private static void checkFirstRow(CsvBeginning beginning, Refusal refusal, CsvFormat format, CsvText text) {
        char first = beginning.firstCharacter();
        if (first == '<') {
            throw refusal.of(
                    "begins with <, as a log-in page or an error page does; check baseUrl and resourcePath, and what stands"
                            + " between here and the server",
                    false);
        }
        if (format.header() && (first == '{' || first == '[')) {
            throw refusal.of("begins with " + first + ", as JSON does; check resourcePath", false);
        }
        if (beginning.hasNul()) {
            throw refusal.of(
                    "has NUL characters in its first row, so it is not in the charset " + text.charset()
                            + "; set csvCharset to the server's, for example UTF-16LE",
                    false);
        }
    }

    private static char delimiter(
            CsvBeginning beginning,
            Refusal refusal,
            CsvFormat format,
            Function<CsvBeginning, Character> recognition,
            String service) {
        Character declared = beginning.declared();
        if (format.delimiter() != null) {
            if (declared != null && !declared.equals(format.delimiter())) {
                throw refusal.of(
                        "begins with sep=" + CsvBeginning.name(declared) + ", but csvDelimiter is "
                                + CsvBeginning.name(format.delimiter()) + "; leave out csvDelimiter",
                        false);
            }
            return format.delimiter();
        }
        Character delimiter = declared != null ? declared : recognition.apply(beginning);
        if (delimiter == null) {
            throw refusal.of(
                    "does not show in its first row what separates the columns: a comma, a semicolon or a tab; set"
                            + " csvDelimiter",
                    false);
        }
        format.notices().recognised(service, delimiter);
        return delimiter;
    }

    private record Refusal(RecordSource source, String service) {

        HerobaseProtocolException of(String how, boolean retryable) {
            return new HerobaseProtocolException(
                    service + ": the CSV answer of " + source.url() + " " + how, null, service, 200, retryable);
        }
    }
}
