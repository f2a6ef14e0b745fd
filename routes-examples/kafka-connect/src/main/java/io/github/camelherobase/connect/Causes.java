package io.github.camelherobase.connect;

import org.apache.camel.PropertyBindingException;

import io.github.camelherobase.api.HerobaseException;

/** What to tell of a failure that Camel has wrapped: the part that says what to do. */
final class Causes {

    private Causes() {}

    /** The message of the component's own exception, or of the last cause. */
    static String message(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PropertyBindingException wrong && wrong.getPropertyName() != null) {
                return wrong.getPropertyName() + " cannot have this value: " + last(failure);
            }
        }
        return last(failure);
    }

    private static String last(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null && !(last instanceof HerobaseException)) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.toString() : last.getMessage();
    }
}
