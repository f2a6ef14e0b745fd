package io.github.camelherobase.api;

import java.time.Instant;

/**
 * Where processes that use one account share what they know of its quota. The component keeps one short text for each
 * account and service; a store only has to replace it atomically. Implementations are called from several threads.
 *
 * <p>{@code JdbcQuotaStore} keeps the texts in a database. Without a store each process counts for itself.
 */
public interface QuotaStore {

    /**
     * Reads an entry together with the store's own time, by which all processes count.
     *
     * @param key account and service, at most 400 characters
     * @throws Exception when the store fails: then no request is sent that has no permit yet
     */
    Entry read(String key) throws Exception;

    /**
     * Replaces the text of an entry, if it is still the one that was read.
     *
     * @param version of the entry that was read; 0 when there was none
     * @param text at most 4,000 characters, printable ASCII
     * @return false when another process was first; nothing is changed then
     * @throws Exception when the store fails
     */
    boolean write(String key, long version, String text) throws Exception;

    /**
     * What a store knows under a key.
     *
     * @param version changes with every write; 0 when there is no entry
     * @param text null when there is no entry
     * @param now the store's time
     */
    record Entry(long version, String text, Instant now) {}
}
