package io.github.camelherobase.poll;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.support.SynchronizationAdapter;

import io.github.camelherobase.cursor.RecordVersion;

/** One exchange on its way through the route: tells its {@link WindowRead} once how it ended. */
final class DeliveryCallback extends SynchronizationAdapter implements AsyncCallback {

    private final WindowRead read;
    private final List<RecordVersion> records;
    private final DeliveredRecords delivered;
    private final Exchange exchange;
    private final Instant since;
    private final ExceptionHandler exceptionHandler;
    private final AtomicBoolean told = new AtomicBoolean();

    /** Its neighbours in the {@link DeliveryLine}, whose they are. */
    DeliveryCallback before;

    DeliveryCallback behind;

    /**
     * @param records in the body
     * @param delivered told of them when they are done
     * @param since when the exchange goes to the route
     */
    DeliveryCallback(
            WindowRead read,
            List<RecordVersion> records,
            DeliveredRecords delivered,
            Exchange exchange,
            Instant since,
            ExceptionHandler exceptionHandler) {
        this.read = read;
        this.records = records;
        this.delivered = delivered;
        this.exchange = exchange;
        this.since = since;
        this.exceptionHandler = exceptionHandler;
    }

    Instant since() {
        return since;
    }

    /** Of the first record. */
    String key() {
        return records.get(0).key();
    }

    /** What the route rolled back is not done, though no exception is left. */
    @Override
    public void onComplete(Exchange completed) {
        tell(!completed.isRollbackOnly() && !completed.isRollbackOnlyLast());
    }

    @Override
    public void onFailure(Exchange completed) {
        tell(false);
    }

    /**
     * The route let go of the exchange. With an exception it is done: a full seda queue never completes it. Without one
     * it may go on elsewhere, and its unit of work will tell.
     */
    @Override
    public void done(boolean doneSync) {
        Exception exception = exchange.getException();
        if (exception != null) {
            tell(false);
            List<String> keys = records.stream().map(RecordVersion::key).toList();
            exceptionHandler.handleException("The records " + keys + " were not processed", exchange, exception);
        }
    }

    private void tell(boolean processed) {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        try {
            if (processed) {
                delivered.add(records);
            } else {
                records.forEach(record -> read.failed(record.key()));
            }
        } finally {
            read.done(this);
        }
    }
}
