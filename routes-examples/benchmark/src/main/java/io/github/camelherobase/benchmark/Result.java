package io.github.camelherobase.benchmark;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What one contender did in all rounds. */
final class Result {

    private final String title;
    private final String memory;
    private final List<Sample> samples = new ArrayList<>();
    private boolean outOfMemory;

    Result(String title, String memory) {
        this.title = title;
        this.memory = memory;
    }

    void add(Sample sample) {
        samples.add(sample);
    }

    void ranOutOfMemory() {
        outOfMemory = true;
    }

    String title() {
        return title;
    }

    String memory() {
        return memory;
    }

    boolean isOutOfMemory() {
        return outOfMemory;
    }

    boolean isEmpty() {
        return samples.isEmpty();
    }

    double median() {
        return median(Sample::leadsPerSecond);
    }

    double slowest() {
        return samples.stream().mapToDouble(Sample::leadsPerSecond).min().orElseThrow();
    }

    double fastest() {
        return samples.stream().mapToDouble(Sample::leadsPerSecond).max().orElseThrow();
    }

    /** Of all threads of the process, a million leads. */
    double cpuSeconds() {
        return median(sample -> sample.cpuSeconds() / sample.leads() * 1e6);
    }

    /** Rounds are run one after the other, so what disturbs a round disturbs both. */
    double timesAsFastAs(Result other) {
        return middle(ratios(other, Sample::leadsPerSecond));
    }

    /** The median and, in brackets, the least and the most of the rounds' ratios. */
    String ratio(Result other, ToDoubleFunction<Sample> figure) {
        List<Double> ratios = ratios(other, figure);
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", middle(ratios), Collections.min(ratios), Collections.max(ratios));
    }

    /** The median and, in brackets, the middle half of the rounds' ratios. */
    String middleHalf(Result other, ToDoubleFunction<Sample> figure) {
        List<Double> ratios = ratios(other, figure).stream().sorted().toList();
        return String.format(
                Locale.ROOT,
                "%.2f (%.2f to %.2f)",
                middle(ratios),
                ratios.get((ratios.size() - 1) / 4),
                ratios.get(ratios.size() - 1 - (ratios.size() - 1) / 4));
    }

    int rounds() {
        return samples.size();
    }

    private List<Double> ratios(Result other, ToDoubleFunction<Sample> figure) {
        int rounds = Math.min(samples.size(), other.samples.size());
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            ratios.add(figure.applyAsDouble(samples.get(round)) / figure.applyAsDouble(other.samples.get(round)));
        }
        return ratios;
    }

    private double median(ToDoubleFunction<Sample> figure) {
        return middle(samples.stream().map(figure::applyAsDouble).toList());
    }

    private static double middle(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }
}
