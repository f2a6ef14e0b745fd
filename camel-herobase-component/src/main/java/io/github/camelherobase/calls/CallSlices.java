package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.cursor.WindowPlan;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.RetrySmaller;

/**
 * The calls of a long period, slice by slice, and of each slice org code by org code. Slices grow while they hold few
 * calls; one that the server does not manage is asked for in halves. Safe for use by several threads.
 */
final class CallSlices implements Iterator<CallPart> {

    private static final Logger LOG = LoggerFactory.getLogger(CallSlices.class);

    /** A server that fails whatever it is asked for must not be asked without end. */
    private static final int MOST_HALVINGS = 6;
    /** No calls are made on some of its days. */
    private static final Duration WEEK = Duration.ofDays(7);

    private final ExportClient client;
    private final CallsFilter filter;
    private final List<String> orgCodes;
    private final WindowPlan plan;
    private final Instant now;
    private final Deque<CallPart> next = new ArrayDeque<>();
    private Instant position;
    private boolean ended;

    /** @param size of the first slice; null: all of the period, as long as the server manages it */
    CallSlices(ExportClient client, CallsFilter filter, List<String> orgCodes, TimeWindow period, Duration size) {
        this.client = client;
        this.filter = filter;
        this.orgCodes = orgCodes;
        this.plan = new WindowPlan(size == null ? length(period, client.now()) : size, Duration.ZERO, period.to());
        // What lies before is cut into closed slices: all of a closed period.
        this.now = period.isOpen() ? client.now() : Instant.MAX;
        this.position = period.from();
    }

    /** A part of the period that is long enough to hold some calls, and not too long for the server. */
    static TimeWindow sample(ExportClient client, TimeWindow period) {
        Instant now = client.now();
        Instant end = period.isOpen() || period.to().isAfter(now) ? now : period.to();
        Instant from = end.minus(WEEK);
        return from.isAfter(period.from()) ? new TimeWindow(from, end) : period;
    }

    /** A second more, for slices end with whole seconds. */
    private static Duration length(TimeWindow period, Instant now) {
        return Duration.between(period.from(), CallsFilter.end(period, now)).plusSeconds(1);
    }

    @Override
    public synchronized boolean hasNext() {
        return !next.isEmpty() || !ended;
    }

    @Override
    public synchronized CallPart next() {
        if (next.isEmpty()) {
            TimeWindow window = plan.next(position, now);
            Tally tally = new Tally(window, orgCodes.size());
            orgCodes.forEach(code -> next.add(new Slice(new CallRequest(client, filter, code, window), tally, 0)));
            ended = window.isOpen() || plan.isFinished(window.to());
            position = window.to();
        }
        return next.removeFirst();
    }

    private synchronized void held(Tally tally, long calls) {
        tally.calls += calls;
        tally.requestsLeft--;
        if (tally.requestsLeft == 0 && isOfPresentSize(tally.window)) {
            plan.held(tally.window, tally.calls);
        }
    }

    private synchronized void cut(TimeWindow window) {
        if (isOfPresentSize(window)) {
            plan.cut();
        }
    }

    /**
     * Several are under way at once: what one of an earlier size led to says nothing of the present size. A slice is up to
     * a second shorter, for it ends with a whole one.
     */
    private boolean isOfPresentSize(TimeWindow window) {
        if (window.isOpen()) {
            return false;
        }
        Duration shorter = plan.size().minus(Duration.between(window.from(), window.to()));
        return !shorter.isNegative() && shorter.compareTo(Duration.ofSeconds(1)) <= 0;
    }

    /** What the requests of one slice held together. */
    private static final class Tally {

        private final TimeWindow window;
        private int requestsLeft;
        private long calls;

        private Tally(TimeWindow window, int requests) {
            this.window = window;
            this.requestsLeft = requests;
        }
    }

    /** One org code's share of a slice, or of a part of one. */
    private final class Slice implements CallPart {

        private final CallRequest request;
        private final Tally tally;
        private final int halvings;

        private Slice(CallRequest request, Tally tally, int halvings) {
            this.request = request;
            this.tally = tally;
            this.halvings = halvings;
        }

        @Override
        public CompletionStage<Export<Call>> export() {
            return request.export();
        }

        @Override
        public void ended(long calls) {
            if (halvings == 0) {
                held(tally, calls);
            }
        }

        @Override
        public List<CallPart> fallbacks(Throwable failure) {
            TimeWindow window = request.window();
            Duration half = Duration.between(window.from(), CallsFilter.end(window, client.now()))
                    .dividedBy(2);
            Instant middle = window.from().plus(half).truncatedTo(ChronoUnit.SECONDS);
            if (!RetrySmaller.isPossible(failure) || halvings == MOST_HALVINGS || !middle.isAfter(window.from())) {
                return List.of();
            }
            cut(window);
            LOG.info("GET /calls of {} is asked for in halves: {}", window, failure.getMessage());
            return List.of(part(new TimeWindow(window.from(), middle)), part(new TimeWindow(middle, window.to())));
        }

        private CallPart part(TimeWindow window) {
            return new Slice(request.of(window), tally, halvings + 1);
        }
    }
}
