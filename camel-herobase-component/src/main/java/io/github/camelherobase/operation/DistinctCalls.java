package io.github.camelherobase.operation;

import java.util.NoSuchElementException;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.RecentRecords;
import io.github.camelherobase.cursor.RecordVersion;

/** Calls that several org codes list, each once; beyond what is remembered a call repeats rather than vanishes. */
final class DistinctCalls implements RecordStream<Call> {

    private final RecordStream<Call> calls;
    private final RecentRecords seen = new RecentRecords();
    private Call next;
    private long taken;

    DistinctCalls(RecordStream<Call> calls) {
        this.calls = calls;
    }

    @Override
    public boolean hasNext() {
        while (next == null && calls.hasNext()) {
            Call call = calls.next();
            RecordVersion version = RecordVersion.of(call.getUniqueId(), call.toBytes());
            if (!seen.isRepeat(version)) {
                seen.handedOver(version);
                next = call;
            }
        }
        return next != null;
    }

    @Override
    public Call next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The export has ended after " + taken + " calls");
        }
        Call call = next;
        next = null;
        taken++;
        return call;
    }

    @Override
    public long recordCount() {
        return taken;
    }

    @Override
    public void close() {
        calls.close();
    }

    @Override
    public String toString() {
        return calls.toString();
    }
}
