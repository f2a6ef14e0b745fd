package io.github.camelherobase.connect;

import io.github.camelherobase.api.HerobaseException;

/** What to tell of a failure that Camel has wrapped: the part that says what to do. */
final class Causes {

    private Causes() {}

    /** The message of the component's own exception, or of the last cause. */
    static String message(Throwable failure) {
        Throwable last = failure;
        while (last.getCause() != null && !(last instanceof HerobaseException)) {
            last = last.getCause();
        }
        return last.getMessage() == null ? last.toString() : last.getMessage();
    }
}
