package io.github.camelherobase.imports.delivery;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Behaves as any other set, whatever its size. */
class FingerprintSetTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 190, 200, 300, 5_000, 100_000})
    void isASet(int most) {
        Random random = new Random(most);
        FingerprintSet set = new FingerprintSet();
        Set<Long> expected = new HashSet<>();
        long[] drawn = random.longs(most).toArray();
        drawn[0] = 0;
        for (int step = 0; step < 5 * most; step++) {
            long fingerprint = drawn[random.nextInt(most)];
            switch (random.nextInt(4)) {
                case 0 -> {
                    set.remove(fingerprint);
                    expected.remove(fingerprint);
                }
                case 1 -> assertThat(set.contains(fingerprint)).isEqualTo(expected.contains(fingerprint));
                default -> assertThat(set.add(fingerprint)).isEqualTo(expected.add(fingerprint));
            }
        }
        for (long fingerprint : drawn) {
            assertThat(set.contains(fingerprint)).isEqualTo(expected.contains(fingerprint));
        }
    }
}
