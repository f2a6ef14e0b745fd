package io.github.camelherobase.api;

import java.util.List;

/** 400, or another 4xx without a class of its own: HeroBase does not accept the request as it was made. */
public class HerobaseInvalidRequestException extends HerobaseException {

    private final transient List<FieldError> fieldErrors;

    public HerobaseInvalidRequestException(String message, String service, int status, List<FieldError> fieldErrors) {
        super(message, null, service, status, false);
        this.fieldErrors = List.copyOf(fieldErrors);
    }

    /** The fields that the server named, in its order; empty when it named none. */
    public List<FieldError> getFieldErrors() {
        return fieldErrors;
    }

    /**
     * One field that the server refused (shape inferred from the server's framework).
     *
     * @param field the field's name
     * @param code the server's error code, for example {@code NotEmpty}; may be null
     * @param message the server's words with the values of the lead masked; may be null
     */
    public record FieldError(String field, String code, String message) {}
}
