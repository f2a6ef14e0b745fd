package io.github.camelherobase.request;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;

import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.client.HerobaseResponse;
import io.github.camelherobase.stream.RecordSource;

/** The answer of the server as the bytes of an export. */
record ResponseSource(HerobaseResponse response, InputStream body) implements RecordSource {

    private static final List<String> COMPRESSIONS = List.of("gzip", "deflate", "br", "zstd", "compress");

    static ResponseSource of(HerobaseResponse response, String service) {
        // One that was undone is no longer named; others name a charset there.
        response.header("Content-Encoding")
                .filter(ResponseSource::isCompression)
                .ifPresent(encoding -> {
                    response.cancel();
                    throw new HerobaseProtocolException(
                            service + ": the answer of " + response.url() + " has the encoding " + encoding
                                    + ", which was not asked for and cannot be read; check what stands between here and the server",
                            null,
                            service,
                            response.status(),
                            false);
                });
        try {
            return new ResponseSource(response, response.body());
        } catch (IOException e) {
            response.cancel();
            throw new HerobaseConnectionException(
                    service + ": the answer cannot be read: " + e.getMessage(), e, service);
        }
    }

    private static boolean isCompression(String encoding) {
        return COMPRESSIONS.stream().anyMatch(encoding.toLowerCase(Locale.ROOT)::contains);
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
