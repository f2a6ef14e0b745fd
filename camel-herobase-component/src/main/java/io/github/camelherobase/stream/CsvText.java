package io.github.camelherobase.stream;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * The text of a CSV answer. Bytes that are none in its charset are an error, not a lead's data with question marks. A row
 * of one value is added at the end: an answer that was cut inside a quoted value swallows it.
 */
final class CsvText extends Reader {

    /** What the last row holds. */
    static final String END = "\u0000";

    static final String TAIL = "\r\n" + END;

    private static final int LONGEST_MARK = 3;
    private static final Map<String, Charset> MARKS = Map.of(
            "efbbbf", StandardCharsets.UTF_8, "fffe", StandardCharsets.UTF_16LE, "feff", StandardCharsets.UTF_16BE);

    private final Reader text;
    private String tail = TAIL;

    private CsvText(Reader text) {
        this.text = text;
    }

    /** @param charset unless the bytes begin with a byte order mark */
    static Reader of(InputStream body, Charset charset) throws IOException {
        byte[] beginning = body.readNBytes(LONGEST_MARK);
        PushbackInputStream bytes = new PushbackInputStream(body, LONGEST_MARK);
        Charset actual = charset;
        int mark = 0;
        for (int length = Math.min(2, beginning.length); length <= beginning.length; length++) {
            Charset marked = MARKS.get(HexFormat.of().formatHex(beginning, 0, length));
            if (marked != null) {
                actual = marked;
                mark = length;
            }
        }
        bytes.unread(Arrays.copyOfRange(beginning, mark, beginning.length));
        return new CsvText(new InputStreamReader(
                bytes,
                actual.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int count = text.read(target, offset, length);
        if (count >= 0 || tail.isEmpty()) {
            return count;
        }
        int last = Math.min(length, tail.length());
        tail.getChars(0, last, target, offset);
        tail = tail.substring(last);
        return last;
    }

    @Override
    public void close() throws IOException {
        text.close();
    }
}
