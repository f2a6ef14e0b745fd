package io.github.camelherobase.base;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of a text or of bytes. */
public final class Sha256 {

    /** Copied for each text, which takes a part of the time that asking the security providers does. */
    private static final MessageDigest FRESH = fresh();

    private Sha256() {}

    /** 64 lower-case hexadecimal digits of the text's UTF-8 bytes. */
    public static String hex(String text) {
        return HexFormat.of().formatHex(digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The first eight bytes, for tables of many. */
    public static long fingerprint(byte[] bytes) {
        return ByteBuffer.wrap(digest(bytes)).getLong();
    }

    private static byte[] digest(byte[] bytes) {
        try {
            return ((MessageDigest) FRESH.clone()).digest(bytes);
        } catch (CloneNotSupportedException e) {
            return fresh().digest(bytes);
        }
    }

    private static MessageDigest fresh() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
