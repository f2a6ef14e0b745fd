package io.github.camelherobase.stream;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** An answer whose bytes are in memory. */
final class AnswerBytes implements RecordSource {

    @Override
    public String describe(byte[] seen) {
        return "something else";
    }

    private final InputStream body;

    AnswerBytes(byte[] bytes) {
        body = new ByteArrayInputStream(bytes);
    }

    static AnswerBytes of(String text, Charset charset) {
        return new AnswerBytes(text.getBytes(charset));
    }

    static AnswerBytes of(String text) {
        return of(text, StandardCharsets.UTF_8);
    }

    @Override
    public InputStream body() {
        return body;
    }

    @Override
    public String url() {
        return "http://localhost/api/test";
    }

    @Override
    public String contentType() {
        return "";
    }

    @Override
    public boolean isEndProven() {
        return true;
    }

    @Override
    public void release() {}

    @Override
    public void cancel() {}
}
