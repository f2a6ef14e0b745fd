package io.github.camelherobase.request;

import java.io.IOException;
import java.io.InputStream;

import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.client.HerobaseResponse;
import io.github.camelherobase.stream.RecordSource;

/** The answer of the server as the bytes of an export. */
record ResponseSource(HerobaseResponse response, InputStream body) implements RecordSource {

    static ResponseSource of(HerobaseResponse response, String service) {
        try {
            return new ResponseSource(response, response.body());
        } catch (IOException e) {
            response.cancel();
            throw new HerobaseConnectionException(
                    service + ": the answer cannot be read: " + e.getMessage(), e, service);
        }
    }

    @Override
    public String url() {
        return response.url();
    }

    @Override
    public String describe(byte[] seen) {
        return response.describe(seen);
    }

    @Override
    public String contentType() {
        return response.header("Content-Type").orElse("");
    }

    @Override
    public boolean isEndProven() {
        return response.isEndProven();
    }

    @Override
    public void recordRead() {
        response.recordRead();
    }

    @Override
    public void release() {
        response.release();
    }

    @Override
    public void cancel() {
        response.cancel();
    }
}
