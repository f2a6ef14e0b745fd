package io.github.camelherobase.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON that is written as it is. Jackson 2 and 3 each have an interface of their own for that, with these methods; of them
 * a generator asks for what is not quoted.
 */
abstract class RawJson {

    private static final int NO_ROOM = -1;

    private final byte[] json;
    private final int begin;
    private final int length;

    RawJson(byte[] json, int begin, int end) {
        this.json = json;
        this.begin = begin;
        this.length = end - begin;
    }

    public final String getValue() {
        return new String(json, begin, length, StandardCharsets.UTF_8);
    }

    public final int charLength() {
        return getValue().length();
    }

    public final byte[] asUnquotedUTF8() {
        return begin == 0 && length == json.length ? json : Arrays.copyOfRange(json, begin, begin + length);
    }

    public final int appendUnquotedUTF8(byte[] target, int offset) {
        if (offset + length > target.length) {
            return NO_ROOM;
        }
        System.arraycopy(json, begin, target, offset, length);
        return length;
    }

    /** Then {@link #getValue} is asked for. */
    public final int appendUnquoted(char[] target, int offset) {
        return NO_ROOM;
    }

    public final int writeUnquotedUTF8(OutputStream out) throws IOException {
        out.write(json, begin, length);
        return length;
    }

    public final int putUnquotedUTF8(ByteBuffer target) {
        if (length > target.remaining()) {
            return NO_ROOM;
        }
        target.put(json, begin, length);
        return length;
    }

    public final char[] asQuotedChars() {
        throw notText();
    }

    public final byte[] asQuotedUTF8() {
        throw notText();
    }

    public final int appendQuotedUTF8(byte[] target, int offset) {
        throw notText();
    }

    public final int appendQuoted(char[] target, int offset) {
        throw notText();
    }

    public final int writeQuotedUTF8(OutputStream out) {
        throw notText();
    }

    public final int putQuotedUTF8(ByteBuffer target) {
        throw notText();
    }

    private static UnsupportedOperationException notText() {
        return new UnsupportedOperationException("An object is not written as a text");
    }
}
