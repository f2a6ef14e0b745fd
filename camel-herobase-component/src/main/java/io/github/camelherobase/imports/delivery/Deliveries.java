package io.github.camelherobase.imports.delivery;

import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelEvent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.base.ExchangeEvents;

/**
 * Gives every exchange of a context its place in a delivery when it is born, before any EIP copies it; what an import puts
 * into an exchange later is lost to copies of its original, as failover makes them.
 */
public final class Deliveries extends ExchangeEvents {

    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final AtomicBoolean warnedOfPools = new AtomicBoolean();

    public Deliveries() {
        setIgnoreExchangeRedeliveryEvents(true);
    }

    @Override
    public void watch(CamelContext context) {
        if (context.getCamelContextExtension().getProcessorExchangeFactory().isPooled()
                && !warnedOfPools.getAndSet(true)) {
            LOG.warn(
                    "This context pools its exchanges (exchangeFactory=pooled). In a route with a circuit breaker Camel gives"
                            + " an exchange back to the pool while the route still uses it: what comes after the breaker"
                            + " finds it empty or filled by another message. Do not import in such a route, or leave"
                            + " exchangeFactory at prototype");
        }
        super.watch(context);
    }

    @Override
    public void notify(CamelEvent event) {
        if (event instanceof CamelEvent.ExchangeCreatedEvent created) {
            Delivery.born(created.getExchange());
        } else if (event instanceof CamelEvent.ExchangeCompletedEvent
                || event instanceof CamelEvent.ExchangeFailedEvent) {
            Delivery.ended(((CamelEvent.ExchangeEvent) event).getExchange());
        }
    }
}
