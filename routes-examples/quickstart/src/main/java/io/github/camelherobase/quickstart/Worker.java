package io.github.camelherobase.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Runs routes in a process of their own: states its figures on its output, and ends when its input says so. */
final class Worker {

    /** The line of input that ends a worker in order; the end of input ends it too. */
    static final String FINISH = "finish";

    private static final int STATE_EVERY_MILLIS = 100;

    private final WorkerRoutes routes;
    private final WorkerTally tally;

    Worker(WorkerRoutes routes, WorkerTally tally) {
        this.routes = routes;
        this.tally = tally;
    }

    @SuppressWarnings("try") // closing a context may be interrupted
    void run() throws Exception {
        ScheduledExecutorService statements = Executors.newSingleThreadScheduledExecutor();
        try (CamelContext context = new DefaultCamelContext()) {
            statements.scheduleAtFixedRate(this::state, 0, STATE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
            routes.prepare(context);
            context.addRoutes(routes);
            context.start();
            if (FINISH.equals(nextCommand())) {
                routes.finish(context);
            }
        } finally {
            statements.shutdownNow();
            statements.awaitTermination(1, TimeUnit.SECONDS);
            state();
        }
    }

    private void state() {
        System.out.println(tally.figures().toLine());
    }

    private static String nextCommand() throws IOException {
        return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    }
}
