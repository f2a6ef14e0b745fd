package io.github.camelherobase.operation;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * What every call to the server needs besides its own parameters.
 *
 * @param resourcePath instead of the operation's usual path; null: the usual one
 * @param maxQuotaWait how long a request may wait for quota
 * @param afterWait runs the request when it had to wait
 */
public record CallSettings(String resourcePath, Duration maxQuotaWait, Executor afterWait) {

    /** For a call to another service: the path is that of one. */
    CallSettings withoutPath() {
        return new CallSettings(null, maxQuotaWait, afterWait);
    }

    String pathOr(String usual) {
        if (resourcePath == null) {
            return usual;
        }
        return resourcePath.startsWith("/") ? resourcePath : "/" + resourcePath;
    }
}
