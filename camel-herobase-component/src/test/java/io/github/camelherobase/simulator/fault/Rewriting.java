package io.github.camelherobase.simulator.fault;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

import io.github.camelherobase.simulator.http.AnswerBody;

/** Bodies whose bytes pass through something that changes them, before HTTP frames them. */
@FunctionalInterface
interface Rewriting {

    /** Wraps the stream that takes the body; it is closed at the body's end, and ends it by an {@link EndOfBodyException}. */
    OutputStream around(OutputStream out) throws IOException;

    default AnswerBody of(AnswerBody body) {
        if (body instanceof AnswerBody.Streamed streamed) {
            return new AnswerBody.Streamed(out -> write(streamed.source(), out));
        }
        byte[] whole = ((AnswerBody.Fixed) body).bytes();
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        try {
            write(out -> out.write(whole), changed);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new AnswerBody.Fixed(changed.toByteArray());
    }

    private void write(AnswerBody.Source source, OutputStream out) throws IOException {
        OutputStream rewriting = around(out);
        try {
            source.writeTo(rewriting);
        } catch (EndOfBodyException enough) {
            // The service was stopped, the answer is not: it ends in HTTP's order.
        }
        rewriting.close();
    }
}
