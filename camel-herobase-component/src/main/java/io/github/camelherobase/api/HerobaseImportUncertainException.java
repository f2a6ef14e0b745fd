package io.github.camelherobase.api;

/**
 * The lead may or may not be in HeroBase: the request left, and no complete answer came back. Sending it again may make
 * the dialer call a person twice, so a redelivery of the exchange throws this again without sending.
 */
public class HerobaseImportUncertainException extends HerobaseException {

    public HerobaseImportUncertainException(String message, Throwable cause, String service, int status) {
        super(message, cause, service, status, false);
    }
}
