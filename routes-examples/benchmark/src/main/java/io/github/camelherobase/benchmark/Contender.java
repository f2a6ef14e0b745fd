package io.github.camelherobase.benchmark;

/** A way to read an export to its end. */
interface Contender {

    /** What has to be there before the clock starts. */
    default void prepare(LeadSource source) throws Exception {}

    /** Reads one export; what must be undone afterwards is undone by {@link #finish()}. */
    void read(LeadSource source, Tally tally) throws Exception;

    /** After the clock has stopped. */
    default void finish() throws Exception {}
}
