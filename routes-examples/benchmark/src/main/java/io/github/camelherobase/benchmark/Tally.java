package io.github.camelherobase.benchmark;

/** What a contender read of the leads: all of them must have read the same. */
final class Tally {

    private long leads;
    private long checksum;

    /** A lead that nobody read. */
    void count() {
        leads++;
    }

    /**
     * Leads that were passed on.
     *
     * @param bytes of what was passed on, where it is the same for all
     */
    void count(int passedOn, int bytes) {
        leads += passedOn;
        checksum += bytes;
    }

    /** The text fields that every contender reads; the time counts as read when it is there. */
    void add(String id, String status, String closure, Object modified, String phone, String email, String result) {
        leads++;
        checksum += (modified == null ? 0 : 1)
                + hash(id)
                + hash(status)
                + hash(closure)
                + hash(phone)
                + hash(email)
                + hash(result);
    }

    private static long hash(String text) {
        return text.isEmpty() ? 0 : text.length() + 31L * text.charAt(text.length() - 1);
    }

    long leads() {
        return leads;
    }

    long checksum() {
        return checksum;
    }
}
