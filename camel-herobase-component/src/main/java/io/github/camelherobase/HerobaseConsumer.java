package io.github.camelherobase;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.ScheduledPollConsumer;

import io.github.camelherobase.cursor.Cursor;
import io.github.camelherobase.export.RecordBodies;
import io.github.camelherobase.poll.PollForecast;
import io.github.camelherobase.poll.PollLoop;
import io.github.camelherobase.poll.PollState.Held;
import io.github.camelherobase.poll.PollState.Paused;
import io.github.camelherobase.poll.PolledRoute;
import io.github.camelherobase.poll.Polling;
import io.github.camelherobase.request.Feed;

/** The life cycle and the JMX view of a {@link PollLoop}, which does a consumer's work. */
@ManagedResource(description = "Managed HeroBase consumer")
public final class HerobaseConsumer extends ScheduledPollConsumer {

    private final Supplier<Feed<?>> feeds;
    private final Polling polling;
    private final PolledRoute route = new ConsumedRoute();
    private final PollLoop loop;
    private Cursor cursor;
    private PollForecast forecast;
    /** Null when this is the route's own consumer. */
    private WrappedConsumer wrapped;

    /** @param feeds asked at each start, for the connection is the endpoint's and lives only while that is started */
    HerobaseConsumer(
            HerobaseEndpoint endpoint,
            Processor processor,
            Supplier<Feed<?>> feeds,
            Polling polling,
            RecordBodies bodies) {
        super(endpoint, processor);
        this.feeds = feeds;
        this.polling = polling;
        this.loop = new PollLoop(route, polling, endpoint.getComponent().getClock(), bodies);
    }

    @Override
    public HerobaseEndpoint getEndpoint() {
        return (HerobaseEndpoint) super.getEndpoint();
    }

    @Override
    protected void doBuild() throws Exception {
        getEndpoint().getComponent().positions().plan(this, () -> getEndpoint().cursorKey(feeds.get()));
        setHealthCheck(new HerobaseConsumerHealthCheck(this, getRouteId()));
        super.doBuild();
    }

    @Override
    @SuppressWarnings("unchecked")
    protected void doStart() throws Exception {
        Feed<Object> feed = (Feed<Object>) feeds.get();
        wrapped = WrappedConsumer.of(this);
        // A failed start is stopped, and must not give back the position that it had before.
        cursor = null;
        Instant moment = getEndpoint().getComponent().startMoment();
        loop.plan(moment);
        forecast = getEndpoint().forecast(feed, loop.plan(), route.delay());
        cursor = getEndpoint().openCursor(feed, polling, this, moment);
        loop.start(feed, cursor, forecast);
        forecast.tellStart(cursor);
        if (wrapped != null) {
            wrapped.show();
        }
        super.doStart();
    }

    @Override
    protected void doSuspend() throws Exception {
        loop.letGo();
        super.doSuspend();
    }

    @Override
    protected void doStop() throws Exception {
        loop.letGo();
        super.doStop();
        if (wrapped != null) {
            wrapped.hide();
        }
        if (forecast != null) {
            forecast.end();
        }
        if (cursor != null) {
            getEndpoint().getComponent().positions().close(cursor);
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        getEndpoint().getComponent().positions().forget(this);
        super.doShutdown();
    }

    /** Of the route that this consumer reads for, also when {@code master:} has made it. */
    String routeId() {
        return wrapped == null ? getRouteId() : wrapped.routeId();
    }

    private Route ownRoute() {
        return wrapped == null ? getRoute() : wrapped.route();
    }

    @Override
    protected int poll() throws Exception {
        return loop.poll();
    }

    /** A poll that did not ask the server, because of the quota or a pause, knows nothing of idleness. */
    @Override
    protected void processEmptyMessage() throws Exception {
        if (loop.hasAsked()) {
            super.processEmptyMessage();
        }
    }

    /** How the reading stands, for those who watch it; internal. */
    public PollLoop loop() {
        return loop;
    }

    @ManagedAttribute(description = "Where the next window begins")
    public String getPosition() {
        return loop.position() == null ? null : loop.position().toString();
    }

    @ManagedAttribute(description = "Key and store of the position")
    public String getPositionStore() {
        return cursor == null ? null : cursor.where();
    }

    @ManagedAttribute(description = "Exchanges of the current window that are not done yet")
    public int getUnderWay() {
        return loop.underWay();
    }

    @ManagedAttribute(description = "The record that holds the position, if one failed in the route")
    public String getHeldRecord() {
        Held held = loop.state().held();
        return held == null ? null : held.recordKey();
    }

    /** Not {@code State}: that name is taken by Camel's state of a service. */
    @ManagedAttribute(description = "How the consumer stands: ready, limited, held, stuck, failed, paused or finished")
    public String getPollState() {
        return loop.state().name();
    }

    @ManagedAttribute(description = "Why it is in its state, in one word")
    public String getStateCause() {
        return loop.state().cause().code();
    }

    @ManagedAttribute(description = "Whether an operator paused the reading")
    public boolean isPaused() {
        return loop.state() instanceof Paused;
    }

    @ManagedOperation(
            description = "Begins again at a time in ISO 8601, such as 2026-05-06T00:00:00Z, at the next poll")
    public void rewind(String time) {
        try {
            loop.rewindTo(Instant.parse(time));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    time + " is not a valid time; expected one such as 2026-05-06T00:00:00Z", e);
        }
    }

    @ManagedOperation(description = "Pauses the reading; the position stays")
    public void pause() {
        loop.pause();
    }

    @ManagedOperation(description = "Ends the pause")
    public void unpause() {
        loop.unpause();
    }

    /** What the loop sees of the consumer and its route. */
    private final class ConsumedRoute implements PolledRoute {

        @Override
        public boolean isReadingAllowed() {
            return HerobaseConsumer.this.isRunAllowed() && !isSuspendingOrSuspended();
        }

        @Override
        public boolean isRunAllowed() {
            return HerobaseConsumer.this.isRunAllowed();
        }

        @Override
        public Duration delay() {
            return Duration.of(getDelay(), getTimeUnit().toChronoUnit());
        }

        @Override
        public Exchange newExchange() {
            return createExchange(true);
        }

        @Override
        public void process(Exchange exchange, AsyncCallback callback) {
            getAsyncProcessor().process(exchange, callback);
        }

        @Override
        public ExceptionHandler exceptionHandler() {
            return getExceptionHandler();
        }

        @Override
        public void answered() {
            forceConsumerAsReady();
        }

        @Override
        public void finished() {
            getEndpoint().stopRoute(ownRoute());
        }

        @Override
        public Thread newReader(Runnable task) {
            return getEndpoint().getCamelContext().getExecutorServiceManager().newThread("HerobaseReadAhead", task);
        }
    }
}
