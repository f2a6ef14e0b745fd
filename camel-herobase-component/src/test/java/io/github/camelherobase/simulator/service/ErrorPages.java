package io.github.camelherobase.simulator.service;

import io.github.camelherobase.simulator.http.HttpAnswer;

/** The body of errors that do not come from a service (open point: a client must not require JSON). */
public enum ErrorPages {
    HTML {
        @Override
        HttpAnswer page(int status, String message) {
            String html = "<!DOCTYPE html><html><head><title>" + status + "</title></head><body><h1>" + message
                    + "</h1></body></html>";
            return HttpAnswer.text(status, Representation.HTML.contentType(), html);
        }
    },
    EMPTY {
        @Override
        HttpAnswer page(int status, String message) {
            return HttpAnswer.empty(status);
        }
    };

    abstract HttpAnswer page(int status, String message);
}
