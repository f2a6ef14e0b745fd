package io.github.camelherobase.connect;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.source.SourceRecord;

/** A record whose exchange is done when Connect has committed it. */
final class CommittedRecord extends SourceRecord {

    private final transient Exchange exchange;
    private final transient AtomicReference<AsyncCallback> waiting;

    /** @param waiting told at the commit; null: nobody waits */
    CommittedRecord(
            Map<String, ?> partition,
            Map<String, ?> offset,
            String topic,
            Object key,
            Schema valueSchema,
            Object value,
            Exchange exchange,
            AsyncCallback waiting) {
        super(partition, offset, topic, null, Schema.STRING_SCHEMA, key, valueSchema, value);
        this.exchange = exchange;
        this.waiting = new AtomicReference<>(waiting);
    }

    void committed() {
        AsyncCallback callback = waiting.getAndSet(null);
        if (callback != null) {
            callback.done(false);
        }
    }

    /** Connect will not commit it: the position stays before it. */
    void givenUp() {
        AsyncCallback callback = waiting.getAndSet(null);
        if (callback != null) {
            exchange.setRollbackOnly(true);
            callback.done(false);
        }
    }

    /** Two deliveries of one state are two records. */
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
