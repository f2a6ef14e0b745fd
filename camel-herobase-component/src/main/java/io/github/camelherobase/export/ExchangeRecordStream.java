package io.github.camelherobase.export;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.SynchronizationAdapter;

import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.base.DiscardedReading;
import io.github.camelherobase.stream.DerivedRecordStream;

/**
 * A record stream that lives as long as the exchange that opened it, and ends early when nobody wants the rest: Camel's
 * splitter reads an aborted split to its end otherwise.
 */
public final class ExchangeRecordStream<T> extends DerivedRecordStream<T, T> {

    private static final int RECORDS_UNCHECKED = 64;

    private final DiscardedReading discarded = new DiscardedReading(RECORDS_UNCHECKED);
    private final OneReading reading;
    private volatile boolean closed;

    public ExchangeRecordStream(RecordStream<T> records, OneReading reading) {
        super(records);
        this.reading = reading;
    }

    /** Closes the stream with its exchange, on whichever thread the route was handed over to. */
    public Synchronization closing() {
        return new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                close();
            }
        };
    }

    @Override
    public boolean hasNext() {
        if (discarded.isFound(1)) {
            close();
            return false;
        }
        reading.check();
        try {
            boolean has = records.hasNext();
            if (!has && closed && records.recordCount() > 0) {
                throw new IllegalStateException(
                        "The export was read to its end by an earlier step, and can be read once"
                                + " only; export again, or convert it to List");
            }
            return has;
        } catch (RuntimeException e) {
            reading.begin();
            // The splitter has failed with it already, and would log it once more.
            if (discarded.isFound(RECORDS_UNCHECKED)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public T next() {
        reading.check();
        reading.begin();
        return records.next();
    }

    @Override
    public void close() {
        closed = true;
        super.close();
    }

    @Override
    public void attemptFailed(String exchangeId, String ancestorId, Throwable failure) {
        reading.attemptFailed(exchangeId, ancestorId, failure);
    }
}
