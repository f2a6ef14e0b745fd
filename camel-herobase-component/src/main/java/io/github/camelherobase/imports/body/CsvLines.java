package io.github.camelherobase.imports.body;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Iterator;
import java.util.Map;

/**
 * Which line of a CSV text a row stands on. Rows of {@code unmarshal().csv()} with {@code lazyLoad=true} do not tell; the
 * reader behind them does, so it is looked for, and where it is not found there is no line.
 */
final class CsvLines {

    private static final String ITERATOR = "org.apache.camel.dataformat.csv.CsvUnmarshaller$CsvIterator";

    private final Object reader;
    private final Method lineOfReader;

    private CsvLines(Object reader, Method lineOfReader) {
        this.reader = reader;
        this.lineOfReader = lineOfReader;
    }

    /** Null when nothing tells the lines. */
    static CsvLines of(Iterator<?> rows) {
        if (!rows.getClass().getName().equals(ITERATOR)) {
            return null;
        }
        try {
            Field field = rows.getClass().getDeclaredField("parser");
            field.setAccessible(true);
            Object reader = field.get(rows);
            return new CsvLines(reader, reader.getClass().getMethod("getCurrentLineNumber"));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }

    /** The line on which {@code row} begins, which was just read; 0 when nobody knows. */
    long of(Object row) {
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
            if (value instanceof String text) {
                ends += text.lines().count()
                        - 1
                        + (text.isEmpty() || text.endsWith("\n") || text.endsWith("\r") ? 1 : 0);
            }
        }
        return ends;
    }
}
