package io.github.camelherobase.check;

/** The check cannot go on; the message tells the user what to do. */
final class CheckFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CheckFailedException(String message) {
        super(message);
    }
}
