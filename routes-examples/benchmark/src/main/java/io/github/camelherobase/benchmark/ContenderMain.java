package io.github.camelherobase.benchmark;

import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

import com.sun.management.OperatingSystemMXBean;

/** One contender in a process of its own: reads exports to warm up, and then the one that counts. */
public final class ContenderMain {

    /** In the first, compiling takes more than reading; a route that polls is long past that. */
    static final int WARM_UPS = 3;

    private ContenderMain() {}

    /** @param arguments contender, base URL, leads in an export */
    public static void main(String[] arguments) throws Exception {
        Supplier<Contender> contender = Entry.valueOf(arguments[0]).contender();
        LeadSource source = new LeadSource(arguments[1], Long.parseLong(arguments[2]));
        for (int i = 0; i < WARM_UPS; i++) {
            pass(contender.get(), source);
        }
        System.out.println(pass(contender.get(), source).toLine());
    }

    private static Sample pass(Contender contender, LeadSource source) throws Exception {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        Tally tally = new Tally();
        contender.prepare(source);
        long cpu = system.getProcessCpuTime();
        long begin = System.nanoTime();
        contender.read(source, tally);
        long nanos = System.nanoTime() - begin;
        long cpuNanos = system.getProcessCpuTime() - cpu;
        contender.finish();
        return new Sample(tally.leads(), nanos / 1e9, cpuNanos / 1e9, tally.checksum());
    }
}
