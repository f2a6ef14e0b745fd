package io.github.camelherobase.simulator.fault;

import java.io.IOException;

/** The body is to end here, in HTTP's order; whatever writes it is stopped by this. */
final class EndOfBodyException extends IOException {

    private static final long serialVersionUID = 1L;
}
