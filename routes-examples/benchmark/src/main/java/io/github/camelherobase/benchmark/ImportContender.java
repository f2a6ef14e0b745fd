package io.github.camelherobase.benchmark;

import java.io.InputStream;

/** A way to import CSV. */
interface ImportContender extends AutoCloseable {

    /** Imports all rows; returns how many were accepted. */
    long run(InputStream csv) throws Exception;
}
