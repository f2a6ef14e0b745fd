package io.github.camelherobase.poll;

import io.github.camelherobase.api.HerobaseException;

/** The server reads the bounds of requests later than they are meant, so that exports lack records. */
final class BoundsMisreadException extends HerobaseException {

    private static final long serialVersionUID = 1L;

    BoundsMisreadException(String message, String service) {
        super(message, null, service, 0, false);
    }
}
