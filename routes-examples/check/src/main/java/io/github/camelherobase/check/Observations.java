package io.github.camelherobase.check;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the headers and errors of all answers tell besides. */
final class Observations {

    private static final Set<Integer> PAGES = Set.of(401, 403, 404, 405, 406, 429);
    private static final long MINUTE = 60;
    private static final long LEAST_MINUTE_LIMIT = 240;
    /** Seconds by which a window may look shorter than it is, for the answer took a while. */
    private static final long TOLERANCE = 2;

    private final List<Answer> answers;
    private final Findings findings;

    Observations(List<Answer> answers, Findings findings) {
        this.answers = answers;
        this.findings = findings;
    }

    void tell() {
        Duration skew = dates();
        errors();
        minutes(skew);
    }

    private Duration dates() {
        List<Answer> shown = answers.stream()
                .filter(answer -> answer.plain() && answer.status() > 0)
                .toList();
        if (shown.isEmpty()) {
            findings.cannotTell(
                    OpenPoint.dateHeaderPresence, "the component's answers do not show it, others came none");
            return Duration.ZERO;
        }
        Optional<Duration> skew =
                shown.stream().flatMap(answer -> skew(answer).stream()).findFirst();
        if (skew.isEmpty()) {
            findings.learn(OpenPoint.dateHeaderPresence, "ABSENT", shown.size() + " answers without a Date header");
            findings.cannotTell(OpenPoint.dateHeaderSkew, "there is no Date header");
            return Duration.ZERO;
        }
        findings.learn(OpenPoint.dateHeaderPresence, "PRESENT", "answers have a Date header");
        long seconds = Math.round(skew.get().toMillis() / 1000.0);
        if (Math.abs(seconds) <= TOLERANCE) {
            findings.learn(OpenPoint.dateHeaderSkew, "PT0S", "the two clocks agree within " + TOLERANCE + " seconds");
        } else {
            findings.learn(
                    OpenPoint.dateHeaderSkew,
                    Duration.ofSeconds(seconds).toString(),
                    "the server's clock is " + Math.abs(seconds) + " seconds " + (seconds > 0 ? "ahead of" : "behind")
                            + " this machine's");
        }
        return skew.get();
    }

    private static Optional<Duration> skew(Answer answer) {
        try {
            // The header is cut to the second, half of which has passed on average.
            return answer.header("Date")
                    .filter(text -> !text.isBlank())
                    .map(text -> ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant()
                            .plusMillis(500))
                    .map(date -> Duration.between(answer.at(), date));
        } catch (DateTimeException malformed) {
            return Optional.empty();
        }
    }

    private void errors() {
        for (Answer answer : answers) {
            if (answer.plain() && PAGES.contains(answer.status()) && !isOfService(answer)) {
                page(answer);
            }
            if (answer.plain() && (answer.status() == 403 || answer.status() == 406)) {
                boolean counted = answer.header("X-Rate-Limit-Limit").isPresent();
                findings.learn(
                        OpenPoint.earlyRefusals,
                        counted ? "COUNTED" : "UNCOUNTED",
                        "a " + answer.status() + (counted ? " with" : " without") + " rate-limit headers");
            }
            if (answer.plain() && answer.status() == 429) {
                boolean present = answer.header("Retry-After").isPresent();
                findings.learn(
                        OpenPoint.retryAfter,
                        present ? "PRESENT" : "ABSENT",
                        "a 429 with" + (present ? "" : "out") + " Retry-After");
            }
        }
        if (!findings.isKnown(OpenPoint.errorPages)) {
            findings.cannotTell(OpenPoint.errorPages, "no answer was such an error");
        }
    }

    /** A search that is not there is the service's own 404. */
    private static boolean isOfService(Answer answer) {
        return answer.status() == 404 && answer.service().equals("GET /leads");
    }

    private void page(Answer answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8).strip().toLowerCase(Locale.ROOT);
        String seen = "a " + answer.status();
        if (text.isEmpty()) {
            findings.learn(OpenPoint.errorPages, "EMPTY", seen + " without a body");
        } else if (text.startsWith("<")) {
            findings.learn(OpenPoint.errorPages, "HTML", seen + " with an HTML page");
        } else {
            findings.refute(OpenPoint.errorPages, seen + " with a body that is not HTML");
        }
    }

    /** The first answer of each service under the fair-use policy. */
    private void minutes(Duration skew) {
        List<long[]> resetsAndSeconds = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Answer answer : answers) {
            if (answer.fairUse() && seen.add(answer.service()) && isOfMinute(answer)) {
                Instant server = answer.at().plus(skew);
                resetsAndSeconds.add(new long[] {
                    answer.number("X-Rate-Limit-Reset").orElseThrow(), Math.floorMod(server.getEpochSecond(), MINUTE)
                });
            }
        }
        boolean first = resetsAndSeconds.stream().allMatch(pair -> MINUTE - pair[0] < TOLERANCE);
        boolean clock = resetsAndSeconds.stream().allMatch(pair -> Math.abs(MINUTE - pair[1] - pair[0]) <= TOLERANCE);
        if (resetsAndSeconds.isEmpty()) {
            findings.cannotTell(OpenPoint.minuteAnchor, "no answer spoke of a minute");
        } else if (first == clock) {
            findings.cannotTell(
                    OpenPoint.minuteAnchor,
                    first
                            ? "the check ran at the turn of a minute, where both are the same"
                            : "another program used the services in the same minute");
        } else if (first) {
            findings.learn(
                    OpenPoint.minuteAnchor,
                    "FIRST_REQUEST",
                    "60 seconds were left after the first request of a service");
        } else {
            findings.learn(
                    OpenPoint.minuteAnchor, "CLOCK", "the seconds left were those to the next minute of the clock");
        }
    }

    private static boolean isOfMinute(Answer answer) {
        return answer.number("X-Rate-Limit-Reset").orElse(Long.MAX_VALUE) <= MINUTE
                && answer.number("X-Rate-Limit-Limit").orElse(0L) >= LEAST_MINUTE_LIMIT;
    }
}
