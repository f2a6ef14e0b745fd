package io.github.camelherobase.client;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/** A password that may change while requests are under way; those used last are remembered, to be masked. */
public final class Password {

    /** An answer under way may echo the one before. */
    private static final int REMEMBERED = 2;

    private final Supplier<String> source;
    private final Deque<String> used = new ArrayDeque<>(REMEMBERED);
    /** The first of these, for requests that need not wait for each other. */
    private volatile String last;

    private Password(Supplier<String> source) {
        this.source = source;
    }

    /** One that does not change: equal to others of the same text. */
    public static Password fixed(String text) {
        return new Password(new Fixed(text));
    }

    /** Whatever {@code source} says at each request. */
    public static Password from(Supplier<String> source) {
        return new Password(source);
    }

    /** @throws IllegalStateException when the supplier has none */
    String current() {
        String password = source.get();
        if (password == null || password.isBlank()) {
            throw new IllegalStateException("The passwordSupplier has no password; nothing is sent without one");
        }
        remember(password.trim());
        return password.trim();
    }

    private void remember(String password) {
        if (password.equals(last)) {
            return;
        }
        synchronized (used) {
            if (!password.equals(used.peekFirst())) {
                used.addFirst(password);
                if (used.size() > REMEMBERED) {
                    used.removeLast();
                }
            }
            last = password;
        }
    }

    List<String> used() {
        synchronized (used) {
            return List.copyOf(used);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Password password && source.equals(password.source);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source);
    }

    @Override
    public String toString() {
        return "xxxxxx";
    }

    private record Fixed(String text) implements Supplier<String> {
        @Override
        public String get() {
            return text;
        }

        @Override
        public String toString() {
            return "xxxxxx";
        }
    }
}
