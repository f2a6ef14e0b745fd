package io.github.camelherobase.connect;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/**
 * Imports a lead for each record. {@link #put} never waits: what cannot be sent now, as the quota is used up, stays here,
 * and Connect is asked for no more; so the consumer polls on and stays in its group. An offset is committed when every
 * record before it is in HeroBase, or was reported as rejected.
 */
public final class HerobaseSinkTask extends SinkTask {

    private static final int MOST_WAITING = 2_000;
    private static final long LOOK_AGAIN_MILLIS = 100;
    /** Together a little less than a worker's task.shutdown.graceful.timeout.ms. */
    private static final Duration COMMITTING = Duration.ofSeconds(3);

    private static final Duration REPORTING = Duration.ofMillis(500);

    private static final Duration STOPPING = Duration.ofSeconds(1);

    private final Map<TopicPartition, SettledOffsets> offsets = new HashMap<>();
    private final List<Reported> reported = new ArrayList<>();
    private WorkerContext worker;
    private LeadSending sending;
    private boolean paused;

    /** Rejected, and on its way to the dead letter topic. */
    private record Reported(WaitingLead lead, Future<Void> written) {}

    @Override
    public String version() {
        return PluginVersion.VERSION;
    }

    @Override
    public void start(Map<String, String> properties) {
        worker = WorkerContext.acquire();
        try {
            sending = new LeadSending(worker, new SinkSettings(properties));
        } catch (Exception e) {
            stop();
            throw new ConnectException(Causes.message(e), e);
        }
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> offsets.put(partition, new SettledOffsets()));
        if (paused) {
            context.pause(partitions.toArray(TopicPartition[]::new));
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        sending.check();
        for (SinkRecord each : records) {
            take(each);
        }
        sending.proceed();
        report();
        regulate();
    }

    private void take(SinkRecord each) {
        SettledOffsets own = offsets.computeIfAbsent(WaitingLead.partition(each), partition -> new SettledOffsets());
        own.taken(each.originalKafkaOffset());
        try {
            sending.add(new WaitingLead(each, own, LeadValue.of(each.value())));
        } catch (DataException e) {
            report(new WaitingLead(each, own, Map.of()), e);
        }
    }

    private void report() {
        sending.takeRejected().forEach(each -> report(each.lead(), each.reason()));
        for (Iterator<Reported> all = reported.iterator(); all.hasNext(); ) {
            Reported each = all.next();
            if (each.written().isDone()) {
                all.remove();
                checkWritten(each);
                each.lead().settled();
            }
        }
    }

    private void report(WaitingLead lead, Exception reason) {
        ErrantRecordReporter reporter = context.errantRecordReporter();
        if (reporter == null) {
            throw new ConnectException(
                    "The lead of " + lead + " was rejected: " + reason.getMessage()
                            + " Correct the record, or let Connect pass over such: errors.tolerance=all, with"
                            + " errors.deadletterqueue.topic.name",
                    reason);
        }
        try {
            reported.add(new Reported(lead, reporter.report(lead.origin(), reason)));
        } catch (ConnectException e) {
            // Only logged, and not tolerated: Connect's own message does not say which record it was.
            throw new ConnectException("The lead of " + lead + " was rejected: " + reason.getMessage(), e);
        }
    }

    private static void checkWritten(Reported each) {
        try {
            each.written().get();
        } catch (ExecutionException e) {
            throw new ConnectException("The rejected lead of " + each.lead() + " could not be reported", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConnectException("Interrupted", e);
        }
    }

    private void awaitReports() throws InterruptedException {
        for (Reported each : reported) {
            try {
                each.written().get(REPORTING.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                return;
            } catch (ExecutionException e) {
                // Told when it is looked at.
                continue;
            }
        }
    }

    /** Asks Connect for more, or for no more, and to come back soon. */
    private void regulate() {
        int size = sending.size() + reported.size();
        if (!paused && size >= MOST_WAITING) {
            context.pause(context.assignment().toArray(TopicPartition[]::new));
            paused = true;
        } else if (paused && size < MOST_WAITING / 2) {
            context.resume(context.assignment().toArray(TopicPartition[]::new));
            paused = false;
        }
        if (size > 0) {
            context.timeout(LOOK_AGAIN_MILLIS);
        }
    }

    /**
     * Perhaps the last one before these partitions are another task's, which Connect does not tell: what is under way is
     * waited for, or the other one would send it again.
     */
    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> current) {
        try {
            sending.hold(COMMITTING);
            report();
            awaitReports();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        report();
        Map<TopicPartition, OffsetAndMetadata> settled = new HashMap<>();
        current.forEach((partition, delivered) -> {
            SettledOffsets own = offsets.get(partition);
            long open = own == null ? -1 : own.firstOpen();
            // With nothing open it is what Connect has delivered, behind records that a transformation dropped too.
            settled.put(partition, open < 0 ? delivered : new OffsetAndMetadata(open));
        });
        return settled;
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        sending.forget(partitions);
        reported.removeIf(
                each -> partitions.contains(WaitingLead.partition(each.lead().origin())));
        offsets.keySet().removeAll(partitions);
    }

    @Override
    public void stop() {
        if (sending != null) {
            try {
                sending.end(STOPPING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            sending.close();
        }
        if (worker != null) {
            worker.release();
            worker = null;
        }
    }
}
