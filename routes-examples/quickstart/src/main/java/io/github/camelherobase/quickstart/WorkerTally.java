package io.github.camelherobase.quickstart;

import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

import io.github.camelherobase.api.ImportReport;

/** Counts for {@link WorkerFigures}. Safe for use by several threads. */
final class WorkerTally {

    private final LongAdder accepted = new LongAdder();
    private final LongAdder acceptedBefore = new LongAdder();
    private final LongAdder charged = new LongAdder();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicLong heapPeak = new AtomicLong();

    void imported(ImportReport report) {
        accepted.add(report.accepted() - report.acceptedBefore());
        acceptedBefore.add(report.acceptedBefore());
        charged.add(report.requestsCharged());
    }

    void requests(long sent) {
        requests.set(sent);
    }

    WorkerFigures figures() {
        long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return new WorkerFigures(
                accepted.sum(),
                acceptedBefore.sum(),
                charged.sum(),
                requests.get(),
                heapPeak.accumulateAndGet(used, Math::max));
    }
}
