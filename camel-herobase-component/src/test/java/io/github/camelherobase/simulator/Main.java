package io.github.camelherobase.simulator;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** Runs a simulator from the command line. */
public final class Main {

    private static final int USAGE_ERROR = 2;

    private Main() {}

    /** See {@code --help}. */
    public static void main(String[] arguments) throws InterruptedException {
        if (List.of(arguments).contains("--help")) {
            System.out.print(CommandLine.HELP);
            return;
        }
        try {
            run(CommandLine.parse(List.of(arguments)));
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.err.println("See --help.");
            System.exit(USAGE_ERROR);
        } catch (UncheckedIOException taken) {
            // Another program listens there.
            System.err.println(taken.getMessage() + ": " + taken.getCause().getMessage());
            System.err.println("Name another port by --port.");
            System.exit(USAGE_ERROR);
        }
    }

    private static void run(CommandLine options) throws InterruptedException {
        try (HerobaseSimulator simulator = options.simulator().start()) {
            populate(simulator, options);
            System.out.println("HeroBase simulator is up");
            System.out.println("  page      " + simulator.pageUrl() + "   open it in a browser");
            System.out.println("  baseUrl   " + simulator.baseUrl());
            System.out.println("  username  " + options.user());
            System.out.println("  password  " + options.password());
            System.out.println("  campaign  " + options.campaign());
            System.out.println("  time      " + simulator.clock().now());
            System.out.println("Stop with Ctrl+C");
            Thread.currentThread().join();
        }
    }

    private static void populate(HerobaseSimulator simulator, CommandLine options) {
        for (int number = 1; number <= options.leads(); number++) {
            simulator
                    .world()
                    .addLead(
                            options.campaign(),
                            Map.of("Phone", String.valueOf(70_000_000 + number), "FirstName", "Lead " + number));
        }
        simulator.world().agents().workAll();
    }
}
