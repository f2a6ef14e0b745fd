package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.io.OutputStream;

/** A body: either at hand, then it goes out with its length, or made while it is sent, then it goes out in chunks. */
public sealed interface AnswerBody {

    /** Bytes at hand, sent with {@code Content-Length}; not copied. */
    record Fixed(byte[] bytes) implements AnswerBody {}

    /** Bytes made while they are sent, in chunks. */
    record Streamed(Source source) implements AnswerBody {}

    /** Makes a body. */
    @FunctionalInterface
    interface Source {
        /** Writes the whole body; an {@link IOException} means that the client has gone, or that a fault cut it. */
        void writeTo(OutputStream out) throws IOException;
    }
}
