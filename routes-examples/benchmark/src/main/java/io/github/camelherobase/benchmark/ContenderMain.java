package io.github.camelherobase.benchmark;

import java.util.function.Supplier;

/** One contender in a process of its own: reads exports to warm up, and then the one that counts; or one whenever it is told to. */
public final class ContenderMain {

    /** In the first, compiling takes more than reading; a route that polls is long past that. */
    static final int WARM_UPS = 3;

    private ContenderMain() {}

    /** @param arguments contender, base URL, leads in an export; one more: a pass for each line of the input instead */
    public static void main(String[] arguments) throws Exception {
        Supplier<Contender> contender = Entry.valueOf(arguments[0]).contender();
        LeadSource source = new LeadSource(arguments[1], Long.parseLong(arguments[2]));
        if (arguments.length > 3) {
            Passes.run(leads -> pass(contender.get(), source));
            return;
        }
        for (int i = 0; i < WARM_UPS; i++) {
            pass(contender.get(), source);
        }
        System.out.println(pass(contender.get(), source).toLine());
    }

    private static Sample pass(Contender contender, LeadSource source) throws Exception {
        Tally tally = new Tally();
        contender.prepare(source);
        Stopwatch watch = new Stopwatch();
        contender.read(source, tally);
        Sample sample = watch.sample(tally.leads(), tally.checksum());
        contender.finish();
        return sample;
    }
}
