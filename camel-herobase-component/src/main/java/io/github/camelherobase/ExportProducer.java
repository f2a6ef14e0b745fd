package io.github.camelherobase;

import java.util.concurrent.CompletableFuture;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.operation.Export;

/** Opens an export and makes its record stream the body. */
final class ExportProducer extends DefaultAsyncProducer {

    private final ExportFamily family;
    private final RecordBodies bodies;

    ExportProducer(HerobaseEndpoint endpoint, ExportFamily family, RecordBodies bodies) {
        super(endpoint);
        this.family = family;
        this.bodies = bodies;
    }

    @Override
    public HerobaseEndpoint getEndpoint() {
        return (HerobaseEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<? extends Export<?>> export;
        try {
            export = family.open(exchange.getMessage()::getHeader, getEndpoint().exportClient())
                    .toCompletableFuture();
        } catch (IllegalArgumentException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return Completion.of(export, exchange, callback, opened -> opened(exchange, opened));
    }

    private void opened(Exchange exchange, Export<?> export) {
        ExchangeRecordStream<?> records = new ExchangeRecordStream<>(export.records(), exchange);
        exchange.getExchangeExtension().addOnCompletion(records.closing());
        RecordStream<?> body = bodies.of(records);
        Message message = exchange.getMessage();
        message.setBody(body);
        RateLimitHeaders.set(message, export.rateLimit());
    }
}
