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
import io.github.camelherobase.cursor.WindowSize;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.RetrySmaller;

/**
 * The calls of a long period, slice by slice, and of each slice org code by org code. Slices grow while they hold few
 * calls; what the server does not manage is asked for in shorter ones. Safe for use by several threads.
 */
final class CallSlices implements Iterator<CallPart> {

    private static final Logger LOG = LoggerFactory.getLogger(CallSlices.class);

    /** No calls are made on some of its days. */
    private static final Duration WEEK = Duration.ofDays(7);

    private final ExportClient client;
    private final CallsFilter filter;
    private final List<String> orgCodes;
    private final TimeWindow period;
    private final WindowSize size;
    private final Instant now;
    private final Deque<Slice> waiting = new ArrayDeque<>();
    private Instant position;
    private boolean ended;
    /** Whether the server has answered: one that fails whatever it is asked for must not be asked without end. */
    private boolean answered;

    /** @param first how long the first slice is; null: all of the period, as long as the server manages it */
    CallSlices(ExportClient client, CallsFilter filter, List<String> orgCodes, TimeWindow period, Duration first) {
        this.client = client;
        this.filter = filter;
        this.orgCodes = orgCodes;
        this.period = period;
        this.now = client.now();
        // A second more, for slices end with whole seconds.
        this.size = new WindowSize(first == null ? length(period).plusSeconds(1) : first);
        this.position = period.from();
    }

    /** A part of the period that is long enough to hold some calls, and not too long for the server. */
    static TimeWindow sample(ExportClient client, TimeWindow period) {
        Instant now = client.now();
        Instant end = period.isOpen() || period.to().isAfter(now) ? now : period.to();
        Instant from = end.minus(WEEK);
        return from.isAfter(period.from()) ? new TimeWindow(from, end) : period;
    }

    private Duration length(TimeWindow window) {
        return Duration.between(window.from(), CallsFilter.end(window, now));
    }

    @Override
    public synchronized boolean hasNext() {
        return !waiting.isEmpty() || !ended;
    }

    @Override
    public synchronized CallPart next() {
        if (waiting.isEmpty()) {
            addWindow();
        }
        Slice slice = waiting.removeFirst();
        return size.isPossible(length(slice.request.window())) ? slice : beginOf(slice, size.size());
    }

    private void addWindow() {
        Instant end = position.plus(size.size()).truncatedTo(ChronoUnit.SECONDS);
        boolean isLast = !end.isAfter(position) || (period.isOpen() ? !end.isBefore(now) : !end.isBefore(period.to()));
        TimeWindow window = new TimeWindow(position, isLast ? period.to() : end);
        Tally tally = new Tally(orgCodes.size());
        orgCodes.forEach(code -> waiting.add(new Slice(new CallRequest(client, filter, code, window), tally)));
        ended = isLast;
        position = end;
    }

    /** Its first part; the rest waits. Null when it is as short as can be. */
    private Slice beginOf(Slice slice, Duration first) {
        TimeWindow window = slice.request.window();
        Instant end = window.from().plus(first).truncatedTo(ChronoUnit.SECONDS);
        if (!end.isAfter(window.from()) || !end.isBefore(CallsFilter.end(window, now))) {
            return slice;
        }
        slice.tally.isCut = true;
        waiting.addFirst(slice.of(new TimeWindow(end, window.to())));
        return slice.of(new TimeWindow(window.from(), end));
    }

    private synchronized void ended(Slice slice, long calls) {
        answered = true;
        Tally tally = slice.tally;
        tally.calls += calls;
        tally.requestsLeft--;
        if (tally.isCut) {
            size.worked(length(slice.request.window()), calls * orgCodes.size());
        } else if (tally.requestsLeft == 0) {
            size.worked(length(slice.request.window()), tally.calls);
        }
    }

    /** What to ask for when a slice failed: its first part, or nothing when even the shortest fails. */
    private synchronized List<CallPart> shorter(Slice slice) {
        Duration length = length(slice.request.window());
        if (length.compareTo(WindowSize.SHORTEST) <= 0) {
            return List.of();
        }
        Duration first = WindowSize.SHORTEST;
        if (answered) {
            size.failed(length);
            first = size.size();
        }
        Slice begin = beginOf(slice, first);
        return begin == slice ? List.of() : List.of(begin);
    }

    /** What the requests of one slice, one for each org code, held together. */
    private static final class Tally {

        private int requestsLeft;
        private long calls;
        /** Whether some of it is asked for in parts. */
        private boolean isCut;

        private Tally(int requests) {
            this.requestsLeft = requests;
        }
    }

    /** One org code's share of a slice, or of a part of one. */
    private final class Slice implements CallPart {

        private final CallRequest request;
        private final Tally tally;

        private Slice(CallRequest request, Tally tally) {
            this.request = request;
            this.tally = tally;
        }

        private Slice of(TimeWindow part) {
            return new Slice(request.of(part), tally);
        }

        @Override
        public CompletionStage<Export<Call>> export() {
            return request.export();
        }

        @Override
        public void ended(long calls) {
            CallSlices.this.ended(this, calls);
        }

        @Override
        public List<CallPart> fallbacks(Throwable failure) {
            if (!RetrySmaller.isPossible(failure)) {
                return List.of();
            }
            List<CallPart> parts = shorter(this);
            if (!parts.isEmpty()) {
                LOG.info("GET /calls failed at {}, and is asked for less: {}", request.window(), failure.getMessage());
            }
            return parts;
        }
    }
}
