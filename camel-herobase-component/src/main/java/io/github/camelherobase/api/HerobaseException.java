package io.github.camelherobase.api;

import org.apache.camel.spi.HttpResponseAware;

/**
 * The root of everything that can go wrong between a route and HeroBase; catch a subclass in {@code onException} to
 * treat one kind of failure.
 *
 * <p>The message names the service (for example {@code POST /leads}), what was expected, what was found and what to do.
 * It never holds a password, and never a field value of a lead.
 */
public class HerobaseException extends RuntimeException implements HttpResponseAware {

    private final String service;
    private final boolean retryable;
    private int httpResponseCode;
    private String httpResponseStatus;

    protected HerobaseException(String message, Throwable cause, String service, int status, boolean retryable) {
        super(message, cause);
        this.service = service;
        this.httpResponseCode = status;
        this.retryable = retryable;
    }

    /** The service that was called, as method and path template, for example {@code GET /simpleleads}; null if none was. */
    public String getService() {
        return service;
    }

    /** Whether the same call can be expected to succeed later without a change by a person. */
    public boolean isRetryable() {
        return retryable;
    }

    /** The HTTP status of the answer, or 0 when there was no answer. */
    @Override
    public int getHttpResponseCode() {
        return httpResponseCode;
    }

    @Override
    public void setHttpResponseCode(int code) {
        this.httpResponseCode = code;
    }

    @Override
    public String getHttpResponseStatus() {
        return httpResponseStatus;
    }

    @Override
    public void setHttpResponseStatus(String status) {
        this.httpResponseStatus = status;
    }
}
