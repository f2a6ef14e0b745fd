package io.github.camelherobase.stream;

import java.io.InputStream;

/** Where the bytes of an export come from. */
public interface RecordSource {

    InputStream body();

    /** Of the request, without secrets; for messages. */
    String url();

    /** The body was read to its end: the connection can be used again. */
    void release();

    /** The rest of the body is not wanted: the remote is to stop sending. */
    void cancel();
}
