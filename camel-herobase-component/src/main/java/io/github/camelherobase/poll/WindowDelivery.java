package io.github.camelherobase.poll;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.RecentRecords;
import io.github.camelherobase.cursor.RecordVersion;
import io.github.camelherobase.export.FilterWarning;
import io.github.camelherobase.request.Feed;

/** Hands the records of one window to the route: those that were asked for, are complete and were not handed over before. */
final class WindowDelivery {

    private static final Logger LOG = LoggerFactory.getLogger(WindowDelivery.class);
    private static final long CHECK_MILLIS = 200;

    private final BooleanSupplier goesOn;
    private final PolledRoute route;
    private final Feed<Object> feed;
    private final Polling polling;
    private final HerobaseClock clock;
    private final Function<Object, Object> bodies;
    private final RecentRecords recent;
    private final DeliveredRecords before;
    private final FilterWarning filterWarning;
    private final WindowRead read;
    private final boolean single;

    private List<RecordVersion> versions = new ArrayList<>();
    private List<Object> batch = new ArrayList<>();
    private int delivered;

    /**
     * @param goesOn asked before each record is handed over
     * @param bodies makes the body of a record
     * @param before what was delivered before a restart, and is not to be delivered again
     */
    WindowDelivery(
            BooleanSupplier goesOn,
            PolledRoute route,
            Feed<Object> feed,
            Polling polling,
            HerobaseClock clock,
            Function<Object, Object> bodies,
            RecentRecords recent,
            DeliveredRecords before,
            FilterWarning filterWarning,
            WindowRead read) {
        this.goesOn = goesOn;
        this.route = route;
        this.feed = feed;
        this.polling = polling;
        this.clock = clock;
        this.bodies = bodies;
        this.recent = recent;
        this.before = before;
        this.filterWarning = filterWarning;
        this.read = read;
        this.single = polling.batchSize() == 0;
    }

    /**
     * Marks the window complete once its last record was handed over.
     *
     * @return how many records were handed over
     */
    int deliver(RecordStream<ReadRecord> records) throws Exception {
        while (records.hasNext()) {
            ReadRecord arrived = records.next();
            read.counted();
            String violated = arrived.violatedFilter();
            if (violated != null) {
                if (read.isToSay(violated)) {
                    filterWarning.passedOver(violated);
                }
            } else if (!isToComplete(arrived.record()) && !handOver(arrived)) {
                return delivered;
            }
        }
        if (flush()) {
            read.completed();
        }
        return delivered;
    }

    /** A call in progress is left for a later poll, unless it lasts so long that it will never be completed. */
    private boolean isToComplete(Object record) {
        Instant since = feed.unfinishedSince(record);
        if (since == null || since.isBefore(read.sentAt().minus(polling.longestUnfinished()))) {
            return false;
        }
        read.unfinishedSince(since);
        return true;
    }

    /** False when the route did not take it in time, or the consumer stops. */
    private boolean handOver(ReadRecord arrived) throws Exception {
        RecordVersion version = arrived.version();
        if (recent.isRepeat(version) || before.contains(version)) {
            return true;
        }
        if (single) {
            return send(List.of(version), arrived.body(bodies));
        }
        versions.add(version);
        batch.add(arrived.body(bodies));
        return versions.size() < polling.batchSize() || flush();
    }

    private boolean flush() throws Exception {
        if (versions.isEmpty()) {
            return true;
        }
        List<RecordVersion> sent = versions;
        List<Object> body = batch;
        versions = new ArrayList<>();
        batch = new ArrayList<>();
        return send(sent, body);
    }

    private boolean send(List<RecordVersion> sent, Object body) throws Exception {
        if (!place()) {
            return false;
        }
        Exchange exchange = route.newExchange();
        Message message = exchange.getMessage();
        message.setBody(body);
        message.setHeader(HerobaseConstants.WINDOW_FROM, read.window().from());
        if (!read.window().isOpen()) {
            message.setHeader(HerobaseConstants.WINDOW_TO, read.window().to());
        }
        if (single) {
            message.setHeader(
                    HerobaseConstants.UNIQUE_ID, feed.uniqueId(sent.get(0).key()));
        }
        sent.forEach(recent::handedOver);
        delivered += sent.size();
        DeliveryCallback delivery =
                new DeliveryCallback(read, sent, polling.delivered(), exchange, clock.now(), route.exceptionHandler());
        read.handedOver(delivery);
        exchange.getExchangeExtension().addOnCompletion(delivery);
        route.process(exchange, delivery);
        return true;
    }

    /**
     * A place among those under way. A server gives up on a reader that waits longer than the response time-out, so then
     * the request is given up and the rest of the window read again.
     */
    private boolean place() throws InterruptedException {
        long waited = 0;
        while (!read.begin(CHECK_MILLIS)) {
            waited += CHECK_MILLIS;
            if (!goesOn.getAsBoolean()) {
                return false;
            }
            if (waited >= polling.responseTimeout()) {
                LOG.info(
                        "{}: the route took no record for {} ms; the request is given up, and the rest of the window read again",
                        feed.service(),
                        waited);
                return false;
            }
        }
        if (goesOn.getAsBoolean()) {
            return true;
        }
        read.unused();
        return false;
    }
}
