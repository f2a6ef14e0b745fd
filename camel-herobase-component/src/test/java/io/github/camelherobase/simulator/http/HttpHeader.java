package io.github.camelherobase.simulator.http;

/** One header line. */
public record HttpHeader(String name, String value) {}
