package io.github.camelherobase.quickstart;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a worker says of itself since its start, on a line of its output.
 *
 * @param accepted leads that the import reports call accepted, and that were not in HeroBase before
 * @param acceptedBefore leads that were in HeroBase before, by the journal or by a look-up, and so were not sent
 * @param charged requests that the import reports call charged
 * @param requests that were sent to any service, by the component's quota; known at the end
 * @param heapBytes the most heap in use at once
 */
record WorkerFigures(long accepted, long acceptedBefore, long charged, long requests, long heapBytes) {

    private static final Pattern LINE = Pattern.compile(
            "worker: accepted=(\\d+) acceptedBefore=(\\d+) charged=(\\d+) requests=(\\d+) heapBytes=(\\d+)");

    static final WorkerFigures NONE = new WorkerFigures(0, 0, 0, 0, 0);

    String toLine() {
        return "worker: accepted=" + accepted + " acceptedBefore=" + acceptedBefore + " charged=" + charged
                + " requests=" + requests + " heapBytes=" + heapBytes;
    }

    static Optional<WorkerFigures> ofLine(String line) {
        Matcher matcher = LINE.matcher(line);
        return matcher.matches()
                ? Optional.of(new WorkerFigures(
                        number(matcher, 1),
                        number(matcher, 2),
                        number(matcher, 3),
                        number(matcher, 4),
                        number(matcher, 5)))
                : Optional.empty();
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group));
    }
}
