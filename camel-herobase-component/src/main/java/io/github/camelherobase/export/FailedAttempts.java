package io.github.camelherobase.export;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;

import io.github.camelherobase.base.ReadOnce;

/** Tells an export of each attempt that failed with it as its body, in copies of the exchange that opened it too. */
public final class FailedAttempts extends EventNotifierSupport {

    public FailedAttempts() {
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreExchangeAsyncProcessingStartedEvents(true);
    }

    /** From now on, in whichever state the context is. */
    public void watch(CamelContext context) {
        if (!context.getManagementStrategy().getEventNotifiers().contains(this)) {
            setCamelContext(context);
            ServiceHelper.startService(this);
            context.getManagementStrategy().addEventNotifier(this);
        }
        context.getCamelContextExtension().setEventNotificationApplicable(true);
    }

    public void leave(CamelContext context) {
        context.getManagementStrategy().removeEventNotifier(this);
        ServiceHelper.stopService(this);
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
