package io.github.camelherobase.imports.body;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.BaseStream;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.StreamCache;
import org.apache.camel.StreamCacheException;
import org.apache.camel.util.IOHelper;
import org.apache.camel.util.ObjectHelper;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.LeadImport;

/** Tells from a message's body whether it is one lead or many; what carries them makes no difference. */
public final class ImportBody {

    static final int MAX_ELEMENT_SIZE = 16 * 1024 * 1024;

    private static final String ONCE = "; a stream or an iterator that was read or closed before cannot be read again";

    private static final String EXPECTED =
            "; expected a lead: a Map, a LeadImport or a JSON object, or many: a List, an"
                    + " Iterator, a JSON array, JSON objects one after another";

    private final Object one;
    private final Iterator<?> many;

    private ImportBody(Object one, Iterator<?> many) {
        this.one = one;
        this.many = many;
    }

    /** @throws HerobaseLeadRejectedException when there is nothing in the body that could be a lead, or it cannot be read */
    public static ImportBody of(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        refuseWhatWasReadInPart(body, exchange);
        try {
            return read(body, exchange);
        } catch (HerobaseException e) {
            throw e;
        } catch (MalformedBodyException e) {
            throw refused(e.getMessage(), e);
        } catch (IOException | RuntimeException e) {
            // Its own words stay in the cause, as they may quote the body.
            throw refused("the body cannot be read: " + e.getClass().getName() + ONCE, e);
        }
    }

    /** Camel caches a stream before the step; where that fails, the step is called all the same, with what is left. */
    private static void refuseWhatWasReadInPart(Object body, Exchange exchange) {
        Throwable failed = exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class);
        StreamCacheException uncached =
                failed == null ? null : ObjectHelper.getException(StreamCacheException.class, failed);
        if (uncached != null && body != null && uncached.getValue() == body) {
            Throwable cause = uncached.getCause() == null ? uncached : uncached.getCause();
            throw refused(
                    "the body cannot be read: " + cause.getClass().getName()
                            + ", when Camel was about to cache the stream, and how much of it was taken is not known",
                    uncached);
        }
    }

    private static ImportBody read(Object body, Exchange exchange) throws IOException {
        if (body == null) {
            throw refused("The body is empty" + EXPECTED);
        }
        if (body instanceof LeadImport || body instanceof Map) {
            return new ImportBody(LeadElement.asItIsNow(body), null);
        }
        // A JSON tree is an Iterable of values, not of leads.
        if (JsonTrees.is(body)) {
            return ofTree(body, exchange);
        }
        if (BodyText.isText(body)) {
            return ofText(body, exchange);
        }
        Iterator<?> many = many(body);
        if (many != null) {
            return ofElements(new RouteElements(many, body, exchange));
        }
        Map<?, ?> converted = RouteElements.map(body, exchange);
        if (converted == null) {
            throw refused("The body is a " + body.getClass().getName() + EXPECTED
                    + ". A bean is a lead where a type converter makes a Map of it");
        }
        return new ImportBody(converted, null);
    }

    private static ImportBody ofElements(RouteElements elements) {
        String twice = elements.columnsOfOneName();
        if (twice != null) {
            // Their name stays out: where the file has no header row, it is a person's data.
            throw refused("the columns " + twice
                    + " of the CSV have one name, so the values of one would be lost; name the columns with the options"
                    + " header and skipHeaderRecord of the CSV");
        }
        return new ImportBody(null, elements);
    }

    private static ImportBody ofTree(Object tree, Exchange exchange) {
        if (JsonTrees.isArray(tree)) {
            return new ImportBody(null, new RouteElements(((Iterable<?>) tree).iterator(), tree, exchange));
        }
        if (!JsonTrees.isObject(tree)) {
            throw refused("The body is a " + JsonTrees.kind(tree) + EXPECTED);
        }
        return new ImportBody(tree, null);
    }

    private static Iterator<?> many(Object body) {
        if (body instanceof Iterator<?> iterator) {
            return iterator;
        }
        if (body instanceof Iterable<?> iterable) {
            return iterable.iterator();
        }
        if (body instanceof BaseStream<?, ?> stream) {
            return stream.iterator();
        }
        return body instanceof Object[] array ? Arrays.asList(array).iterator() : null;
    }

    /** One object is one lead, which only what stands behind it can tell: so the first is read here. */
    private static ImportBody ofText(Object body, Exchange exchange) throws IOException {
        InputStream text = BodyText.utf8(body, exchange);
        JsonElements elements = new JsonElements(text, MAX_ELEMENT_SIZE);
        try {
            if (!elements.hasNext()) {
                return nothing(elements);
            }
        } catch (MalformedBodyException e) {
            IOHelper.close(elements);
            throw e;
        }
        if (elements.isArray()) {
            return new ImportBody(null, elements);
        }
        byte[] first = elements.next();
        if (isFollowed(elements)) {
            return new ImportBody(null, new FirstAndRest(first, elements));
        }
        elements.close();
        if ((body instanceof InputStream || body instanceof Reader) && !(body instanceof StreamCache)) {
            // It is read now, and the exchange may be delivered again.
            exchange.getMessage().setBody(first);
        }
        return new ImportBody(first, null);
    }

    private static ImportBody nothing(JsonElements elements) throws IOException {
        elements.close();
        if (elements.isArray()) {
            return new ImportBody(null, List.of().iterator());
        }
        throw refused("The body is empty" + EXPECTED);
    }

    /** What cannot be read is there too; a first element that is damaged, with nothing known behind it, is one lead. */
    private static boolean isFollowed(JsonElements elements) {
        try {
            return elements.isFollowed();
        } catch (MalformedBodyException e) {
            return true;
        }
    }

    private static HerobaseLeadRejectedException refused(String why) {
        return refused(why, null);
    }

    private static HerobaseLeadRejectedException refused(String why, Throwable cause) {
        return new HerobaseLeadRejectedException("Nothing was imported: " + why, cause, "POST /leads");
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

    /** The element that was read to see whether it is the only one, then the others. */
    private static final class FirstAndRest implements Iterator<byte[]>, Closeable {

        private byte[] first;
        private final JsonElements rest;

        FirstAndRest(byte[] first, JsonElements rest) {
            this.first = first;
            this.rest = rest;
        }

        @Override
        public boolean hasNext() {
            return first != null || rest.hasNext();
        }

        @Override
        public byte[] next() {
            if (first == null) {
                return rest.next();
            }
            byte[] element = first;
            first = null;
            return element;
        }

        @Override
        public void close() throws IOException {
            rest.close();
        }
    }
}
