package io.github.camelherobase.quickstart;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker says of itself since its start, on a line of its output.
 *
 * @param accepted leads that the import reports call accepted
 * @param charged requests that the import reports call charged
 * @param reads exports opened, for the read-back and for the successes
 * @param heapBytes the most heap in use at once
 */
record WorkerFigures(long accepted, long charged, long reads, long heapBytes) {

    private static final Pattern LINE =
            Pattern.compile("worker: accepted=(\\d+) charged=(\\d+) reads=(\\d+) heapBytes=(\\d+)");

    static final WorkerFigures NONE = new WorkerFigures(0, 0, 0, 0);

    String toLine() {
        return "worker: accepted=" + accepted + " charged=" + charged + " reads=" + reads + " heapBytes=" + heapBytes;
    }

    static Optional<WorkerFigures> ofLine(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new WorkerFigures(
                        number(matcher, 1), number(matcher, 2), number(matcher, 3), number(matcher, 4)))
                : Optional.empty();
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }
}
