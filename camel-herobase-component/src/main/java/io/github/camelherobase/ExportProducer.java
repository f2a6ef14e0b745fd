package io.github.camelherobase;

import java.util.concurrent.CompletableFuture;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultAsyncProducer;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.operation.Export;
import io.github.camelherobase.operation.SimpleLeads;

/** Opens an export and makes its record stream the body. */
final class ExportProducer extends DefaultAsyncProducer {

    private final ExportFilters filters;

    ExportProducer(HerobaseEndpoint endpoint, ExportFilters filters) {
        super(endpoint);
        this.filters = filters;
    }

    @Override
    public HerobaseEndpoint getEndpoint() {
        return (HerobaseEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        SimpleLeads simpleLeads = getEndpoint().simpleLeads();
        CompletableFuture<Export<Lead>> export;
        try {
            export = simpleLeads
                    .open(filters.of(exchange.getMessage()::getHeader))
                    .toCompletableFuture();
        } catch (IllegalArgumentException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return Completion.of(export, exchange, callback, opened -> opened(exchange, opened));
    }

    private static void opened(Exchange exchange, Export<Lead> export) {
        ExchangeRecordStream<Lead> body = new ExchangeRecordStream<>(export.records(), exchange);
        exchange.getExchangeExtension().addOnCompletion(body.closing());
        Message message = exchange.getMessage();
        message.setBody(body);
        RateLimitHeaders.set(message, export.rateLimit());
    }
}
