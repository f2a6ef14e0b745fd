package io.github.camelherobase.stream;

import java.io.InputStream;

/** Where the bytes of an export come from. */
public interface RecordSource {

    InputStream body();

    /** Of the request, without secrets; for messages. */
    String url();

    /**
     * What came in the place of records, in words that quote nothing of a person. Ends the source.
     *
     * @param seen the beginning of the body, as far as it was read
     */
    String describe(byte[] seen);

    /** What the answer says that it is; empty when it says nothing. */
    String contentType();

    /**
     * Whether a cut answer is an error when it is read: its length is known, or it ends with a last chunk. Without either
     * it ends when the connection is closed, at any byte.
     */
    boolean isEndProven();

    /** A whole record was read: the source may measure how long the next one takes. */
    default void recordRead() {}

    /** The body was read to its end: the connection can be used again. */
    void release();

    /** The rest of the body is not wanted: the remote is to stop sending. */
    void cancel();
}
