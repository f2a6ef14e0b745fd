package io.github.camelherobase.simulator.http;

import java.io.IOException;

/** A request that cannot be read further; it is answered with a status and the connection ends. */
final class HttpSyntaxException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int status;

    HttpSyntaxException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
