package io.github.camelherobase.imports.body;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * What the reader behind the rows of {@code unmarshal().csv()} with {@code lazyLoad=true} knows and they do not tell: lines,
 * and names that are there twice. It is looked for; where it is not found, nothing is known.
 */
final class CsvRows {

    private static final String ITERATOR = "org.apache.camel.dataformat.csv.CsvUnmarshaller$CsvIterator";

    private final Object reader;
    private final Method lineOfReader;

    private CsvRows(Object reader, Method lineOfReader) {
        this.reader = reader;
        this.lineOfReader = lineOfReader;
    }

    /** Null when nothing tells the lines. */
    static CsvRows of(Iterator<?> rows) {
        if (!rows.getClass().getName().equals(ITERATOR)) {
            return null;
        }
        try {
            Field field = rows.getClass().getDeclaredField("parser");
            field.setAccessible(true);
            Object reader = field.get(rows);
            return new CsvRows(reader, reader.getClass().getMethod("getCurrentLineNumber"));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** Two columns of one name, by their numbers: the values of one would be lost. Null when each has its own. */
    String columnsOfOneName() {
        try {
            Object names = reader.getClass().getMethod("getHeaderNames").invoke(reader);
            List<Object> seen = new ArrayList<>();
            for (Object name : (Iterable<?>) names) {
                int first = seen.indexOf(name);
                seen.add(name);
                if (first >= 0) {
                    return first + 1 + " and " + seen.size();
                }
            }
            return null;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** The line on which {@code row} begins, which was just read; 0 when nobody knows. */
    long line(Object row) {
        try {
            long end = (Long) lineOfReader.invoke(reader);
            return row instanceof Map<?, ?> map ? Math.max(1, end - lineEnds(map)) : end;
        } catch (ReflectiveOperationException | RuntimeException e) {
            return 0;
        }
    }

    private static long lineEnds(Map<?, ?> row) {
        long ends = 0;
        for (Object value : row.values()) {
            if (value instanceof String text && (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0)) {
                ends += text.lines().count() - 1 + (text.endsWith("\n") || text.endsWith("\r") ? 1 : 0);
            }
        }
        return ends;
    }
}
