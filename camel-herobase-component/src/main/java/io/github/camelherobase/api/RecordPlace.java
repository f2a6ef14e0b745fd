package io.github.camelherobase.api;

/**
 * Where a record stands, for the message when it cannot be read.
 *
 * @param service for example {@code GET /simpleleads}
 * @param url of the request, without secrets
 * @param number how many records of the answer are before it
 * @param offset of its first byte in the answer
 */
public record RecordPlace(String service, String url, long number, long offset) {

    @Override
    public String toString() {
        return "Record " + number + " at byte " + offset + " of " + url + " (" + service + ")";
    }
}
