package io.github.camelherobase.check;

import java.util.Optional;

/** Asks all questions, those that tell most first, so that the last ones fall out when others need a second request. */
final class Check {

    private Check() {}

    /** @throws CheckFailedException when the account cannot be asked at all */
    static Report of(Tenant tenant) {
        Findings findings = new Findings();
        Rights rights = AccountProbe.ask(tenant);
        UsageProbe usage = new UsageProbe(tenant, findings);
        Usage limits = usage.limits();
        Usage counts = usage.counts();
        LeadSample sample = new LeadsProbe(tenant, findings).ask();
        Optional<Answer> naive = new FilterProbe(tenant, findings).ask(sample, rights);
        new RawLeadsProbe(tenant, findings).ask(sample);
        new CallsProbe(tenant, findings).ask(sample);
        new SavedSearchProbe(tenant, findings).ask();
        OrgUnitsAliasProbe.ask(tenant, findings);
        new CostProbe(findings).judge(naive, counts, tenant.answers());
        new Observations(tenant.answers(), findings).tell();
        ServiceStates services = new ServiceStates(rights, tenant.answers());
        return new Report(
                tenant.answers().size(),
                rights,
                limits,
                counts,
                services,
                findings.all(),
                Proposals.of(findings, services));
    }
}
