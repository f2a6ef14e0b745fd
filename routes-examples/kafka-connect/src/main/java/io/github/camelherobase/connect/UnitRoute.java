package io.github.camelherobase.connect;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.LoggingExceptionHandler;
import org.apache.camel.support.service.ServiceHelper;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.api.HerobaseException;

/** The route of one unit: from a consumer of the component to Connect. */
final class UnitRoute {

    private static final long STOP_SECONDS = 1;
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final WorkerContext worker;
    private final SourceSettings settings;
    private final Unit unit;
    private final String name;
    private final String routeId;
    private final Handover handover;
    private final ConnectPosition position;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private final Map<String, Object> stored;
    private Endpoint endpoint;
    private volatile boolean letGo;

    /**
     * @param connector its name
     * @param stored the unit's offset as Connect has it; null: none
     */
    UnitRoute(
            WorkerContext worker,
            SourceSettings settings,
            String connector,
            Unit unit,
            Map<String, Object> stored,
            Handover handover) {
        this.worker = worker;
        this.settings = settings;
        this.unit = unit;
        this.name = connector + "/" + unit.name();
        // A task of the same unit may begin in this worker before this one has ended; its route must not replace this
        // one.
        this.routeId = name + "#" + NUMBERS.incrementAndGet();
        this.stored = stored;
        this.handover = handover;
        this.position = new ConnectPosition(name, stored, this::positionMoved);
    }

    void start() throws Exception {
        Map<String, Object> options = new HashMap<>(settings.endpoint(unit, worker));
        options.put("cursorRepository", position);
        options.put("pollStrategy", new FailingPolls());
        options.put("exceptionHandler", new QuietAtTheEnd());
        Object from = ConnectPosition.setByHand(stored);
        if (from != null) {
            options.put("initialFrom", from);
        }
        endpoint = worker.consumed(unit.operation(), routeId, options);
        worker.camel().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // An exchange here never fails: Connect's producer tries again until it has the record.
                from(endpoint).routeId(routeId).errorHandler(noErrorHandler()).process(new ToConnect());
            }
        });
    }

    /** Why nothing more comes before a person has done something; null while nothing is wrong. */
    Exception failure() {
        return failure.get();
    }

    /** No more is read, and no position moves. */
    void letGo() {
        letGo = true;
        Route route = worker.camel().getRoute(routeId);
        if (route != null) {
            ServiceHelper.stopService(route.getConsumer());
        }
    }

    /** Once nothing of it is under way. */
    void remove() throws Exception {
        if (worker.camel().getRoute(routeId) != null) {
            worker.camel().getRouteController().stopRoute(routeId, STOP_SECONDS, TimeUnit.SECONDS);
            worker.camel().removeRoute(routeId);
        }
        ServiceHelper.stopAndShutdownService(endpoint);
    }

    private void positionMoved(Map<String, Object> offset) {
        Object value = settings.valueFormat().position(String.valueOf(offset.get(ConnectPosition.POSITION)));
        handover.give(record(settings.positionTopic(), name, value, offset, null, null));
    }

    private CommittedRecord record(
            String topic,
            String key,
            Object value,
            Map<String, Object> offset,
            Exchange exchange,
            AsyncCallback callback) {
        return new CommittedRecord(
                unit.partition(), offset, topic, key, settings.valueFormat().schema(), value, exchange, callback);
    }

    /** An exchange is done when Connect has committed its record. */
    private final class ToConnect extends AsyncProcessorSupport {

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            handover.give(record(
                    settings.topic(),
                    exchange.getMessage().getHeader(HerobaseConstants.UNIQUE_ID, String.class),
                    settings.valueFormat().value(exchange.getMessage().getBody()),
                    position.offset(),
                    exchange,
                    callback));
            return false;
        }
    }

    /** What will not pass by itself ends the task, as Connect's operators expect; the rest is logged and tried again. */
    private final class FailingPolls extends DefaultPollingConsumerPollStrategy {

        @Override
        public boolean rollback(Consumer consumer, Endpoint polled, int retryCounter, Exception cause)
                throws Exception {
            if (!letGo && !(cause instanceof HerobaseException known && known.isRetryable())) {
                failure.compareAndSet(null, cause);
            }
            return super.rollback(consumer, polled, retryCounter, cause);
        }
    }

    /** The records that a task that ends has given up come again, which is no news of each of them. */
    private final class QuietAtTheEnd implements ExceptionHandler {

        private final ExceptionHandler loud = new LoggingExceptionHandler(worker.camel(), UnitRoute.class);

        @Override
        public void handleException(Throwable exception) {
            if (!letGo) {
                loud.handleException(exception);
            }
        }

        @Override
        public void handleException(String message, Throwable exception) {
            if (!letGo) {
                loud.handleException(message, exception);
            }
        }

        @Override
        public void handleException(String message, Exchange exchange, Throwable exception) {
            if (!letGo) {
                loud.handleException(message, exchange, exception);
            }
        }
    }
}
