package io.github.camelherobase.simulator.service;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.json.JsonWriter;

/** A value in the representation that the client asked for. */
final class SmallAnswer {

    private SmallAnswer() {}

    static HttpAnswer of(ServiceCall call, Object value) {
        return call.representation() == Representation.HTML
                ? HttpAnswer.text(200, Representation.HTML.contentType(), html(value))
                : HttpAnswer.bytes(200, Representation.JSON.contentType(), JsonWriter.bytes(value));
    }

    /** The real page's look is not known; it says the same as the JSON. */
    private static String html(Object value) {
        String text = JsonWriter.text(value)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;");
        return "<!DOCTYPE html><html><body><pre>" + text + "</pre></body></html>";
    }
}
