package io.github.camelherobase.check;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the probes found out, point by point; the first word on a point holds. */
final class Findings {

    private final Map<OpenPoint, Finding> known = new EnumMap<>(OpenPoint.class);
    private final Map<OpenPoint, String> reasons = new EnumMap<>(OpenPoint.class);

    /** The point is settled: the tenant behaves as this value of the switch. */
    void learn(OpenPoint point, String value, String seen) {
        Verdict verdict = value.equals(point.assumed()) ? Verdict.CONFIRMED : Verdict.REFUTED;
        known.putIfAbsent(point, new Finding(point, verdict, value, seen));
    }

    /** The assumption does not hold, but what does is not a value that a switch has. */
    void refute(OpenPoint point, String seen) {
        known.putIfAbsent(point, new Finding(point, Verdict.REFUTED, null, seen));
    }

    /** Nothing is known so far, for this reason; a later reason replaces it. */
    void cannotTell(OpenPoint point, String why) {
        reasons.put(point, why);
    }

    Optional<String> value(OpenPoint point) {
        return Optional.ofNullable(known.get(point)).map(Finding::value);
    }

    boolean isKnown(OpenPoint point) {
        return known.containsKey(point);
    }

    /** Every point, in the order of the questions. */
    List<Finding> all() {
        return Arrays.stream(OpenPoint.values())
                .map(point -> known.getOrDefault(
                        point, new Finding(point, Verdict.UNKNOWN, null, reasons.getOrDefault(point, point.hidden()))))
                .toList();
    }
}
