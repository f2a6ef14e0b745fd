package io.github.camelherobase.imports;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;

import org.apache.camel.CamelException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.imports.body.LeadElement;
import io.github.camelherobase.stream.JsonElements;

/** Tells from a message's body whether it is one lead or many. */
public final class ImportBody {

    private static final int MAX_ELEMENT_SIZE = 16 * 1024 * 1024;

    private final Object one;
    private final Iterator<?> many;

    private ImportBody(Object one, Iterator<?> many) {
        this.one = one;
        this.many = many;
    }

    public static ImportBody of(Exchange exchange) throws CamelException, IOException {
        Message message = exchange.getMessage();
        Object body = message.getBody();
        if (body == null) {
            throw new IllegalArgumentException(
                    "The body is empty; expected a lead: a Map, a LeadImport or a JSON object,"
                            + " or many: a List, an Iterator, a JSON array, a file");
        }
        if (body instanceof LeadImport || body instanceof Map) {
            return new ImportBody(body, null);
        }
        // A JSON tree is an Iterable of values, not of leads.
        if (LeadElement.isJsonTree(body)) {
            return ofJson(body.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (body instanceof CharSequence text) {
            return ofJson(text.toString().getBytes(StandardCharsets.UTF_8));
        }
        if (body instanceof byte[] bytes) {
            return ofJson(bytes);
        }
        if (isStream(body)) {
            return new ImportBody(null, elements(stream(body, exchange)));
        }
        return many(body);
    }

    private static ImportBody many(Object body) {
        if (body instanceof Iterator<?> iterator) {
            return new ImportBody(null, iterator);
        }
        if (body instanceof Iterable<?> iterable) {
            return new ImportBody(null, iterable.iterator());
        }
        if (body instanceof Object[] array) {
            return new ImportBody(null, Arrays.asList(array).iterator());
        }
        throw new IllegalArgumentException("The body is a " + body.getClass().getName()
                + "; expected a lead: a Map, a LeadImport or a JSON object, or many: a List, an Iterator, a JSON array, a"
                + " file");
    }

    private static boolean isStream(Object body) {
        return body instanceof InputStream
                || body instanceof Reader
                || body instanceof StreamCache
                || body instanceof File
                || body instanceof Path
                || body instanceof WrappedFile;
    }

    /**
     * A stream of the import's own: before Camel delivers an exchange again it winds a cached stream back, under an import
     * that goes on where it was.
     */
    private static InputStream stream(Object body, Exchange exchange) throws CamelException, IOException {
        Object own = body instanceof StreamCache cached ? cached.copy(exchange) : null;
        // Not every cached stream can be copied.
        return own == null
                ? exchange.getMessage().getMandatoryBody(InputStream.class)
                : exchange.getContext().getTypeConverter().mandatoryConvertTo(InputStream.class, exchange, own);
    }

    private static ImportBody ofJson(byte[] json) {
        for (byte b : json) {
            if (b == '[') {
                return new ImportBody(null, elements(new ByteArrayInputStream(json)));
            }
            if (!Character.isWhitespace(b)) {
                break;
            }
        }
        return new ImportBody(json, null);
    }

    private static Iterator<byte[]> elements(InputStream json) {
        return new JsonElements(json, MAX_ELEMENT_SIZE);
    }

    public boolean isMany() {
        return many != null;
    }

    public Object one() {
        return one;
    }

    public Iterator<?> many() {
        return many;
    }
}
