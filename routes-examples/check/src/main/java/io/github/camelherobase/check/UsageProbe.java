package io.github.camelherobase.check;

import java.util.Map;
import java.util.Set;

/** What may be asked, and what was. */
final class UsageProbe {

    private final Tenant tenant;
    private final Findings findings;

    UsageProbe(Tenant tenant, Findings findings) {
        this.tenant = tenant;
        this.findings = findings;
    }

    Usage limits() {
        Usage limits = ask("GET /myaccount/request/limits", "herobase:requestLimits", "limit");
        serviceKeys(limits.numbers().keySet());
        return limits;
    }

    Usage counts() {
        return ask("GET /myaccount/request/counts", "herobase:requestCounts", "count");
    }

    private Usage ask(String service, String uri, String member) {
        return tenant.ask(service, uri, Map.of())
                .filter(Answer::isOk)
                .map(answer -> Usage.of(JsonBeginning.tree(answer.body()), member))
                .map(this::shape)
                .orElse(Usage.NONE);
    }

    private Usage shape(Usage usage) {
        switch (usage.shape()) {
            case "LIST" -> findings.learn(OpenPoint.usageShape, "LIST", "a list with a service in each object");
            case "MAP" -> findings.learn(OpenPoint.usageShape, "MAP", "an object with a number for each service");
            default -> findings.refute(OpenPoint.usageShape, "neither a list of services nor a number for each");
        }
        return usage;
    }

    private void serviceKeys(Set<String> names) {
        if (names.isEmpty() || names.stream().noneMatch(name -> name.contains("/"))) {
            findings.cannotTell(OpenPoint.serviceKeys, "the limits name no service by its path");
        } else if (names.stream().allMatch(name -> name.startsWith("/"))) {
            findings.learn(OpenPoint.serviceKeys, "PER_PATH", "the limits name paths without a method");
        } else if (names.stream().anyMatch(name -> name.endsWith("/csv"))) {
            findings.learn(OpenPoint.serviceKeys, "PER_ROUTE", "the limits name /csv services apart");
        } else {
            findings.learn(OpenPoint.serviceKeys, "CSV_SHARED", "the limits name methods and paths, but no /csv");
        }
    }
}
