package io.github.camelherobase.simulator.service;

import io.github.camelherobase.simulator.http.HttpAnswer;

/** One HTTP service behind authentication, rights, content negotiation and rate limits. Called by many threads. */
@FunctionalInterface
public interface Service {

    /**
     * Answers a call.
     *
     * @throws RefusedException to answer with an error instead
     */
    HttpAnswer answer(ServiceCall call);
}
