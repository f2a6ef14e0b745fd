package io.github.camelherobase.account;

import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.SimpleEventNotifierSupport;

/** Hears that the context begins to stop, before Camel waits for the exchanges that are under way. */
public final class StoppingListener extends SimpleEventNotifierSupport {

    private final Runnable onStopping;

    public StoppingListener(Runnable onStopping) {
        this.onStopping = onStopping;
        setIgnoreExchangeEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof CamelEvent.CamelContextStoppingEvent;
    }

    @Override
    public void notify(CamelEvent event) {
        if (isEnabled(event)) {
            onStopping.run();
        }
    }
}
