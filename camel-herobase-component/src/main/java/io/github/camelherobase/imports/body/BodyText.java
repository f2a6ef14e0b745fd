package io.github.camelherobase.imports.body;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;
import org.apache.camel.support.ExchangeHelper;

/**
 * The text that a body carries, as a stream of UTF-8 without a mark, whatever carries it. Bytes are read in the charset
 * that their mark names, or UTF-16 when NULs say so, or that of the exchange, or UTF-8; never in that of the Java
 * machine, which is why Camel's converters are not asked.
 */
final class BodyText {

    private static final int MARK = 4;

    private BodyText() {}

    static boolean isText(Object body) {
        return body instanceof CharSequence
                || body instanceof byte[]
                || body instanceof InputStream
                || body instanceof Reader
                || body instanceof StreamCache
                || body instanceof File
                || body instanceof Path
                || body instanceof WrappedFile;
    }

    /**
     * @param body a text, as {@link #isText} says
     * @throws MalformedBodyException when it is known to be no text
     */
    static InputStream utf8(Object body, Exchange exchange) throws IOException {
        if (body instanceof WrappedFile<?> file) {
            return utf8(content(file), exchange);
        }
        if (body instanceof StreamCache cached) {
            // A stream of the import's own: before Camel delivers an exchange again it winds a cached stream back,
            // under
            // an import that goes on where it was. Not every cached stream can be copied.
            StreamCache own = cached.copy(exchange);
            return stream(own == null ? cached : own, exchange);
        }
        return stream(body, exchange);
    }

    private static InputStream stream(Object body, Exchange exchange) throws IOException {
        if (body instanceof CharSequence text) {
            return new Utf8Stream(new StringReader(text.toString()));
        }
        if (body instanceof Reader reader) {
            return new Utf8Stream(reader);
        }
        return decoded(bytes(body), ExchangeHelper.getCharset(exchange, false));
    }

    private static InputStream bytes(Object body) throws IOException {
        if (body instanceof byte[] bytes) {
            return new ByteArrayInputStream(bytes);
        }
        if (body instanceof InputStream stream) {
            return stream;
        }
        if (body instanceof Path path) {
            return Files.newInputStream(path);
        }
        if (body instanceof File file) {
            return Files.newInputStream(file.toPath());
        }
        throw new IllegalArgumentException(
                "The body is a " + body.getClass().getName() + ", which cannot be read as text");
    }

    /** The file itself where it is one of this machine, as Camel may have read it in another charset. */
    private static Object content(WrappedFile<?> file) {
        Object own = file.getFile();
        if (own instanceof File local && local.isFile() || own instanceof Path path && Files.isRegularFile(path)) {
            return own;
        }
        return file.getBody() == null ? own : file.getBody();
    }

    private static InputStream decoded(InputStream bytes, Charset declared) throws IOException {
        PushbackInputStream in = new PushbackInputStream(bytes, MARK);
        byte[] first = new byte[MARK];
        int count = in.readNBytes(first, 0, MARK);
        BinaryFormat format = BinaryFormat.of(first, count);
        if (format != null) {
            throw new MalformedBodyException("the bytes are " + format, null);
        }
        int mark = 0;
        Charset charset = declared == null ? StandardCharsets.UTF_8 : declared;
        if (count >= 3 && first[0] == (byte) 0xEF && first[1] == (byte) 0xBB && first[2] == (byte) 0xBF) {
            charset = StandardCharsets.UTF_8;
            mark = 3;
        } else if (count >= 2 && first[0] == (byte) 0xFF && first[1] == (byte) 0xFE) {
            charset = StandardCharsets.UTF_16LE;
            mark = 2;
        } else if (count >= 2 && first[0] == (byte) 0xFE && first[1] == (byte) 0xFF) {
            charset = StandardCharsets.UTF_16BE;
            mark = 2;
        } else if (count >= 2 && first[0] == 0 && first[1] != 0) {
            charset = StandardCharsets.UTF_16BE;
        } else if (count >= 2 && first[0] != 0 && first[1] == 0) {
            charset = StandardCharsets.UTF_16LE;
        }
        in.unread(first, mark, Math.max(0, count - mark));
        boolean isUtf8 = charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII);
        return isUtf8 ? in : new Utf8Stream(in, charset);
    }
}
