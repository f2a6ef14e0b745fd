package io.github.camelherobase.connect;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseInvalidRequestException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;

/** Sends leads through the component, so many at a time, without a thread that waits. */
final class LeadSending {

    private static final Logger LOG = LoggerFactory.getLogger(LeadSending.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    /** So many say that it is no accident, and each holds the offsets. */
    private static final int MOST_DOUBTFUL = 500;

    private final WorkerContext worker;
    private final Endpoint endpoint;
    private final ProducerTemplate template;
    private final int concurrency;
    private final boolean readBack;

    private final Deque<WaitingLead> waiting = new ArrayDeque<>();
    private final DoubtfulLeads doubtful = new DoubtfulLeads(InstantSource.system());
    private final List<Rejected> rejected = new ArrayList<>();
    private final Set<WaitingLead> underWay = new HashSet<>();
    private Instant restsUntil = Instant.MIN;
    private final GrowingPause pause = new GrowingPause(FIRST_PAUSE, LONGEST_PAUSE);
    private ConnectException failure;
    private boolean stopped;
    private boolean held;

    /** A lead that HeroBase, or a check before it, refused. */
    record Rejected(WaitingLead lead, Exception reason) {}

    LeadSending(WorkerContext worker, SinkSettings settings) throws Exception {
        this.worker = worker;
        this.concurrency = settings.concurrency();
        this.readBack = settings.isReadBack();
        this.endpoint = worker.endpoint("importLeads", settings.endpoint(worker));
        this.template = worker.camel().createProducerTemplate();
        ServiceHelper.startService(endpoint);
    }

    synchronized void add(WaitingLead lead) {
        waiting.add(lead);
    }

    /** Begins what may be begun now; ends a {@link #hold}. */
    void proceed() {
        release();
        begin();
    }

    private synchronized void release() {
        held = false;
    }

    private void begin() {
        for (WaitingLead lead = next(); lead != null; lead = next()) {
            send(lead);
        }
    }

    private synchronized WaitingLead next() {
        if (stopped
                || held
                || failure != null
                || underWay.size() >= concurrency
                || Instant.now().isBefore(restsUntil)) {
            return null;
        }
        WaitingLead lead = doubtful.poll();
        if (lead == null) {
            lead = waiting.poll();
        }
        if (lead != null) {
            underWay.add(lead);
        }
        return lead;
    }

    private void send(WaitingLead lead) {
        Exchange exchange = endpoint.createExchange();
        exchange.getMessage().setBody(lead.data());
        exchange.getMessage().setHeader("kafkaTopic", lead.origin().originalTopic());
        exchange.getMessage().setHeader("kafkaPartition", lead.origin().originalKafkaPartition());
        exchange.getMessage().setHeader("kafkaOffset", lead.origin().originalKafkaOffset());
        exchange.getMessage().setHeader("kafkaKey", lead.origin().key());
        template.asyncSend(endpoint, exchange).whenComplete((done, thrown) -> {
            ended(lead, thrown == null ? done.getException() : thrown);
            begin();
        });
    }

    private synchronized void ended(WaitingLead lead, Throwable reason) {
        underWay.remove(lead);
        notifyAll();
        if (reason instanceof HerobaseImportUncertainException && readBack && doubtful.size() < MOST_DOUBTFUL) {
            LOG.warn("The lead of {} is looked up again, and its offset waits: {}", lead, reason.getMessage());
            doubtful.add(lead);
            return;
        }
        doubtful.remove(lead);
        if (reason == null) {
            pause.reset();
            lead.settled();
            doubtful.accepted();
        } else if (reason instanceof HerobaseLeadRejectedException
                || reason instanceof HerobaseInvalidRequestException) {
            rejected.add(new Rejected(lead, (Exception) reason));
        } else if (reason instanceof HerobaseQuotaExceededException limit) {
            waiting.addFirst(lead);
            restUntil(limit.getResetsAt() == null ? Instant.now().plus(FIRST_PAUSE) : limit.getResetsAt(), reason);
        } else if (reason instanceof HerobaseException known && known.isRetryable()) {
            waiting.addFirst(lead);
            restUntil(Instant.now().plus(pause.next()), reason);
        } else if (!stopped && failure == null) {
            failure = new ConnectException("The lead of " + lead + ": " + Causes.message(reason), reason);
        }
    }

    private void restUntil(Instant time, Throwable reason) {
        if (time.isAfter(restsUntil)) {
            LOG.info("No leads are sent until {}: {}", time, reason.getMessage());
            restsUntil = time;
        }
    }

    /** @throws ConnectException when a person has to look at it first */
    synchronized void check() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Those since the last time. */
    synchronized List<Rejected> takeRejected() {
        List<Rejected> taken = List.copyOf(rejected);
        rejected.clear();
        return taken;
    }

    synchronized int size() {
        return waiting.size() + doubtful.resting() + underWay.size();
    }

    /** What waits of them is another task's now. */
    synchronized void forget(Collection<TopicPartition> partitions) {
        waiting.removeIf(lead -> partitions.contains(WaitingLead.partition(lead.origin())));
        doubtful.forget(partitions);
    }

    /** No more are sent; those under way are waited for, so that a stop makes no doubts. */
    synchronized void end(Duration most) throws InterruptedException {
        stopped = true;
        waiting.clear();
        doubtful.clear();
        long end = System.nanoTime() + most.toNanos();
        awaitUnderWay(lead -> end);
    }

    /**
     * No more are begun for now; those under way are waited for. One that takes long, as it waits for what became of it
     * in a killed worker, is not waited for at each commit again: the others would stand still beside it.
     *
     * @param most in all, for each lead
     */
    synchronized void hold(Duration most) throws InterruptedException {
        held = true;
        long end = System.nanoTime() + most.toNanos();
        awaitUnderWay(lead -> lead.waitedForUntil(end));
    }

    private void awaitUnderWay(ToLongFunction<WaitingLead> until) throws InterruptedException {
        for (long left = left(until); left > 0; left = left(until)) {
            wait(Math.max(1, Duration.ofNanos(left).toMillis()));
        }
    }

    private long left(ToLongFunction<WaitingLead> until) {
        long now = System.nanoTime();
        return underWay.stream()
                .mapToLong(lead -> until.applyAsLong(lead) - now)
                .max()
                .orElse(0);
    }

    void close() {
        ServiceHelper.stopService(template);
        ServiceHelper.stopAndShutdownService(endpoint);
    }
}
