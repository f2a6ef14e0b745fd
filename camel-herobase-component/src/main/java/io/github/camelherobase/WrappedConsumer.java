package io.github.camelherobase;

import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.spi.LifecycleStrategy;
import org.apache.camel.support.DefaultConsumer;

/**
 * What Camel does for a route's own consumer, done for one that another component has made for its route, such as
 * {@code master:}: it is found in JMX and in the health checks, and knows its route.
 */
final class WrappedConsumer {

    private final HerobaseConsumer consumer;
    /** The route whose consumer has made this one. */
    private final Route route;

    private HealthCheck check;

    private WrappedConsumer(HerobaseConsumer consumer, Route route) {
        this.consumer = consumer;
        this.route = route;
    }

    /** Null when the consumer is a route's own, or of no route. */
    static WrappedConsumer of(HerobaseConsumer consumer) {
        if (consumer.getRoute() != null) {
            return null;
        }
        // Whoever wraps a consumer hands the route's processor on.
        return consumer.getEndpoint().getCamelContext().getRoutes().stream()
                .filter(route -> route.getConsumer() instanceof DefaultConsumer wrapping
                        && wrapping != consumer
                        && wrapping.getProcessor() == consumer.getProcessor())
                .findFirst()
                .map(route -> new WrappedConsumer(consumer, route))
                .orElse(null);
    }

    Route route() {
        return route;
    }

    String routeId() {
        return route.getRouteId();
    }

    void show() throws Exception {
        CamelContext context = route.getCamelContext();
        consumer.getEndpoint().wrapped(routeId(), consumer);
        for (LifecycleStrategy strategy : context.getLifecycleStrategies()) {
            strategy.onServiceAdd(context, consumer, route);
        }
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks != null && checks.isEnabled()) {
            check = new HerobaseConsumerHealthCheck(consumer, routeId());
            check.setEnabled(consumer.getEndpoint().getComponent().isHealthCheckConsumerEnabled());
            checks.register(check);
        }
    }

    void hide() {
        CamelContext context = route.getCamelContext();
        consumer.getEndpoint().wrapped(routeId(), null);
        if (check != null) {
            HealthCheckRegistry.get(context).unregister(check);
            check = null;
        }
        for (LifecycleStrategy strategy : context.getLifecycleStrategies()) {
            strategy.onServiceRemove(context, consumer, route);
        }
    }
}
