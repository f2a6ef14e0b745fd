package io.github.camelherobase.client;

import java.io.IOException;

/** No answer came. */
final class TransmissionException extends IOException {

    private final boolean left;

    TransmissionException(Throwable cause, boolean left) {
        super(cause);
        this.left = left;
    }

    /** Whether the server may have got the request. */
    boolean mayHaveLeft() {
        return left;
    }
}
