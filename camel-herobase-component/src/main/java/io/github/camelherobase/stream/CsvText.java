package io.github.camelherobase.stream;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a CSV answer. Bytes that are not in its charset are an error, not a lead's data with question marks. */
record CsvText(Reader reader, Charset charset) {

    private static final int LONGEST_MARK = 3;
    private static final Map<String, Charset> MARKS = Map.of(
            "efbbbf", StandardCharsets.UTF_8, "fffe", StandardCharsets.UTF_16LE, "feff", StandardCharsets.UTF_16BE);
    private static final String GZIP = "1f8b";
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s;\"]+)");

    /** @param charset unless the bytes begin with a byte order mark; null: the one of the content type, else UTF-8 */
    static CsvText of(RecordSource source, Charset charset) throws IOException {
        byte[] beginning = source.body().readNBytes(LONGEST_MARK);
        PushbackInputStream bytes = new PushbackInputStream(source.body(), LONGEST_MARK);
        Charset actual = charset(source, charset);
        int mark = 0;
        for (int length = Math.min(2, beginning.length); length <= beginning.length; length++) {
            Charset marked = MARKS.get(HexFormat.of().formatHex(beginning, 0, length));
            if (marked != null) {
                actual = marked;
                mark = length;
            }
        }
        if (beginning.length > 1 && HexFormat.of().formatHex(beginning, 0, 2).equals(GZIP)) {
            throw new CompressedText();
        }
        bytes.unread(Arrays.copyOfRange(beginning, mark, beginning.length));
        return new CsvText(
                new InputStreamReader(
                        bytes,
                        actual.newDecoder()
                                .onMalformedInput(CodingErrorAction.REPORT)
                                .onUnmappableCharacter(CodingErrorAction.REPORT)),
                actual);
    }

    /** What should be text is compressed, and its head does not say so. */
    static final class CompressedText extends IOException {}

    /** Of an answer without a byte order mark. */
    static Charset charset(RecordSource source, Charset set) {
        if (set != null) {
            return set;
        }
        Matcher named = CHARSET.matcher(source.contentType());
        try {
            return named.find() ? Charset.forName(named.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            // An answer whose bytes are not UTF-8 then fails, and the error names csvCharset.
            return StandardCharsets.UTF_8;
        }
    }
}
