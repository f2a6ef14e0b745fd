package io.github.camelherobase.operation;

import java.util.concurrent.Executor;

import io.github.camelherobase.quota.QuotaTerms;

/**
 * What every call to the server needs besides its own parameters.
 *
 * @param resourcePath instead of the operation's usual path; null: the usual one
 * @param quota on which terms requests ask for quota
 * @param afterWait runs the request when it had to wait
 */
public record CallSettings(String resourcePath, QuotaTerms quota, Executor afterWait) {

    /** For a call to another service: the path is that of one. */
    CallSettings withoutPath() {
        return new CallSettings(null, quota, afterWait);
    }

    String pathOr(String usual) {
        if (resourcePath == null) {
            return usual;
        }
        return resourcePath.startsWith("/") ? resourcePath : "/" + resourcePath;
    }
}
