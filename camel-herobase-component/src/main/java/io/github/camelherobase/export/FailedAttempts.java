package io.github.camelherobase.export;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.CamelEvent;

import io.github.camelherobase.base.ExchangeEvents;
import io.github.camelherobase.base.ReadOnce;

/** Tells an export of each attempt that failed with it as its body, in copies of the exchange that opened it too. */
public final class FailedAttempts extends ExchangeEvents {

    public FailedAttempts() {
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.ExchangeRedeliveryEvent
                || event instanceof CamelEvent.ExchangeFailureHandlingEvent
                || event instanceof CamelEvent.ExchangeFailedEvent) {
            Exchange exchange = ((CamelEvent.ExchangeEvent) event).getExchange();
            if (exchange.getMessage().getBody() instanceof ReadOnce body) {
                body.attemptFailed(
                        exchange.getExchangeId(),
                        exchange.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class),
                        exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class));
            }
        }
    }
}
