package io.github.camelherobase.check;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the one request without the fair-use policy cost: its answer tells what is left of the day, the counts before it
 * told what was used.
 */
final class CostProbe {

    private static final long HIGH_LIMIT = 10_000;
    private static final long INSIDE_UNITS = 8;
    private static final List<Long> OUTSIDE_UNITS = List.of(4L, 1L);
    private static final LocalTime START = LocalTime.of(8, 0);
    private static final LocalTime END = LocalTime.of(21, 0);
    private static final ZoneId COPENHAGEN = ZoneId.of("Europe/Copenhagen");

    private final Findings findings;

    CostProbe(Findings findings) {
        this.findings = findings;
    }

    /** @param answers to all requests, in their order */
    void judge(Optional<Answer> naive, Usage counts, List<Answer> answers) {
        Optional<Long> limit = naive.flatMap(answer -> answer.number("X-Rate-Limit-Limit"));
        Optional<Long> remaining = naive.flatMap(answer -> answer.number("X-Rate-Limit-Remaining"));
        Optional<Long> before = counts.number(LeadsProbe.SERVICE);
        if (limit.isEmpty() || remaining.isEmpty() || before.isEmpty()) {
            tellWhy("no answer told what was used of the day before and after it");
        } else if (limit.get() <= HIGH_LIMIT) {
            tellWhy("the service's limit is not a high one, so every request costs 1");
        } else {
            long ours = answers.subList(0, answers.indexOf(naive.get())).stream()
                    .filter(answer -> answer.service().equals(LeadsProbe.SERVICE))
                    .count();
            judge(limit.get() - remaining.get() - before.get() - ours, naive.get());
        }
    }

    private void judge(long units, Answer naive) {
        LocalTime time = LocalTime.ofInstant(naive.at(), COPENHAGEN);
        boolean inside = !time.isBefore(START) && time.isBefore(END);
        String seen = "a request without fair use cost " + units + " units " + (inside ? "within" : "outside of")
                + " the hours from 8 to 21 in Copenhagen";
        if (units == INSIDE_UNITS) {
            findings.cannotTell(
                    OpenPoint.outsideUnits, seen + "; run the check outside of production hours to see the other cost");
            judgeZone(inside, seen);
        } else if (OUTSIDE_UNITS.contains(units)) {
            findings.learn(OpenPoint.outsideUnits, String.valueOf(units), seen);
            judgeZone(!inside, seen);
        } else {
            tellWhy(seen + "; another program may have asked meanwhile");
        }
    }

    private void judgeZone(boolean fits, String seen) {
        if (fits) {
            findings.cannotTell(OpenPoint.productionZone, seen + ", which fits, but other zones fit too");
        } else {
            findings.refute(OpenPoint.productionZone, seen);
        }
    }

    private void tellWhy(String why) {
        findings.cannotTell(OpenPoint.outsideUnits, why);
        findings.cannotTell(OpenPoint.productionZone, why);
    }
}
