package io.github.camelherobase.cursor;

import java.nio.charset.StandardCharsets;

/**
 * A record in a certain state.
 *
 * @param key what it is told from others by
 * @param keyHash stands for the key
 * @param content stands for its bytes
 */
public record RecordVersion(String key, long keyHash, Fingerprint content) {

    public static RecordVersion of(String key, byte[] content) {
        return new RecordVersion(key, hash(key), Fingerprint.of(content));
    }

    static long hash(String key) {
        return Fingerprint.of(key.getBytes(StandardCharsets.UTF_8)).low();
    }
}
