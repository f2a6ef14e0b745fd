package io.github.camelherobase;

import org.apache.camel.Exchange;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.SynchronizationAdapter;

import io.github.camelherobase.api.RecordStream;

/**
 * A record stream that lives as long as the exchange that opened it, and ends when that exchange fails: Camel's splitter
 * reads an aborted split to its end otherwise.
 */
final class ExchangeRecordStream<T> implements RecordStream<T> {

    private final RecordStream<T> records;
    private Exchange exchange;

    ExchangeRecordStream(RecordStream<T> records, Exchange exchange) {
        this.records = records;
        this.exchange = exchange;
    }

    /** Closes the stream with its exchange, on whichever thread the route was handed over to. */
    Synchronization closing() {
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

    @Override
    public long recordCount() {
        return records.recordCount();
    }

    @Override
    public void close() {
        records.close();
    }

    @Override
    public String toString() {
        return records.toString();
    }
}
