package io.github.camelherobase.cursor;

import java.time.Instant;

/**
 * A position as it lies in a store.
 *
 * @param account user and host
 * @param route id of the route that read last; null when an earlier version wrote it
 * @param filters in clear
 */
public record StoredPosition(
        String key, String account, String operation, String route, String filters, Instant position) {

    /** Null when {@code entry} is not one of ours, or damaged, or of another operation or account. */
    static StoredPosition of(String key, String entry, String account, String operation) {
        try {
            CursorEntry found = CursorEntry.decode(entry, key);
            return found.operation().equals(operation)
                            && (account == null || found.account().equals(account))
                    ? new StoredPosition(
                            key, found.account(), operation, found.route(), found.filters(), found.position())
                    : null;
        } catch (IllegalStateException e) {
            return null;
        }
    }
}
