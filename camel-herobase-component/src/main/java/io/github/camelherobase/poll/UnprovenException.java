package io.github.camelherobase.poll;

import io.github.camelherobase.api.HerobaseException;

/** Records may be missing, and the server has shown none from which that could be told. */
final class UnprovenException extends HerobaseException {

    private static final long serialVersionUID = 1L;

    UnprovenException(String message, String service) {
        super(message, null, service, 0, false);
    }
}
