package io.github.camelherobase.simulator.http;

import java.util.ArrayList;
import java.util.List;

/** What a forward proxy was asked. Safe for use by several threads. */
public final class ProxyBooks {

    private final List<String> tunnels = new ArrayList<>();
    private long forwarded;
    private long refused;

    /** Targets, as host and port, to which tunnels were opened, in order. */
    public synchronized List<String> tunnels() {
        return List.copyOf(tunnels);
    }

    /** Requests that were passed on outside of tunnels. */
    public synchronized long forwarded() {
        return forwarded;
    }

    /** Requests refused for want of the right credentials: one for each client that waits to be asked for them. */
    public synchronized long refused() {
        return refused;
    }

    synchronized void tunnel(String target) {
        tunnels.add(target);
    }

    synchronized void forward() {
        forwarded++;
    }

    synchronized void refuse() {
        refused++;
    }
}
