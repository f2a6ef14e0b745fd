package io.github.camelherobase.simulator.http;

/** Answers requests; called by many threads. */
@FunctionalInterface
public interface HttpHandler {

    HttpAnswer handle(HttpRequest request);
}
