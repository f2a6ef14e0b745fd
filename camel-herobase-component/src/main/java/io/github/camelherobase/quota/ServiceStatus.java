package io.github.camelherobase.quota;

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
 */
public record ServiceStatus(
        String service,
        List<WindowStatus> windows,
        long waiting,
        long granted,
        long refusedHere,
        long refusedByServer) {}
