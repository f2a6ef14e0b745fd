package io.github.camelherobase.fuzz;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Every committed input of the fuzz targets, each cut and changed a little; {@code -Pfuzz} goes further. */
class CorpusTest {

    private static final int CHANGES = 40;

    static Iterable<Class<?>> targets() {
        return FuzzTargets.ALL;
    }

    @ParameterizedTest
    @MethodSource("targets")
    void everyInputIsReadOrRefused(Class<?> target) throws Throwable {
        assertThat(FuzzTargets.inputs(target)).isNotEmpty();
        for (Path file : FuzzTargets.inputs(target)) {
            byte[] input = Files.readAllBytes(file);
            FuzzTargets.run(target, input);
            long seed = Arrays.hashCode(input);
            Random random = new Random(seed);
            for (int change = 0; change < CHANGES && input.length > 0; change++) {
                byte[] changed =
                        random.nextInt(4) == 0 ? Arrays.copyOf(input, random.nextInt(input.length)) : input.clone();
                if (changed.length > 0) {
                    changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
                }
                try {
                    FuzzTargets.run(target, changed);
                } catch (Throwable e) {
                    throw new AssertionError(file + ", change " + change + ": " + Arrays.toString(changed), e);
                }
            }
        }
    }
}
