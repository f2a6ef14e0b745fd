package io.github.camelherobase.simulator.http;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Reads HTTP/1.x requests from a connection, one after the other. */
final class RequestReader {

    private static final byte[] NO_BODY = {};

    /** A chunk's size line with its extensions. */
    private static final int MAX_CHUNK_LINE = 1024;

    private final HttpInput in;
    private final HttpLimits limits;
    private final ContinueSignal continueSignal;

    /** Tells the client that it may send its body. */
    @FunctionalInterface
    interface ContinueSignal {
        void send() throws IOException;
    }

    RequestReader(HttpInput in, HttpLimits limits, ContinueSignal continueSignal) {
        this.in = in;
        this.limits = limits;
        this.continueSignal = continueSignal;
    }

    /** The next request; empty when the client closed the connection between two requests. */
    Optional<HttpRequest> next() throws IOException {
        if (!in.hasMore()) {
            return Optional.empty();
        }
        String requestLine = in.line(limits.maxHeadBytes());
        if (requestLine.isEmpty()) {
            // RFC 9112 2.2: an empty line before the request line is to be ignored.
            requestLine = in.line(limits.maxHeadBytes());
        }
        String[] parts = requestLine.split(" ");
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new HttpSyntaxException(400, "Malformed request line");
        }
        HttpHeaders headers = headers(limits.maxHeadBytes() - requestLine.length());
        return Optional.of(new HttpRequest(parts[0], parts[1], parts[2], headers, body(headers)));
    }

    private HttpHeaders headers(int maxBytes) throws IOException {
        List<HttpHeader> lines = new ArrayList<>(12);
        int left = maxBytes;
        String line = in.line(left);
        while (!line.isEmpty()) {
            left -= line.length();
            int colon = line.indexOf(':');
            if (colon <= 0 || line.charAt(colon - 1) == ' ' || line.charAt(0) == ' ') {
                throw new HttpSyntaxException(400, "Malformed header");
            }
            lines.add(new HttpHeader(
                    line.substring(0, colon), line.substring(colon + 1).trim()));
            line = in.line(left);
        }
        return new HttpHeaders(lines);
    }

    private byte[] body(HttpHeaders headers) throws IOException {
        Optional<String> encoding = headers.first("Transfer-Encoding");
        Optional<String> length = headers.first("Content-Length");
        if (encoding.isPresent()) {
            if (length.isPresent() || !encoding.get().equalsIgnoreCase("chunked")) {
                throw new HttpSyntaxException(400, "Unsupported body framing");
            }
            allowBody(headers);
            return chunkedBody();
        }
        if (length.isEmpty()) {
            return NO_BODY;
        }
        byte[] body = new byte[bounded(length.get(), 10, 0)];
        if (body.length > 0) {
            allowBody(headers);
            in.readFully(body, 0, body.length);
        }
        return body;
    }

    private void allowBody(HttpHeaders headers) throws IOException {
        if (headers.lists("Expect", "100-continue")) {
            continueSignal.send();
        }
    }

    private byte[] chunkedBody() throws IOException {
        byte[] body = new byte[4 * 1024];
        int total = 0;
        while (true) {
            String sizeLine = in.line(MAX_CHUNK_LINE);
            int extension = sizeLine.indexOf(';');
            String digits = extension < 0 ? sizeLine : sizeLine.substring(0, extension);
            int size = bounded(digits.trim(), 16, total);
            if (size == 0) {
                headers(limits.maxHeadBytes());
                return Arrays.copyOf(body, total);
            }
            if (total + size > body.length) {
                body = Arrays.copyOf(body, Math.max(total + size, body.length * 2));
            }
            in.readFully(body, total, size);
            total += size;
            if (!in.line(MAX_CHUNK_LINE).isEmpty()) {
                throw new HttpSyntaxException(400, "Malformed chunk");
            }
        }
    }

    private int bounded(String digits, int radix, int already) throws HttpSyntaxException {
        long size;
        try {
            size = Long.parseLong(digits, radix);
        } catch (NumberFormatException malformed) {
            throw new HttpSyntaxException(400, "Malformed body length");
        }
        if (size < 0) {
            throw new HttpSyntaxException(400, "Malformed body length");
        }
        if (size > limits.maxBodyBytes() - already) {
            throw new HttpSyntaxException(413, "Body too large");
        }
        return (int) size;
    }
}
