package io.github.camelherobase.benchmark;

/** What is done with the leads: all who do the same read, or write, the same. */
enum Job {
    READ("read"),
    JSON_LINES("JSON lines"),
    CSV("CSV file"),
    POSTGRES("PostgreSQL");

    private final String title;

    Job(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
