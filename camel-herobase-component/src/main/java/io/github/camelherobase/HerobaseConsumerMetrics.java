package io.github.camelherobase;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.function.ToDoubleFunction;

import org.apache.camel.CamelContext;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Route;
import org.apache.camel.support.LifecycleStrategySupport;

import io.github.camelherobase.poll.PollState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * How far the context's consumers are, as Micrometer meters by route and operation: {@code herobase.consumer.lag}
 * (seconds from the position to now: at rest the overlap and up to a delay), {@code .held} (1 while a record that failed
 * in the route holds the position, else 0), {@code .underway} (exchanges not done yet) and {@code .state} (by the tag
 * {@code state}, 1 for the one the consumer is in: {@code ready}, {@code limited}, {@code held}, {@code stuck},
 * {@code failed}, {@code paused}, {@code finished}). Needs micrometer-core on the
 * class path; bind it with {@code new HerobaseConsumerMetrics(context).bindTo(registry)}. What is not started, or stands by under
 * {@code master:}, is NaN.
 */
public class HerobaseConsumerMetrics implements MeterBinder {

    private static final String PREFIX = "herobase.consumer.";

    private final CamelContext context;

    public HerobaseConsumerMetrics(CamelContext context) {
        this.context = context;
    }

    /** Binds the routes that are there, and those that will be. */
    @Override
    public void bindTo(MeterRegistry registry) {
        context.addLifecycleStrategy(new LifecycleStrategySupport() {
            @Override
            public void onRoutesAdd(Collection<Route> routes) {
                routes.forEach(route -> bind(registry, route));
            }
        });
        context.getRoutes().forEach(route -> bind(registry, route));
    }

    private void bind(MeterRegistry registry, Route route) {
        HerobaseEndpoint endpoint = endpoint(route);
        if (endpoint != null) {
            Tags tags = Tags.of(
                    "route",
                    route.getRouteId(),
                    "operation",
                    endpoint.getConfiguration().getOperation().name());
            Gauge.builder(PREFIX + "lag", context, of(route.getRouteId(), HerobaseConsumerMetrics::lag))
                    .baseUnit("seconds")
                    .tags(tags)
                    .register(registry);
            Gauge.builder(
                            PREFIX + "held",
                            context,
                            of(route.getRouteId(), consumer -> consumer.getHeldRecord() == null ? 0 : 1))
                    .tags(tags)
                    .register(registry);
            Gauge.builder(PREFIX + "underway", context, of(route.getRouteId(), HerobaseConsumer::getUnderWay))
                    .tags(tags)
                    .register(registry);
            for (String state : PollState.NAMES) {
                Gauge.builder(
                                PREFIX + "state",
                                context,
                                of(
                                        route.getRouteId(),
                                        consumer -> consumer.getPollState().equals(state) ? 1 : 0))
                        .tags(tags.and("state", state))
                        .register(registry);
            }
        }
    }

    /** A route of that name may be replaced by another, so it is looked up each time. */
    private static ToDoubleFunction<CamelContext> of(String routeId, ToDoubleFunction<HerobaseConsumer> value) {
        return context -> {
            Route route = context.getRoute(routeId);
            HerobaseConsumer consumer = route == null ? null : consumer(route);
            return consumer == null ? Double.NaN : value.applyAsDouble(consumer);
        };
    }

    /** The one that is read, also through another component such as {@code master:}; null: another component's. */
    private static HerobaseEndpoint endpoint(Route route) {
        Endpoint from = route.getEndpoint();
        while (from instanceof DelegateEndpoint wrapping) {
            from = wrapping.getEndpoint();
        }
        return from instanceof HerobaseEndpoint endpoint ? endpoint : null;
    }

    /** Null while nobody reads here. */
    private static HerobaseConsumer consumer(Route route) {
        if (route.getConsumer() instanceof HerobaseConsumer own) {
            return own;
        }
        HerobaseEndpoint endpoint = endpoint(route);
        return endpoint == null ? null : endpoint.wrapped(route.getRouteId());
    }

    private static double lag(HerobaseConsumer consumer) {
        String position = consumer.getPosition();
        Instant now = consumer.getEndpoint().getComponent().getClock().now();
        return position == null
                ? Double.NaN
                : Duration.between(Instant.parse(position), now).toMillis() / 1000.0;
    }
}
