package io.github.camelherobase.quota;

import java.time.Instant;
import java.util.List;

/**
 * How the quota of one service stands.
 *
 * @param service as the quota counts it, for example {@code POST /leads}
 * @param windows its windows, the day's first
 * @param waiting requests that wait for quota now
 * @param granted permits given so far
 * @param refusedHere requests that were not sent because no window opened in time
 * @param refusedByServer requests that the server answered with 429
 * @param limit what keeps the next request from being sent; null: nothing
 */
public record ServiceStatus(
        String service,
        List<WindowStatus> windows,
        long waiting,
        long granted,
        long refusedHere,
        long refusedByServer,
        Limit limit) {

    /**
     * What keeps requests from being sent.
     *
     * @param by {@code minute}, {@code day}, {@code store}, or {@code unknown}
     * @param until when it is worth to ask again; null while that is not known
     * @param what it is, in words
     */
    public record Limit(String by, Instant until, String what) {}
}
