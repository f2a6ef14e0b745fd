package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Numbers, flags and times in a row, as text for a store. Times can be moved from one clock to another on reading. */
final class StateText {

    private static final String SEPARATOR = ",";
    private static final String NONE = "-";
    private static final String NEVER = "!";
    /** A time is rounded up, as a window that ends early would be refused. */
    private static final long NANOS_BELOW_A_MILLI = 999_999;

    private StateText() {}

    static final class Writer {

        private final StringBuilder text = new StringBuilder();

        Writer number(long number) {
            return word(Long.toString(number));
        }

        Writer flag(boolean flag) {
            return word(flag ? "1" : "0");
        }

        Writer time(Instant time) {
            if (time == null) {
                return word(NONE);
            }
            return time.equals(Instant.MIN)
                    ? word(NEVER)
                    : number(time.plusNanos(NANOS_BELOW_A_MILLI).toEpochMilli());
        }

        /** @param word without separators */
        Writer word(String word) {
            text.append(text.isEmpty() ? "" : SEPARATOR).append(word);
            return this;
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }

    static final class Reader {

        private final Deque<String> words;
        private final Duration shift;

        /** @param shift is added to all times */
        Reader(String text, Duration shift) {
            this.words = new ArrayDeque<>(Arrays.asList(text.split(SEPARATOR)));
            this.shift = shift;
        }

        boolean hasMore() {
            return !words.isEmpty();
        }

        long number() {
            return Long.parseLong(word());
        }

        boolean flag() {
            return word().equals("1");
        }

        Instant time() {
            String word = word();
            return switch (word) {
                case NONE -> null;
                case NEVER -> Instant.MIN;
                default -> Instant.ofEpochMilli(Long.parseLong(word)).plus(shift);
            };
        }

        String word() {
            if (words.isEmpty()) {
                throw new IllegalStateException("The entry is cut; delete it from the quota store, it is made anew");
            }
            return words.remove();
        }
    }
}
