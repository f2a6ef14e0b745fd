package io.github.camelherobase.simulator.fault;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import io.github.camelherobase.simulator.http.HttpRequest;

/**
 * The faults that wait for their request. The first one that fits is taken; faults for one service are used up in the
 * order in which they were given. Safe for use by several threads.
 */
public final class Faults {

    /** A fault for each service. */
    public static final String ANY_SERVICE = "*";

    private record Waiting(String serviceKey, Predicate<HttpRequest> condition, Fault fault, int times) {

        boolean fits(String key, HttpRequest request) {
            return (serviceKey.equals(ANY_SERVICE) || serviceKey.equals(key)) && condition.test(request);
        }

        Waiting usedOnce() {
            return new Waiting(serviceKey, condition, fault, times - 1);
        }
    }

    private final Set<String> services;
    private final List<Waiting> waiting = new ArrayList<>();
    private final Deque<ConnectionFault> connections = new ArrayDeque<>();

    /** @param services the keys of all services, such as {@code POST /leads} */
    public Faults(Set<String> services) {
        this.services = Set.copyOf(services);
    }

    /**
     * The next request to a service, such as {@code POST /leads}, meets {@code fault}.
     *
     * @throws IllegalArgumentException when there is no such service; the message names those there are
     */
    public Faults next(String serviceKey, Fault fault) {
        return next(serviceKey, 1, fault);
    }

    /** The next {@code times} requests to a service meet {@code fault}. */
    public synchronized Faults next(String serviceKey, int times, Fault fault) {
        if (!serviceKey.equals(ANY_SERVICE) && !services.contains(serviceKey)) {
            throw new IllegalArgumentException(
                    "There is no service " + serviceKey + "; there are " + new TreeSet<>(services));
        }
        waiting.add(new Waiting(serviceKey, request -> true, fault, times));
        return this;
    }

    /** Every request to a service meets {@code fault} until {@link #clear}. */
    public Faults always(String serviceKey, Fault fault) {
        return next(serviceKey, Integer.MAX_VALUE, fault);
    }

    /** Every request that {@code condition} holds for meets {@code fault} until {@link #clear}. */
    public synchronized Faults when(Predicate<HttpRequest> condition, Fault fault) {
        waiting.add(new Waiting(ANY_SERVICE, condition, fault, Integer.MAX_VALUE));
        return this;
    }

    /** The next new connection meets {@code fault}; one that is kept alive is not a new one. */
    public synchronized Faults nextConnection(ConnectionFault fault) {
        connections.add(fault);
        return this;
    }

    /** Forgets all faults. */
    public synchronized void clear() {
        waiting.clear();
        connections.clear();
    }

    /** What waits: the service of each fault, and how often it is to be met. */
    public synchronized List<String> waiting() {
        return waiting.stream()
                .map(each -> (each.serviceKey().equals(ANY_SERVICE) ? "any service" : each.serviceKey())
                        + (each.times() == Integer.MAX_VALUE ? ", always" : ", " + each.times() + " times"))
                .toList();
    }

    /** Takes the fault for a new connection. */
    public synchronized Optional<ConnectionFault> takeConnectionFault() {
        return Optional.ofNullable(connections.poll());
    }

    /** Takes the fault for a request. */
    public synchronized Optional<Fault> take(String serviceKey, HttpRequest request) {
        for (int i = 0; i < waiting.size(); i++) {
            Waiting candidate = waiting.get(i);
            if (candidate.fits(serviceKey, request)) {
                use(i, candidate);
                return Optional.of(candidate.fault());
            }
        }
        return Optional.empty();
    }

    private void use(int index, Waiting candidate) {
        if (candidate.times() == 1) {
            waiting.remove(index);
        } else if (candidate.times() < Integer.MAX_VALUE) {
            waiting.set(index, candidate.usedOnce());
        }
    }
}
