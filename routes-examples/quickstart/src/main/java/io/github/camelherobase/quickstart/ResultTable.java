package io.github.camelherobase.quickstart;

import java.util.Locale;
import java.util.function.ToLongFunction;

/** The figures of both acts side by side. */
final class ResultTable {

    private static final long BYTES_PER_MB = 1_000_000;

    private final Figures byHand;
    private final Figures ours;
    private final StringBuilder text = new StringBuilder();

    private ResultTable(Figures byHand, Figures ours) {
        this.byHand = byHand;
        this.ours = ours;
    }

    static String of(Figures byHand, Figures ours) {
        return new ResultTable(byHand, ours).render();
    }

    private String render() {
        text.append(String.format("%-26s %10s %10s%n", "", "by hand", "herobase:"));
        row("leads in the file", Figures::offered);
        row("imported", Figures::imported);
        row("rejected", Figures::rejected);
        row("lost", Figures::lost);
        row("doubled", Figures::doubled);
        row("refused (429)", Figures::refused);
        row("requests charged", Figures::charged);
        row("MB of heap, at the most", figures -> figures.heapBytes() / BYTES_PER_MB);
        row("seconds", figures -> figures.took().toSeconds());
        return text.toString();
    }

    private void row(String name, ToLongFunction<Figures> figure) {
        text.append(String.format(
                Locale.ROOT, "%-26s %,10d %,10d%n", name, figure.applyAsLong(byHand), figure.applyAsLong(ours)));
    }
}
