package io.github.camelherobase.imports.body;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Characters as bytes of UTF-8, without the mark at their beginning. What is not a character is an error, never a {@code ?}. */
final class Utf8Stream extends InputStream {

    private static final int SIZE = 8 * 1024;
    private static final char MARK = '\uFEFF';

    private final Reader reader;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final CharBuffer characters = CharBuffer.allocate(SIZE).flip();
    private final ByteBuffer bytes = ByteBuffer.allocate(SIZE * 3).flip();
    private boolean begun;
    private boolean ended;

    Utf8Stream(Reader reader) {
        this.reader = reader;
    }

    Utf8Stream(InputStream in, Charset charset) {
        this(new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    @Override
    public int read() throws IOException {
        return fill() ? bytes.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(target, offset, count);
        return count;
    }

    /** False at the end. */
    private boolean fill() throws IOException {
        while (!bytes.hasRemaining() && !ended) {
            characters.compact();
            int count = reader.read(characters.array(), characters.position(), characters.remaining());
            characters.position(characters.position() + Math.max(count, 0)).flip();
            ended = count < 0;
            if (!begun && characters.hasRemaining()) {
                begun = true;
                characters.position(characters.get(0) == MARK ? 1 : 0);
            }
            bytes.clear();
            CoderResult result = encoder.encode(characters, bytes, ended);
            if (result.isError()) {
                result.throwException();
            }
            bytes.flip();
        }
        return bytes.hasRemaining();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
