package io.github.camelherobase.quickstart;

/** The worker process with the route by hand. */
final class ByHandWorker {

    private ByHandWorker() {}

    public static void main(String[] none) throws Exception {
        WorkerTally tally = new WorkerTally();
        new Worker(new ByHandRoutes(WorkerSettings.ofEnvironment(System.getenv())), tally).run();
    }
}
