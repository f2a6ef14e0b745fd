package io.github.camelherobase.api;

/**
 * HeroBase could not be reached, or did not answer a read: nothing was changed there, so the call is safe to repeat.
 */
public class HerobaseConnectionException extends HerobaseException {

    public HerobaseConnectionException(String message, Throwable cause, String service) {
        this(message, cause, service, true);
    }

    /** @param retryable false when a person must mend something first, for example a certificate */
    public HerobaseConnectionException(String message, Throwable cause, String service, boolean retryable) {
        super(message, cause, service, 0, retryable);
    }
}
