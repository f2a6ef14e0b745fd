package io.github.camelherobase.cursor;

/**
 * A record in a certain state.
 *
 * @param key what it is told from others by
 * @param content stands for its bytes
 */
public record RecordVersion(String key, Fingerprint content) {

    public static RecordVersion of(String key, byte[] content) {
        return new RecordVersion(key, Fingerprint.of(content));
    }
}
