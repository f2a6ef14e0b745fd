package io.github.camelherobase.imports.body;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultExchange;

import io.github.camelherobase.api.LeadImport;

/**
 * The elements of a list that a route holds, each as something that {@link LeadElement} reads: of an exchange its body, of
 * a bean the map that Camel's converters make of it, of a file or a stream its text.
 */
final class RouteElements implements Iterator<Object>, TextLines, Closeable {

    private final Iterator<?> elements;
    private final Object source;
    /** For Camel's converters; the import's own exchange may be over. */
    private final Exchange exchange;
    /** Null when the elements are none, or their reader is not known. */
    private final CsvRows rows;

    private Object last;

    RouteElements(Iterator<?> elements, Object source, Exchange importing) {
        this.elements = elements;
        this.source = source;
        this.exchange = new DefaultExchange(importing.getContext());
        this.rows = CsvRows.of(elements);
    }

    @Override
    public boolean hasNext() {
        return elements.hasNext();
    }

    @Override
    public Object next() {
        last = elements.next();
        try {
            return read(last);
        } catch (IOException | RuntimeException e) {
            // Whatever reads it is the route's own; the elements behind it can still be read.
            return UnreadableElement.of(e);
        }
    }

    /** Of CSV, two columns of one name; null when each has its own. */
    String columnsOfOneName() {
        return rows == null ? null : rows.columnsOfOneName();
    }

    @Override
    public long line() {
        return rows == null ? 0 : rows.line(last);
    }

    private Object read(Object element) throws IOException {
        if (element instanceof Exchange inner) {
            return read(inner.getMessage().getBody());
        }
        if (element instanceof Message message) {
            return read(message.getBody());
        }
        if (element instanceof CharSequence) {
            return element;
        }
        if (BodyText.isText(element)) {
            return text(element);
        }
        Map<?, ?> map = map(element, exchange);
        return LeadElement.asItIsNow(map == null ? element : map);
    }

    private Object text(Object element) throws IOException {
        try (InputStream in = BodyText.utf8(element, exchange)) {
            byte[] text = in.readNBytes(ImportBody.MAX_ELEMENT_SIZE + 1);
            return text.length > ImportBody.MAX_ELEMENT_SIZE ? element : text;
        }
    }

    /** Null when no converter makes a map of it, or none is needed. */
    static Map<?, ?> map(Object bean, Exchange exchange) {
        boolean isBean = bean != null
                && !(bean instanceof LeadImport)
                && !(bean instanceof Iterable)
                && !bean.getClass().isArray()
                && !JsonTrees.is(bean)
                && !bean.getClass().getName().startsWith("java.");
        return isBean ? exchange.getContext().getTypeConverter().tryConvertTo(Map.class, exchange, bean) : null;
    }

    @Override
    public void close() throws IOException {
        if (elements instanceof Closeable closeable) {
            closeable.close();
        } else if (source instanceof AutoCloseable closeable) {
            close(closeable);
        }
    }

    private static void close(AutoCloseable source) throws IOException {
        try {
            source.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
