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
    /** The year 10000: what is written is never so late. */
    private static final long LATEST = 253_402_300_800_000L;

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
            return number(word());
        }

        private static long number(String word) {
            try {
                return Long.parseLong(word);
            } catch (NumberFormatException e) {
                throw damaged(e);
            }
        }

        boolean flag() {
            return word().equals("1");
        }

        Instant time() {
            String word = word();
            return switch (word) {
                case NONE -> null;
                case NEVER -> Instant.MIN;
                default -> time(number(word)).plus(shift);
            };
        }

        /** One that must be there. */
        Instant moment() {
            Instant time = time();
            if (time == null || time.equals(Instant.MIN)) {
                throw damaged(null);
            }
            return time;
        }

        private static Instant time(long millis) {
            if (Math.abs(millis) > LATEST) {
                throw damaged(null);
            }
            return Instant.ofEpochMilli(millis);
        }

        private static UnreadableEntryException damaged(Throwable cause) {
            return new UnreadableEntryException("its entry is damaged; delete it, it is made anew", cause);
        }

        String word() {
            if (words.isEmpty()) {
                throw new UnreadableEntryException("its entry is cut; delete it, it is made anew");
            }
            return words.remove();
        }
    }

    /** An entry that this version cannot read; the message says why, and what to do. */
    static final class UnreadableEntryException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        UnreadableEntryException(String message) {
            super(message);
        }

        UnreadableEntryException(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
