package io.github.camelherobase.api;

import java.io.Closeable;
import java.util.Iterator;

/**
 * The records of an export, read from the network while the route takes them; the body of an export's exchange.
 *
 * <p>{@code split(body()).streaming()} reads it record by record in constant memory. It converts to {@code List},
 * {@code InputStream} and {@code Reader}; on purpose not to {@code String} or {@code byte[]}, because logging and tracing
 * ask for those and would eat the export.
 *
 * <p>{@link #hasNext()} is false only at the proven end of the answer, or when the exchange that reads it has failed. A
 * stream that was closed before its end throws, so a shorter export never looks like a whole one. Not for use by two
 * threads at once.
 *
 * @param <T> the record
 */
public interface RecordStream<T> extends Iterator<T>, Closeable {

    /** How many records were taken so far. */
    long recordCount();

    /** Ends the export; before its end this cancels the request, so that the server stops sending. */
    @Override
    void close();
}
