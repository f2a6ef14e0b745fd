package io.github.camelherobase.simulator.fault;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

import io.github.camelherobase.simulator.http.AnswerBody;
import io.github.camelherobase.simulator.http.TransmissionCutException;

/** Bodies that end too soon but in HTTP's order. */
final class Truncation {

    private Truncation() {}

    static AnswerBody of(AnswerBody body, long bytes) {
        if (body instanceof AnswerBody.Streamed streamed) {
            return new AnswerBody.Streamed(out -> writeStart(streamed.source(), out, bytes));
        }
        byte[] whole = ((AnswerBody.Fixed) body).bytes();
        return new AnswerBody.Fixed(Arrays.copyOf(whole, (int) Math.min(bytes, whole.length)));
    }

    private static void writeStart(AnswerBody.Source source, OutputStream out, long bytes) throws IOException {
        try {
            source.writeTo(new CutOutput(out, bytes, TransmissionCutException::new));
        } catch (TransmissionCutException enough) {
            // The service was stopped, the answer is not: it ends in HTTP's order.
            out.flush();
        }
    }
}
