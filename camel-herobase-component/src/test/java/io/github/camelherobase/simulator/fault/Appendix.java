package io.github.camelherobase.simulator.fault;

import java.util.Arrays;

import io.github.camelherobase.simulator.http.AnswerBody;

/** Bodies with something behind their end. */
final class Appendix {

    private Appendix() {}

    static AnswerBody to(AnswerBody body, byte[] more) {
        if (body instanceof AnswerBody.Streamed streamed) {
            return new AnswerBody.Streamed(out -> {
                streamed.source().writeTo(out);
                out.write(more);
            });
        }
        byte[] whole = ((AnswerBody.Fixed) body).bytes();
        byte[] joined = Arrays.copyOf(whole, whole.length + more.length);
        System.arraycopy(more, 0, joined, whole.length, more.length);
        return new AnswerBody.Fixed(joined);
    }
}
