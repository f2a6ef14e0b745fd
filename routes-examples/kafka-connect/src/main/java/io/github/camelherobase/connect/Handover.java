package io.github.camelherobase.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.apache.kafka.connect.source.SourceRecord;

/** Records on their way from Camel's routes to Connect, and those that Connect has not committed yet. */
final class Handover {

    private final BlockingQueue<CommittedRecord> ready = new LinkedBlockingQueue<>();
    private final Set<CommittedRecord> underWay = ConcurrentHashMap.newKeySet();
    private final int most;
    private volatile boolean closed;

    /** @param most records at once */
    Handover(int most) {
        this.most = most;
    }

    void give(CommittedRecord each) {
        underWay.add(each);
        ready.add(each);
        if (closed) {
            giveUp();
        }
    }

    /** Null when there was none for so long. */
    List<SourceRecord> take(long millis) throws InterruptedException {
        CommittedRecord first = ready.poll(millis, TimeUnit.MILLISECONDS);
        if (first == null) {
            return null;
        }
        List<SourceRecord> records = new ArrayList<>(Math.min(ready.size() + 1, most));
        records.add(first);
        ready.drainTo(records, most - 1);
        return records;
    }

    void committed(CommittedRecord each) {
        underWay.remove(each);
        each.committed();
    }

    /** What Connect has not committed by now comes again. */
    void close() {
        closed = true;
        giveUp();
    }

    private void giveUp() {
        for (CommittedRecord each : underWay) {
            underWay.remove(each);
            each.givenUp();
        }
        ready.clear();
    }
}
