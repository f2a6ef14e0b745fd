package io.github.camelherobase.quota;

import java.time.Instant;

/**
 * How one window of a service stands, as far as it is known here.
 *
 * @param window {@code minute} or {@code day}
 * @param limit units allowed; null while that is unknown
 * @param used units used, requests in flight included
 * @param resetsAt when it begins anew; null while that is unknown or nothing was sent
 * @param closed whether the server refused a request in it
 */
public record WindowStatus(String window, Long limit, long used, Instant resetsAt, boolean closed) {

    /** The same, with its reset by another clock. */
    WindowStatus resettingAt(Instant when) {
        return new WindowStatus(window, limit, used, when, closed);
    }

    /** Units left; null while the limit is unknown. */
    public Long remaining() {
        if (limit == null) {
            return closed ? Long.valueOf(0) : null;
        }
        return closed ? 0 : Math.max(0, limit - used);
    }
}
