package io.github.camelherobase.api;

/**
 * HeroBase could not be reached, or did not answer a read: nothing was changed there, so the call is safe to repeat.
 */
public class HerobaseConnectionException extends HerobaseException {

    public HerobaseConnectionException(String message, Throwable cause, String service) {
        super(message, cause, service, 0, true);
    }
}
