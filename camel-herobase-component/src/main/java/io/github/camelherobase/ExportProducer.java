package io.github.camelherobase;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

import io.github.camelherobase.export.Completion;
import io.github.camelherobase.export.ExchangeRecordStream;
import io.github.camelherobase.export.ExportOperation;
import io.github.camelherobase.export.OneReading;
import io.github.camelherobase.export.RateLimitHeaders;
import io.github.camelherobase.export.RawBody;
import io.github.camelherobase.export.RecordBodies;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.RawExport;

/** Opens an export and makes its record stream the body, or its bytes, untouched. */
final class ExportProducer extends HerobaseProducer {

    private final ExportOperation operation;
    private final RecordBodies bodies;

    /** @param bodies makes bodies of records; null: the body is the answer's bytes */
    ExportProducer(HerobaseEndpoint endpoint, ExportOperation operation, RecordBodies bodies) {
        super(endpoint);
        this.operation = operation;
        this.bodies = bodies;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getEndpoint().getComponent().watchExports();
    }

    @Override
    boolean send(Exchange exchange, AsyncCallback callback) {
        ExportClient client = getEndpoint().exportClient();
        try {
            if (bodies == null) {
                return Completion.of(
                        client.openRaw(operation.request(exchange.getMessage()::getHeader, client.now()))
                                .toCompletableFuture(),
                        exchange,
                        callback,
                        opened -> raw(exchange, opened));
            }
            return Completion.of(
                    operation.open(exchange.getMessage()::getHeader, client).toCompletableFuture(),
                    exchange,
                    callback,
                    opened -> records(exchange, opened));
        } catch (IllegalArgumentException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
    }

    private OneReading reading(Exchange exchange) {
        return new OneReading("herobase:" + getEndpoint().getConfiguration().getOperation(), exchange);
    }

    private void records(Exchange exchange, Export<?> export) {
        ExchangeRecordStream<?> records = new ExchangeRecordStream<>(export.records(), reading(exchange));
        exchange.getExchangeExtension().addOnCompletion(records.closing());
        exchange.getMessage().setBody(bodies.of(records));
        RateLimitHeaders.set(exchange.getMessage(), export.rateLimit());
    }

    private void raw(Exchange exchange, RawExport export) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                export.close();
            }
        });
        exchange.getMessage().setBody(new RawBody(export, reading(exchange)));
        RateLimitHeaders.set(exchange.getMessage(), export.rateLimit());
    }
}
