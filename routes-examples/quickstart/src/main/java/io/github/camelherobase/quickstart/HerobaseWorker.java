package io.github.camelherobase.quickstart;

/** The worker process with {@code herobase:}. */
final class HerobaseWorker {

    private HerobaseWorker() {}

    public static void main(String[] none) throws Exception {
        WorkerTally tally = new WorkerTally();
        new Worker(new HerobaseRoutes(WorkerSettings.ofEnvironment(System.getenv()), tally), tally).run();
    }
}
