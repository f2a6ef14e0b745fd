package io.github.camelherobase.simulator.world;

import java.time.Instant;
import java.util.Comparator;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** All calls of a site in the order of their start. Safe for use by several threads. */
public final class Calls {

    private static final long FIRST = 50_000_001L;

    private record Key(Instant startTime, long number) implements Comparable<Key> {

        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::startTime).thenComparing(Key::number);

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    private final NavigableMap<Key, Call> calls = new ConcurrentSkipListMap<>();
    private final AtomicLong numbers = new AtomicLong(FIRST);

    Calls() {}

    /** All calls, the earliest first. */
    public Stream<Call> stream() {
        return calls.values().stream();
    }

    /** The calls that start from {@code from} on, the earliest first. */
    public Stream<Call> startingFrom(Instant from) {
        return calls.tailMap(new Key(from, 0)).values().stream();
    }

    /** How many there are. */
    public int count() {
        return calls.size();
    }

    Call add(LongFunction<Call> maker) {
        Call call = maker.apply(numbers.getAndIncrement());
        calls.put(new Key(call.startTime(), call.number()), call);
        return call;
    }

    void clear() {
        calls.clear();
        numbers.set(FIRST);
    }

    /** Empties the phone number in all calls to a lead. */
    void forget(String leadId) {
        calls.replaceAll((key, call) -> call.uniqueLeadId().equals(leadId) ? call.withPhoneNumber("") : call);
    }

    Call change(Call call, UnaryOperator<Call> change) {
        return calls.computeIfPresent(
                new Key(call.startTime(), call.number()), (key, current) -> change.apply(current));
    }
}
