package io.github.camelherobase.imports.delivery;

import java.util.Set;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

/**
 * Keeps an exchange in its delivery when it polls: Camel copies into it all that the polled exchange carries, which belongs
 * to another delivery.
 */
public final class PolledExchanges implements InterceptStrategy {

    private static final Set<String> POLLING = Set.of("pollEnrich", "poll");

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        return POLLING.contains(definition.getShortName()) ? new Poll(target) : target;
    }

    private static final class Poll extends DelegateAsyncProcessor {

        private Poll(Processor target) {
            super(target);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Place own = Place.carriedBy(exchange);
            if (own == null) {
                return super.process(exchange, callback);
            }
            return super.process(exchange, doneSync -> {
                own.putInto(exchange);
                callback.done(doneSync);
            });
        }
    }
}
