package io.github.camelherobase;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

import io.github.camelherobase.api.HerobaseRecord;
import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.export.Completion;
import io.github.camelherobase.request.RecordRequest;

/** Asks for one record and makes it the body. */
final class RecordProducer extends HerobaseProducer {

    private final Function<Function<String, Object>, RecordRequest> request;
    private final Function<JsonObject, HerobaseRecord> record;

    /** @param request made of an exchange's headers */
    RecordProducer(
            HerobaseEndpoint endpoint,
            Function<Function<String, Object>, RecordRequest> request,
            Function<JsonObject, HerobaseRecord> record) {
        super(endpoint);
        this.request = request;
        this.record = record;
    }

    @Override
    boolean send(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<HerobaseRecord> answer;
        try {
            answer = getEndpoint()
                    .exportClient()
                    .one(request.apply(exchange.getMessage()::getHeader), record)
                    .toCompletableFuture();
        } catch (IllegalArgumentException e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        return Completion.of(
                answer, exchange, callback, found -> exchange.getMessage().setBody(found));
    }
}
