package io.github.camelherobase.benchmark;

import java.lang.management.ManagementFactory;

import com.sun.management.OperatingSystemMXBean;

/** The time on the wall, and that of this process's processors, since it was made. */
final class Stopwatch {

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final long cpu = system.getProcessCpuTime();
    private final long begin = System.nanoTime();

    Sample sample(long leads, long checksum) {
        long nanos = System.nanoTime() - begin;
        return new Sample(leads, nanos / 1e9, (system.getProcessCpuTime() - cpu) / 1e9, checksum);
    }
}
