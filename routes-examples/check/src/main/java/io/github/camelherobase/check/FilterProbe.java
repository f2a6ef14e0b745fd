package io.github.camelherobase.check;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Asks for a known lead again, with an upper bound in UTC and with its project's name in another case. The bound lies
 * just after the lead's change; were its {@code Z} ignored, it would lie before the lower bound. The first request goes
 * without the fair-use policy, as its cost shows what the vendor's page leaves open.
 */
final class FilterProbe {

    private static final int BAD_REQUEST = 400;
    private static final String FROM = "ModifiedFrom";
    /** More than a minute, to which bounds may be rounded down. */
    private static final long AFTER_SECONDS = 61;

    private final Tenant tenant;
    private final Findings findings;

    FilterProbe(Tenant tenant, Findings findings) {
        this.tenant = tenant;
        this.findings = findings;
    }

    /** The naive request's answer, if it was made. */
    Optional<Answer> ask(LeadSample sample, Rights rights) {
        Optional<JsonNode> lead = sample.chosen();
        if (lead.isEmpty()) {
            findings.cannotTell(OpenPoint.offsetHandling, "there was no lead to ask for again");
            findings.cannotTell(OpenPoint.globCase, "there was no lead to ask for again");
            findings.cannotTell(OpenPoint.boundsZone, "there was no lead to ask for again");
            return Optional.empty();
        }
        Optional<String> otherCase = otherCase(rights.projects());
        if (otherCase.isEmpty()) {
            findings.cannotTell(
                    OpenPoint.globCase, "the account's project rights name no project, so there is no name to ask for");
        }
        Map<String, String> query =
                query(LeadSample.time(lead.get(), "lastModifiedTime").orElseThrow());
        Optional<Answer> naive = tenant.askNaively("/simpleleads", with(query, otherCase.orElse("*")));
        naive.ifPresent(answer -> judge(answer, query, otherCase.isPresent()));
        return naive;
    }

    private void judge(Answer naive, Map<String, String> query, boolean otherCase) {
        if (!naive.records().isEmpty()) {
            copenhagen();
            honoured();
            if (otherCase) {
                caseIgnored();
            }
            return;
        }
        if (isRefused(naive)) {
            return;
        }
        if (!naive.isOk()) {
            findings.cannotTell(OpenPoint.offsetHandling, "the request was answered with " + naive.status());
            return;
        }
        if (!boundsFit(query)) {
            return;
        }
        if (!otherCase) {
            ignored();
            return;
        }
        Optional<Answer> usualCase = tenant.askPlain("/simpleleads", with(query, "*"));
        if (usualCase.filter(answer -> !answer.records().isEmpty()).isPresent()) {
            honoured();
            findings.learn(
                    OpenPoint.globCase,
                    "SIGNIFICANT",
                    "no lead came for the project's name in another case, some for *");
        } else if (usualCase.filter(Answer::isOk).isPresent()) {
            ignored();
            findings.cannotTell(OpenPoint.globCase, "the bound with Z hid the lead that was asked for");
        }
    }

    /** The lead did not come: is that because of the lower bound? Without an upper one it must come. */
    private boolean boundsFit(Map<String, String> query) {
        Optional<Answer> open = tenant.askPlain("/simpleleads", from(query.get(FROM)));
        if (open.filter(answer -> !answer.records().isEmpty()).isPresent()) {
            copenhagen();
            return true;
        }
        if (open.filter(Answer::isOk).isEmpty()) {
            findings.cannotTell(OpenPoint.offsetHandling, "the request for the lead alone was not answered");
            return false;
        }
        String utc = Tenant.onTheWire(LocalDateTime.ofInstant(
                LocalDateTime.parse(query.get(FROM)).atZone(tenant.zone()).toInstant(), ZoneOffset.UTC));
        Optional<Answer> inUtc = tenant.askPlain("/simpleleads", from(utc));
        if (inUtc.filter(answer -> !answer.records().isEmpty()).isPresent()) {
            findings.learn(
                    OpenPoint.boundsZone,
                    "UTC",
                    "a known lead does not come when it is asked for from before its change in Copenhagen's time, but in"
                            + " UTC it does");
        } else {
            findings.refute(
                    OpenPoint.boundsZone,
                    "a known lead does not come when it is asked for from before its change, neither in Copenhagen's time"
                            + " nor in UTC");
        }
        findings.cannotTell(OpenPoint.offsetHandling, "bounds are read in another zone");
        findings.cannotTell(OpenPoint.globCase, "bounds are read in another zone, and hid the lead that was asked for");
        return false;
    }

    private void copenhagen() {
        findings.learn(
                OpenPoint.boundsZone,
                "Europe/Copenhagen",
                "a known lead came when it was asked for from before its change in Copenhagen's time");
    }

    private static Map<String, String> from(String bound) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put(FROM, bound);
        query.put("AllClosedStatuses", "true");
        query.put("AllOpenStatuses", "true");
        query.put("Projects", "*");
        return query;
    }

    private boolean isRefused(Answer answer) {
        if (answer.status() == BAD_REQUEST) {
            findings.learn(OpenPoint.offsetHandling, "REFUSED", "a bound with Z was answered with 400");
            return true;
        }
        return false;
    }

    private void honoured() {
        findings.learn(OpenPoint.offsetHandling, "HONOURED", "a known lead came for a bound just after it in UTC");
    }

    private void ignored() {
        findings.learn(
                OpenPoint.offsetHandling, "IGNORED", "a known lead did not come for a bound just after it in UTC");
    }

    private void caseIgnored() {
        findings.learn(OpenPoint.globCase, "IGNORED", "leads came for the project's name in another case");
    }

    private Map<String, String> query(LocalDateTime modified) {
        ZoneId zone = tenant.zone();
        Instant after = modified.plusSeconds(AFTER_SECONDS).atZone(zone).toInstant();
        Map<String, String> query = new LinkedHashMap<>();
        query.put(FROM, Tenant.onTheWire(modified.minusMinutes(30)));
        query.put("ModifiedTo", Tenant.onTheWire(LocalDateTime.ofInstant(after, ZoneOffset.UTC)) + "Z");
        query.put("AllClosedStatuses", "true");
        query.put("AllOpenStatuses", "true");
        return query;
    }

    private static Map<String, String> with(Map<String, String> query, String projects) {
        Map<String, String> all = new LinkedHashMap<>(query);
        all.put("Projects", projects);
        return all;
    }

    /** The account's patterns with upper and lower case exchanged; empty when one would match without regard to that. */
    private static Optional<String> otherCase(List<String> patterns) {
        boolean usable = !patterns.isEmpty()
                && patterns.stream()
                        .allMatch(pattern -> !exchanged(pattern).equals(pattern) && pattern.indexOf(',') < 0);
        return usable
                ? Optional.of(String.join(
                        ",", patterns.stream().map(FilterProbe::exchanged).toList()))
                : Optional.empty();
    }

    private static String exchanged(String text) {
        StringBuilder exchanged = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isUpperCase(c) ? Character.toLowerCase(c) : Character.toUpperCase(c))
                .forEach(exchanged::appendCodePoint);
        return exchanged.toString();
    }
}
