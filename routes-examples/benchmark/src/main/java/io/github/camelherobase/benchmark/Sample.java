package io.github.camelherobase.benchmark;

import java.util.Locale;
import java.util.Optional;

/**
 * One export, read by one contender.
 *
 * @param cpuSeconds of all threads of the contender's process
 * @param checksum of what was read; 0 for a contender that reads nothing
 */
record Sample(long leads, double seconds, double cpuSeconds, long checksum) {

    private static final String MARK = "SAMPLE";

    double leadsPerSecond() {
        return leads / seconds;
    }

    String toLine() {
        return String.format(Locale.ROOT, "%s %d %.6f %.6f %d", MARK, leads, seconds, cpuSeconds, checksum);
    }

    /** Empty for a line that is something else. */
    static Optional<Sample> of(String line) {
        String[] parts = line.split(" ");
        if (!parts[0].equals(MARK)) {
            return Optional.empty();
        }
        return Optional.of(new Sample(
                Long.parseLong(parts[1]),
                Double.parseDouble(parts[2]),
                Double.parseDouble(parts[3]),
                Long.parseLong(parts[4])));
    }
}
