package io.github.camelherobase.imports.body;

/** A body of many leads that cannot be cut into elements from some byte on. The message holds no content of it. */
public final class MalformedBodyException extends RuntimeException {

    MalformedBodyException(String message, Throwable cause) {
        super(message, cause);
    }
}
