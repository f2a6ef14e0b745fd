package io.github.camelherobase.cursor;

import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who may write a position. It stands within the entry, as its first member, so that whoever took the position later has
 * changed what an earlier holder expects to find.
 *
 * @param number raised by each taking
 * @param holder differs between two that take it at once
 */
record Fence(long number, String holder) {

    private static final Fence NONE = new Fence(0, "");
    private static final Pattern MEMBER = Pattern.compile("\\{\"fence\":\"(\\d{1,18})\\.(\\w{1,20})\"(,?)");

    /** Of an entry as it is stored. */
    static Fence of(String stored) {
        Matcher member = MEMBER.matcher(stored);
        return member.lookingAt() ? new Fence(Long.parseLong(member.group(1)), member.group(2)) : NONE;
    }

    /** The entry as it was given to the store. */
    static String removedFrom(String stored) {
        Matcher member = MEMBER.matcher(stored);
        return member.lookingAt() ? "{" + stored.substring(member.end()) : stored;
    }

    /** The first of a position that is not stored yet. */
    static Fence first() {
        return NONE.next();
    }

    Fence next() {
        return new Fence(
                number + 1, Long.toString(ThreadLocalRandom.current().nextLong(Long.MAX_VALUE), Character.MAX_RADIX));
    }

    boolean isNone() {
        return number == 0;
    }

    /** The entry as it is stored; one that is no JSON object stays as it is, and is compared as a whole. */
    String in(String entry) {
        return entry.startsWith("{")
                ? "{\"fence\":\"" + number + "." + holder + "\"" + (entry.startsWith("{}") ? "" : ",")
                        + entry.substring(1)
                : entry;
    }
}
