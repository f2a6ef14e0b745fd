package io.github.camelherobase.imports;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.client.HerobaseRequest.Departure;
import io.github.camelherobase.quota.RateLimit;

/** Sends no lead: says of each whether its fields are those of its campaign's lead definition, where that can be read. */
final class DryRunSender implements LeadSender {

    private static final Logger LOG = LoggerFactory.getLogger(DryRunSender.class);

    private final LeadDefinitions definitions;
    private final AtomicReference<CompletionStage<Map<String, LeadFields>>> fields = new AtomicReference<>();

    DryRunSender(LeadDefinitions definitions) {
        this.definitions = definitions;
    }

    @Override
    public CompletionStage<LeadOutcome> send(LeadRequest request, Departure departure) {
        return fields().thenApply(byCampaign -> check(request, byCampaign));
    }

    /** Read once in the life of the endpoint: lead definitions are "very long lived" (vendor's page). */
    private CompletionStage<Map<String, LeadFields>> fields() {
        return fields.updateAndGet(known -> known != null
                ? known
                : definitions.byCampaign().exceptionally(failure -> {
                    LOG.warn(
                            "The lead definitions cannot be read, so the dry run does not check the names of fields: {}",
                            failure.getMessage());
                    return Map.of();
                }));
    }

    private static LeadOutcome check(LeadRequest request, Map<String, LeadFields> byCampaign) {
        LeadFields known = byCampaign.get(request.campaignCode());
        List<String> problems = known == null ? List.of() : known.problems(request);
        if (problems.isEmpty()) {
            return new LeadOutcome.Accepted(LeadImportResult.checked(request.lead()), RateLimit.UNKNOWN, true);
        }
        return new LeadOutcome.Rejected(
                request.lead(),
                new HerobaseLeadRejectedException(
                        "The lead would probably be rejected: " + String.join("; ", problems),
                        PostLead.SERVICE,
                        0,
                        null),
                true);
    }
}
