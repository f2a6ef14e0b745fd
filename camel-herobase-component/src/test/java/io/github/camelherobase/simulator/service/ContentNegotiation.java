package io.github.camelherobase.simulator.service;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Chooses by the {@code Accept} header; without one the answer is JSON (vendor's page), or CSV where the path says so. */
final class ContentNegotiation {

    private record Range(String range, double quality) {}

    private final AnyAccept anyAccept;

    ContentNegotiation(AnyAccept anyAccept) {
        this.anyAccept = anyAccept;
    }

    /** The best representation offered; empty for 406. */
    Optional<Representation> choose(List<String> acceptHeaders, Set<Representation> offered) {
        if (acceptHeaders.isEmpty()) {
            return usual(offered);
        }
        return ranges(acceptHeaders).stream()
                .flatMap(range -> first(range.range(), offered).stream())
                .findFirst();
    }

    private Optional<Representation> first(String range, Set<Representation> offered) {
        if (range.equals("*/*")) {
            return anyAccept == AnyAccept.JSON ? usual(offered) : Optional.empty();
        }
        return offered.stream().filter(candidate -> candidate.fits(range)).findFirst();
    }

    private static Optional<Representation> usual(Set<Representation> offered) {
        return Stream.of(Representation.JSON, Representation.CSV)
                .filter(offered::contains)
                .findFirst();
    }

    private static List<Range> ranges(List<String> acceptHeaders) {
        List<Range> ranges = new ArrayList<>();
        for (String header : acceptHeaders) {
            for (String element : header.split(",")) {
                Range range = range(element);
                if (range.quality() > 0) {
                    ranges.add(range);
                }
            }
        }
        ranges.sort(Comparator.comparingDouble(Range::quality).reversed());
        return ranges;
    }

    private static Range range(String element) {
        String[] parts = element.trim().toLowerCase(Locale.ROOT).split(";");
        double quality = 1;
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].trim();
            if (parameter.matches("q=[01](\\.\\d{0,3})?")) {
                quality = Double.parseDouble(parameter.substring(2));
            }
        }
        return new Range(parts[0].trim(), quality);
    }
}
