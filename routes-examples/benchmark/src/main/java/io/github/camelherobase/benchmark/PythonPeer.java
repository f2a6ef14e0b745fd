package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Python's {@code requests} and {@code json}, where they are installed. */
final class PythonPeer {

    private final Result result = new Result("Python: requests, json", "as it likes");
    private boolean missing;

    /** Empty without Python. */
    Optional<Sample> read(LeadSource source) throws IOException, InterruptedException {
        if (missing) {
            return Optional.empty();
        }
        Optional<Sample> sample = run(source);
        missing = sample.isEmpty();
        sample.ifPresent(read -> {
            result.add(read);
            System.out.printf("  %-42s %,10.0f leads/s%n", result.title(), read.leadsPerSecond());
        });
        return sample;
    }

    private static Optional<Sample> run(LeadSource source) throws InterruptedException, IOException {
        try (JavaProcess python = JavaProcess.start(
                List.of("python3", "-c", script(), source.exportUrl(), source.username(), source.password()))) {
            Optional<Sample> sample = Optional.empty();
            for (String line = python.line(); line != null; line = python.line()) {
                sample = Sample.of(line);
            }
            return python.exitValue() == 0 ? sample : Optional.empty();
        } catch (IOException e) {
            System.out.println("  Python does not take part: " + e.getMessage());
            return Optional.empty();
        }
    }

    private static String script() throws IOException {
        try (InputStream script = PythonPeer.class.getResourceAsStream("/peer.py")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    Result result() {
        return result;
    }
}
