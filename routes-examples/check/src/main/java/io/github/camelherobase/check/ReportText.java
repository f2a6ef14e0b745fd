package io.github.camelherobase.check;

import java.util.Locale;
import java.util.Map;

/** A report for the screen. */
final class ReportText {

    private static final int BUSIEST = 8;

    private final StringBuilder text = new StringBuilder();
    private final Report report;

    private ReportText(Report report) {
        this.report = report;
    }

    static String of(Report report) {
        ReportText text = new ReportText(report);
        text.rights();
        text.services();
        text.usage();
        text.findings();
        text.proposals();
        return text.text.toString();
    }

    private void rights() {
        line("%nRights");
        if (!report.rights().known()) {
            line("  not known: GET /myaccount did not answer with them");
        }
        report.rights().verbs().forEach((resource, verbs) -> line("  %-14s %s", resource, String.join(", ", verbs)));
    }

    private void services() {
        line("%nOperations");
        for (Operation operation : Operation.values()) {
            line(
                    "  %-16s %-30s %s",
                    operation, operation.service(), report.services().line(operation));
        }
    }

    private void usage() {
        Map<String, Long> limits = report.limits().numbers();
        line("%nRequests in 24 hours%s", limits.isEmpty() ? ": the limits are not known" : "");
        limits.entrySet().stream()
                .sorted((one, other) -> Long.compare(used(other.getKey()), used(one.getKey())))
                .limit(BUSIEST)
                .forEach(limit -> line("  %-34s %,d of %,d", limit.getKey(), used(limit.getKey()), limit.getValue()));
        if (limits.size() > BUSIEST) {
            line("  and %d more services; all limits are in the report", limits.size() - BUSIEST);
        }
    }

    private long used(String service) {
        return report.counts().numbers().getOrDefault(service, 0L);
    }

    private void findings() {
        for (Verdict verdict : Verdict.values()) {
            line(
                    "%n%s",
                    switch (verdict) {
                        case CONFIRMED -> "As assumed";
                        case REFUTED -> "Other than assumed";
                        case UNKNOWN -> "Not known";
                    });
            report.findings().stream()
                    .filter(finding -> finding.verdict() == verdict)
                    .forEach(finding -> line(
                            verdict == Verdict.REFUTED ? "  %2$s%n      (assumed was: %1$s)" : "  %s%n      %s",
                            finding.point().statement(),
                            finding.seen()));
        }
    }

    private void proposals() {
        line("%nProposals%s", report.proposals().isEmpty() ? ": none, the defaults fit" : "");
        report.proposals().forEach(proposal -> line("  %s", proposal));
    }

    private void line(String format, Object... arguments) {
        text.append(String.format(Locale.ROOT, format + "%n", arguments));
    }
}
