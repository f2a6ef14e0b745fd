package io.github.camelherobase.api;

import java.nio.charset.StandardCharsets;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Text out of UTF-8 is what the platform makes of it, at any place in an array and of any bytes. */
class Latin1TextTest {

    private static final String[] PIECES = {
        "a", "Lead ", "æ", "Ø", "ÿ", "\u0080", "€", "😀", "1234567", "Nørrebrogade 12", "\u0000"
    };

    private static final int TEXTS = Boolean.getBoolean("proof") ? 5_000_000 : 20_000;

    private final long seed = Long.getLong("seed", System.nanoTime());
    private final Random random = new Random(seed);

    @Test
    void isWhatThePlatformMakesOfIt() {
        for (int i = 0; i < TEXTS; i++) {
            StringBuilder text = new StringBuilder();
            int kinds = 1 + random.nextInt(PIECES.length);
            for (int pieces = random.nextInt(12); pieces > 0; pieces--) {
                text.append(PIECES[random.nextInt(kinds)]);
            }
            check(text.toString().getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void isThatOfDamagedBytesToo() {
        byte[] kinds = {'a', (byte) 0xC2, (byte) 0xC3, (byte) 0x80, (byte) 0xBF, (byte) 0xC1, (byte) 0xE2, (byte) 0xF0};
        for (int i = 0; i < TEXTS; i++) {
            byte[] bytes = new byte[random.nextInt(30)];
            for (int at = 0; at < bytes.length; at++) {
                bytes[at] = kinds[random.nextInt(3) == 0 ? random.nextInt(kinds.length) : 0];
            }
            check(bytes);
        }
    }

    private void check(byte[] utf8) {
        int before = random.nextInt(9);
        byte[] json = new byte[before + utf8.length + random.nextInt(9)];
        random.nextBytes(json);
        System.arraycopy(utf8, 0, json, before, utf8.length);
        assertThat(Latin1Text.of(json, before, before + utf8.length))
                .as("seed %d", seed)
                .isEqualTo(new String(utf8, StandardCharsets.UTF_8));
    }
}
