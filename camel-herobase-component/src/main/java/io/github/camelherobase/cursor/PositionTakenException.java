package io.github.camelherobase.cursor;

/** Another reader has taken the position since this one opened it: nothing was written. */
public final class PositionTakenException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    PositionTakenException(String message) {
        super(message);
    }
}
