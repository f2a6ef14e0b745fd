package io.github.camelherobase.client;

import java.io.IOException;

/** No answer came. */
final class TransmissionException extends IOException {

    private final boolean left;
    private final String meaning;

    /** @param cause says by itself what happened */
    TransmissionException(IOException cause, boolean left) {
        this(cause, left, "");
    }

    /** @param meaning what happened to the answer, when the request left; empty when the cause says it */
    TransmissionException(Throwable cause, boolean left, String meaning) {
        super(cause);
        this.left = left;
        this.meaning = meaning;
    }

    /** Whether the server may have got the request. */
    boolean mayHaveLeft() {
        return left;
    }

    /** What happened to the answer of a request that may have left. */
    String meaning() {
        return meaning.isEmpty() ? getCause().getMessage() : meaning + " (" + getCause() + ")";
    }
}
