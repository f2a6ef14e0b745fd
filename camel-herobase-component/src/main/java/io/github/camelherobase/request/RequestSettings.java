package io.github.camelherobase.request;

import java.util.concurrent.Executor;

import io.github.camelherobase.quota.QuotaTerms;

/**
 * What every call to the server needs besides its own parameters.
 *
 * @param resourcePath instead of the operation's usual path; null: the usual one
 * @param quota on which terms requests ask for quota
 * @param afterWait runs the request when it had to wait
 * @param readers runs each task at once, beside all others
 */
public record RequestSettings(String resourcePath, QuotaTerms quota, Executor afterWait, Executor readers) {

    /** For a call to another service: the path is that of one. */
    public RequestSettings withoutPath() {
        return new RequestSettings(null, quota, afterWait, readers);
    }

    public String pathOr(String usual) {
        if (resourcePath == null) {
            return usual;
        }
        return resourcePath.startsWith("/") ? resourcePath : "/" + resourcePath;
    }
}
