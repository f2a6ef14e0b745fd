package io.github.camelherobase.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.github.camelherobase.HerobaseConstants;

/**
 * A few leads of the last day, and what the server makes of a campaign that does not exist and of no status at all. When
 * leads come for both, one request has settled both.
 */
final class LeadsProbe {

    static final String SERVICE = "GET /simpleleads";

    private static final String RAW = "herobase:simpleLeads?outputType=raw";
    private static final String NO_STATUS = "&allClosedStatuses=false&allOpenStatuses=false";
    private static final String NO_SUCH_CAMPAIGN = "&campaigns=camel-herobase-check-no-such-campaign";
    private static final Duration DAY = Duration.ofDays(1);
    /** Zones are a quarter of an hour apart at least. */
    private static final Duration AGREES = Duration.ofMinutes(7);

    private static final Duration MONTH = Duration.ofDays(30);
    private static final String STAMP_MEMBERS = "uploadTime firstProcessedTime lastModifiedTime";
    private static final int BAD_REQUEST = 400;

    private final Tenant tenant;
    private final Findings findings;

    LeadsProbe(Tenant tenant, Findings findings) {
        this.tenant = tenant;
        this.findings = findings;
    }

    LeadSample ask() {
        LeadSample sample = sample();
        stamps(sample.leads());
        stampZone(sample.leads());
        enumForm(sample.leads());
        return sample;
    }

    private LeadSample sample() {
        Instant yesterday = tenant.now().minus(DAY);
        Optional<Answer> first = leads(NO_STATUS + NO_SUCH_CAMPAIGN, yesterday);
        List<JsonNode> found = first.map(Answer::records).orElse(List.of());
        if (!found.isEmpty()) {
            statusesMeanAll();
            campaignsIgnored();
            return new LeadSample(found);
        }
        int status = first.map(Answer::status).orElse(0);
        if (status == BAD_REQUEST) {
            return withoutStatusRefused(yesterday);
        }
        return status == Answer.OK ? nothingFound() : denied(status);
    }

    /** The request lacked statuses and named an unknown campaign: which of the two was refused? */
    private LeadSample withoutStatusRefused(Instant yesterday) {
        Optional<Answer> second = leads(NO_SUCH_CAMPAIGN, yesterday);
        if (second.map(Answer::status).orElse(0) == BAD_REQUEST) {
            findings.refute(OpenPoint.campaignsFilter, "a campaign that does not exist was answered with 400");
            return new LeadSample(leads("", yesterday).map(Answer::records).orElse(List.of()));
        }
        findings.learn(OpenPoint.noStatusSelection, "REFUSED", "400 without any status, another answer with all");
        List<JsonNode> found = second.map(Answer::records).orElse(List.of());
        if (!found.isEmpty()) {
            campaignsIgnored();
            return new LeadSample(found);
        }
        LeadSample sample = new LeadSample(
                leads("", tenant.now().minus(MONTH)).map(Answer::records).orElse(List.of()));
        if (sample.leads().stream().anyMatch(lead -> isSince(lead, yesterday))) {
            campaignsHonoured();
        }
        return sample;
    }

    /** Were there no leads, or did one of the two filters keep them? */
    private LeadSample nothingFound() {
        LeadSample sample = new LeadSample(
                leads("", tenant.now().minus(MONTH)).map(Answer::records).orElse(List.of()));
        Optional<Instant> from = sample.chosen().map(this::modified);
        if (from.isEmpty()) {
            String why = "no lead was changed in the last 30 days, so no filter shows what it does";
            findings.cannotTell(OpenPoint.noStatusSelection, why);
            findings.cannotTell(OpenPoint.campaignsFilter, why);
            return sample;
        }
        boolean wasInFirst = sample.leads().stream()
                .anyMatch(lead -> isSince(lead, tenant.now().minus(DAY)));
        Optional<Answer> third = leads(wasInFirst ? NO_STATUS : NO_STATUS + NO_SUCH_CAMPAIGN, from.get());
        boolean isFound = third.filter(answer -> !answer.records().isEmpty()).isPresent();
        if (isFound) {
            statusesMeanAll();
            if (wasInFirst) {
                campaignsHonoured();
            } else {
                campaignsIgnored();
            }
        } else if (wasInFirst && third.filter(Answer::isOk).isPresent()) {
            findings.refute(OpenPoint.noStatusSelection, "without any status no lead came, with all of them some");
        }
        return sample;
    }

    private LeadSample denied(int status) {
        String why = SERVICE + " answered " + status;
        for (OpenPoint point : List.of(
                OpenPoint.noStatusSelection,
                OpenPoint.campaignsFilter,
                OpenPoint.offsetHandling,
                OpenPoint.globCase,
                OpenPoint.stampPrecision)) {
            findings.cannotTell(point, why);
        }
        return LeadSample.NONE;
    }

    private Optional<Answer> leads(String options, Instant from) {
        return tenant.ask(SERVICE, RAW + options, Map.of(HerobaseConstants.MODIFIED_FROM, from));
    }

    private void statusesMeanAll() {
        findings.learn(OpenPoint.noStatusSelection, "ALL", "leads came without any status");
    }

    private void campaignsIgnored() {
        findings.learn(
                OpenPoint.campaignsFilter, "IGNORED", "leads came although the campaign asked for does not exist");
    }

    private void campaignsHonoured() {
        findings.learn(
                OpenPoint.campaignsFilter,
                "HONOURED",
                "no lead came for a campaign that does not exist, some without it");
    }

    private boolean isSince(JsonNode lead, Instant from) {
        return LeadSample.time(lead, "lastModifiedTime").isPresent()
                && !modified(lead).isBefore(from);
    }

    private Instant modified(JsonNode lead) {
        return LeadSample.time(lead, "lastModifiedTime")
                .orElseThrow()
                .atZone(tenant.zone())
                .toInstant();
    }

    private void stampZone(List<JsonNode> leads) {
        boolean agrees = leads.stream()
                .filter(lead -> LeadSample.time(lead, "lastModifiedTime").isPresent())
                .anyMatch(lead ->
                        Duration.between(modified(lead), tenant.now()).abs().compareTo(AGREES) <= 0);
        if (agrees) {
            findings.learn(
                    OpenPoint.stampZone, "Europe/Copenhagen", "a lead's last change is of now by Copenhagen's time");
        } else {
            findings.cannotTell(
                    OpenPoint.stampZone,
                    "no lead among those seen was changed just now; run the check again while agents work");
        }
    }

    private void enumForm(List<JsonNode> leads) {
        if (leads.isEmpty()) {
            findings.cannotTell(OpenPoint.enumForm, "no lead was seen");
        } else if (leads.stream().anyMatch(lead -> lead.path("status").isNumber())) {
            findings.learn(OpenPoint.enumForm, "NUMBERS", "a lead's status is a number");
        } else {
            findings.learn(OpenPoint.enumForm, "NAMES", "the statuses of leads are names");
        }
    }

    private void stamps(List<JsonNode> leads) {
        int seen = 0;
        int fine = 0;
        for (JsonNode lead : leads) {
            for (String member : STAMP_MEMBERS.split(" ")) {
                String text = lead.path(member).asText("");
                if (!text.isEmpty()) {
                    seen++;
                    fine += text.matches(".*\\.\\d*[1-9]\\d*.*") ? 1 : 0;
                }
            }
        }
        if (fine > 0) {
            findings.learn(OpenPoint.stampPrecision, "TICKS", fine + " of " + seen + " stamps have parts of a second");
        } else if (seen > 0) {
            findings.learn(OpenPoint.stampPrecision, "SECONDS", seen + " stamps, all of whole seconds");
        } else {
            findings.cannotTell(OpenPoint.stampPrecision, "no lead with a time stamp was seen");
        }
    }
}
