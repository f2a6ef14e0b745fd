package io.github.camelherobase.export;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.SynchronizationAdapter;

import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.stream.DerivedRecordStream;

/**
 * A record stream that lives as long as the exchange that opened it, and ends when that exchange fails: Camel's splitter
 * reads an aborted split to its end otherwise.
 */
public final class ExchangeRecordStream<T> extends DerivedRecordStream<T, T> {

    private Exchange exchange;

    public ExchangeRecordStream(RecordStream<T> records, Exchange exchange) {
        super(records);
        this.exchange = exchange;
    }

    /** Closes the stream with its exchange, on whichever thread the route was handed over to. */
    public Synchronization closing() {
        return new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                // An exchange may be pooled: it must not be looked at any more.
                exchange = null;
                close();
            }
        };
    }

    @Override
    public boolean hasNext() {
        Exchange reader = exchange;
        if (reader != null && reader.isFailed()) {
            close();
            return false;
        }
        return records.hasNext();
    }

    @Override
    public T next() {
        return records.next();
    }
}
