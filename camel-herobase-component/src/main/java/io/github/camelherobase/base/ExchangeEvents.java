package io.github.camelherobase.base;

import org.apache.camel.CamelContext;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.camel.support.service.ServiceHelper;

/** Listens to what Camel tells of a context's exchanges: at first to all but where they are sent and who processes them. */
public abstract class ExchangeEvents extends EventNotifierSupport {

    protected ExchangeEvents() {
        setIgnoreCamelContextEvents(true);
        setIgnoreCamelContextInitEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
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
        // Decided when the context started; who listens may come into a running one.
        context.getCamelContextExtension().setEventNotificationApplicable(true);
    }

    public void leave(CamelContext context) {
        context.getManagementStrategy().removeEventNotifier(this);
        ServiceHelper.stopService(this);
    }
}
