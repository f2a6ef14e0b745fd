package io.github.camelherobase.quickstart;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Holds what the workers and their files say against HeroBase's own books. */
final class Audit {

    private final List<String> mismatches = new ArrayList<>();

    /** What must agree whoever imported. */
    Audit books(String act, Evidence evidence) {
        Evidence.Books books = evidence.atEnd();
        Figures figures = evidence.figures();
        same(act, "leads in the file and imported + rejected + lost", figures.offered(), sum(figures));
        same(act, "leads in HeroBase and imported + doubled", books.leads(), figures.imported() + figures.doubled());
        same(act, "requests refused and answers 429", figures.refused(), books.answers(429));
        same(act, "requests charged and requests let through", figures.charged(), books.accepted());
        same(act, "requests charged and answers 200", figures.charged(), books.answers(200));
        return this;
    }

    /** What must agree besides with a worker that keeps count of itself. */
    Audit worker(String act, Evidence evidence) {
        Evidence.Books atKill = evidence.atKill();
        Evidence.Books atEnd = evidence.atEnd();
        WorkerFigures second = evidence.second();
        Figures figures = evidence.figures();
        same(
                act,
                "leads accepted, by the second worker's reports and by HeroBase",
                second.accepted(),
                atEnd.leads() - atKill.leads());
        same(
                act,
                "imports charged, by the second worker's reports and by HeroBase",
                second.charged(),
                atEnd.accepted(Evidence.IMPORT) - atKill.accepted(Evidence.IMPORT));
        same(
                act,
                "requests sent, by the second worker's quota and by HeroBase",
                second.requests(),
                atEnd.received() - atKill.received());
        same(act, "leads lost and none", figures.lost(), 0);
        same(act, "leads doubled and none", figures.doubled(), 0);
        return this;
    }

    /**
     * What was exported must be what agents sold: in the table once, in the CSV file at least once, and once more at most
     * for the one kill.
     */
    Audit exports(String act, List<String> sold, List<String> csv, List<String> table) {
        same(act, "sales in HeroBase and rows of the table", sold.size(), table.size());
        Set<String> expected = new HashSet<>(sold);
        sameLeads(act, "the CSV file", expected, new HashSet<>(csv));
        sameLeads(act, "the table", expected, new HashSet<>(table));
        long oftenest = expected.stream()
                .mapToLong(lead -> Collections.frequency(csv, lead))
                .max()
                .orElse(0);
        if (oftenest > 2) {
            mismatches.add(act + ": one kill repeated a sale in the CSV file " + (oftenest - 1) + " times");
        }
        return this;
    }

    /** One sentence for each pair of figures that differ. */
    List<String> mismatches() {
        return List.copyOf(mismatches);
    }

    private static long sum(Figures figures) {
        return figures.imported() + figures.rejected() + figures.lost();
    }

    private void same(String act, String what, long one, long other) {
        if (one != other) {
            mismatches.add(act + ": " + what + " differ: " + one + " and " + other);
        }
    }

    private void sameLeads(String act, String where, Set<String> expected, Set<String> found) {
        if (!expected.equals(found)) {
            mismatches.add(act + ": the leads in " + where + " are not the ones that were sold");
        }
    }
}
