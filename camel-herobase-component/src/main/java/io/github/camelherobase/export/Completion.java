package io.github.camelherobase.export;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

import io.github.camelherobase.base.AsyncFailure;
import io.github.camelherobase.quota.SendingThreads;

/** Ends an exchange when a result is there: at once on the caller's thread, or later without holding it. */
public final class Completion {

    private Completion() {}

    /** What an {@code AsyncProcessor} returns: whether the exchange was done synchronously. */
    public static <T> boolean of(
            CompletableFuture<T> result, Exchange exchange, AsyncCallback callback, Consumer<T> onResult) {
        boolean now = result.isDone();
        result.whenComplete((value, failure) -> {
            try {
                if (failure == null) {
                    onResult.accept(value);
                } else {
                    exchange.setException(AsyncFailure.cause(failure));
                }
            } catch (RuntimeException e) {
                exchange.setException(e);
            } finally {
                // What follows in the route may take long; others may send meanwhile.
                SendingThreads.goOn();
                callback.done(now);
            }
        });
        return now;
    }
}
