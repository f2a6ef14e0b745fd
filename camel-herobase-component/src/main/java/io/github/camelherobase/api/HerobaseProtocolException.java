package io.github.camelherobase.api;

/**
 * The answer is not what the service promises: no JSON, cut short, a redirect, a record that is too large. The message
 * gives the position of the record and the byte offset, never the content.
 */
public class HerobaseProtocolException extends HerobaseException {

    public HerobaseProtocolException(String message, Throwable cause, String service, int status, boolean retryable) {
        super(message, cause, service, status, retryable);
    }
}
