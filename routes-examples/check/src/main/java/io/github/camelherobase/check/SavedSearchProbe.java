package io.github.camelherobase.check;

import java.time.LocalDateTime;
import java.util.Map;
import java.util.Optional;

import io.github.camelherobase.HerobaseConstants;

/** Asks for a saved search that is not there, and for anything rather than for JSON. */
final class SavedSearchProbe {

    private static final String NO_SUCH_SEARCH = "camel-herobase-check-no-such-search";

    private final Tenant tenant;
    private final Findings findings;

    SavedSearchProbe(Tenant tenant, Findings findings) {
        this.tenant = tenant;
        this.findings = findings;
    }

    void ask() {
        LocalDateTime now = LocalDateTime.ofInstant(tenant.now(), tenant.zone());
        Optional<Answer> anything = tenant.askForAnything(
                "/leads", Map.of("searchName", NO_SUCH_SEARCH, "modifiedFrom", Tenant.onTheWire(now)));
        if (anything.isEmpty()) {
            findings.cannotTell(OpenPoint.anyAccept, "no request was left for it");
            findings.cannotTell(OpenPoint.unknownSearch, "no request was left for it");
            return;
        }
        switch (anything.get().status()) {
            case 0, 403, 429 -> cannotTell(anything.get());
            case 406 -> {
                findings.learn(OpenPoint.anyAccept, "REFUSED", "406 for Accept: */*");
                askForJson();
            }
            default -> {
                findings.learn(
                        OpenPoint.anyAccept,
                        "JSON",
                        "Accept: */* was answered with " + anything.get().status() + ", not with 406");
                judge(anything.get());
            }
        }
    }

    private void askForJson() {
        Optional<Answer> answer = tenant.ask(
                "GET /leads",
                "herobase:savedSearch?outputType=raw&searchName=" + NO_SUCH_SEARCH,
                Map.of(HerobaseConstants.MODIFIED_FROM, tenant.now()));
        if (answer.isEmpty()) {
            findings.cannotTell(OpenPoint.unknownSearch, "no request was left for it");
        } else {
            judge(answer.get());
        }
    }

    private void judge(Answer answer) {
        String seen = "a search that does not exist was answered with " + answer.status();
        switch (answer.status()) {
            case 500 -> findings.learn(OpenPoint.unknownSearch, "FAILED", seen);
            case 404 -> findings.learn(OpenPoint.unknownSearch, "NOT_FOUND", seen);
            case Answer.OK -> {
                if (answer.records().isEmpty()) {
                    findings.learn(OpenPoint.unknownSearch, "EMPTY", seen + " and no lead");
                } else {
                    findings.refute(OpenPoint.unknownSearch, seen + " and leads");
                }
            }
            case 0, 403, 429 -> cannotTell(answer);
            default -> findings.refute(OpenPoint.unknownSearch, seen);
        }
    }

    private void cannotTell(Answer answer) {
        String why = "GET /leads answered " + answer.status();
        findings.cannotTell(OpenPoint.anyAccept, why);
        findings.cannotTell(OpenPoint.unknownSearch, why);
    }
}
