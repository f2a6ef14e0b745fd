package io.github.camelherobase.simulator.http;

import java.io.IOException;

/** The connection was ended on purpose. */
public final class TransmissionCutException extends IOException {

    private static final long serialVersionUID = 1L;

    public TransmissionCutException() {
        super("Cut on purpose");
    }
}
