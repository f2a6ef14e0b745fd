package io.github.camelherobase.simulator.http;

import java.nio.charset.StandardCharsets;

/** A request that was read whole. */
public final class HttpRequest {

    private final String method;
    private final String target;
    private final String version;
    private final HttpHeaders headers;
    private final byte[] body;

    HttpRequest(String method, String target, String version, HttpHeaders headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.version = version;
        this.headers = headers;
        this.body = body;
    }

    public String method() {
        return method;
    }

    /** The request line's target as sent, path and query still percent-encoded. */
    public String target() {
        return target;
    }

    /** {@code HTTP/1.1} or {@code HTTP/1.0}. */
    public String version() {
        return version;
    }

    /** The path as sent, still percent-encoded. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** What follows the first question mark as sent; empty when there is none. */
    public String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** The body's bytes, chunks joined; not a copy. */
    public byte[] body() {
        return body;
    }

    /** The body read as UTF-8. */
    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    boolean wantsConnectionKept() {
        return version.equals("HTTP/1.1")
                ? !headers.lists("Connection", "close")
                : headers.lists("Connection", "keep-alive");
    }

    /** Method and path only: query, headers and body may hold personal data or secrets. */
    @Override
    public String toString() {
        return method + " " + path();
    }
}
