package io.github.camelherobase;

import java.util.concurrent.CompletableFuture;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.SynchronizationAdapter;

import io.github.camelherobase.operation.RawExport;

/** Opens an export and makes its bytes the body, untouched. */
final class RawExportProducer extends DefaultAsyncProducer {

    private final ExportFamily family;

    RawExportProducer(HerobaseEndpoint endpoint, ExportFamily family) {
        super(endpoint);
        this.family = family;
    }

    @Override
    public HerobaseEndpoint getEndpoint() {
        return (HerobaseEndpoint) super.getEndpoint();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<RawExport> export;
        try {
            export = getEndpoint()
                    .exportClient()
                    .openRaw(family.request(
                            exchange.getMessage()::getHeader,
                            getEndpoint().getComponent().getClock().now()))
                    .toCompletableFuture();
        } catch (IllegalArgumentException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return Completion.of(export, exchange, callback, opened -> opened(exchange, opened));
    }

    private static void opened(Exchange exchange, RawExport export) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                export.close();
            }
        });
        exchange.getMessage().setBody(export);
        RateLimitHeaders.set(exchange.getMessage(), export.rateLimit());
    }
}
