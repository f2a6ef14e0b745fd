package io.github.camelherobase.export;

import java.util.Set;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

import io.github.camelherobase.base.ReadOnce;

/**
 * Tells an export of a branch that failed with it as its body, after which another branch may read on: of a load balancer
 * that fails over, and of a multicast. Both give each branch a copy of the exchange and tell nobody of its failure.
 */
public final class FailedBranches implements InterceptStrategy {

    private static final Set<String> BRANCHING = Set.of("loadBalance", "multicast");

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode definition, Processor target, Processor nextTarget) {
        NamedNode parent = definition.getParent();
        return parent != null && BRANCHING.contains(parent.getShortName()) ? new Branch(target) : target;
    }

    private static final class Branch extends DelegateAsyncProcessor {

        private Branch(Processor target) {
            super(target);
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (!(exchange.getMessage().getBody() instanceof ReadOnce export)) {
                return super.process(exchange, callback);
            }
            return super.process(exchange, doneSync -> {
                if (exchange.getException() != null) {
                    export.attemptFailed(
                            exchange.getExchangeId(),
                            exchange.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class),
                            exchange.getException());
                }
                callback.done(doneSync);
            });
        }
    }
}
