package io.github.camelherobase.base;

import java.util.concurrent.CompletionException;

/** Failures of asynchronous work, as their causes. */
public final class AsyncFailure {

    private AsyncFailure() {}

    /** What went wrong, without the exception in which a completion stage wraps it. */
    public static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
