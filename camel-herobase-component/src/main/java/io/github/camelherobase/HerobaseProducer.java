package io.github.camelherobase;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;

/** What all producers do: health shows what became of the last exchange. */
abstract class HerobaseProducer extends DefaultAsyncProducer {

    /** Null when the context has no health checks. */
    private WritableHealthCheckRepository checks;

    private HerobaseProducerHealthCheck check;

    HerobaseProducer(HerobaseEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public HerobaseEndpoint getEndpoint() {
        return (HerobaseEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        checks = HealthCheckHelper.getHealthCheckRepository(
                getEndpoint().getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (checks != null) {
            check = new HerobaseProducerHealthCheck(
                    getEndpoint().getConfiguration().getOperation());
            check.setEnabled(getEndpoint().getComponent().isHealthCheckProducerEnabled());
            checks.addHealthCheck(check);
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (checks != null) {
            checks.removeHealthCheck(check);
            checks = null;
        }
        super.doStop();
    }

    @Override
    public final boolean process(Exchange exchange, AsyncCallback callback) {
        WritableHealthCheckRepository asked = checks;
        if (asked == null || !asked.isEnabled()) {
            return send(exchange, callback);
        }
        HerobaseProducerHealthCheck told = check;
        return send(exchange, doneSync -> {
            told.ended(exchange.getException());
            callback.done(doneSync);
        });
    }

    /** As {@link #process(Exchange, AsyncCallback)}. */
    abstract boolean send(Exchange exchange, AsyncCallback callback);
}
