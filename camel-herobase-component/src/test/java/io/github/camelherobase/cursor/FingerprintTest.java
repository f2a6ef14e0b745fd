package io.github.camelherobase.cursor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class FingerprintTest {

    /** Values of the algorithm's reference implementation. */
    @ParameterizedTest
    @CsvSource({
        "'',00000000000000000000000000000000",
        "hello,cbd8a7b341bd9b025b1e906a48ae1d19",
        "The quick brown fox jumps over the lazy dog,e34bbc7bbc071b6c7a433ca9c49a9347"
    })
    void knownTextsHaveTheirKnownFingerprints(String text, String fingerprint) {
        assertThat(Fingerprint.of(text.getBytes(StandardCharsets.UTF_8))).hasToString(fingerprint);
    }

    /** A repository of what was delivered holds them over versions: of each length up to 40, in one number. */
    @Test
    void theFingerprintOfEachLengthStaysTheSame() {
        long all = 0;
        for (int length = 0; length <= 40; length++) {
            byte[] bytes = new byte[length];
            for (int i = 0; i < length; i++) {
                bytes[i] = (byte) (i * 37 + length);
            }
            Fingerprint fingerprint = Fingerprint.of(bytes);
            all = (all * 31 + fingerprint.high()) * 31 + fingerprint.low();
        }
        assertThat(all).isEqualTo(7_091_158_413_979_172_041L);
    }

    @Property(tries = 500)
    void everyByteCounts(@ForAll @Size(min = 1, max = 70) byte[] bytes) {
        Fingerprint fingerprint = Fingerprint.of(bytes);
        for (int i = 0; i < bytes.length; i++) {
            byte[] other = bytes.clone();
            other[i] ^= 1;
            assertThat(Fingerprint.of(other)).isNotEqualTo(fingerprint);
        }
        assertThat(Fingerprint.of(Arrays.copyOf(bytes, bytes.length + 1))).isNotEqualTo(fingerprint);
    }
}
