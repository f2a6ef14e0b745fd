package io.github.camelherobase.check;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.github.camelherobase.HerobaseConstants;

/** The CSV of a known lead. */
final class RawLeadsProbe {

    private static final List<OpenPoint> POINTS = List.of(
            OpenPoint.csvDelimiter,
            OpenPoint.csvCharset,
            OpenPoint.csvHeaderRow,
            OpenPoint.csvByteOrderMark,
            OpenPoint.rawLeadRows);
    private static final String SERVICE = "GET /rawleads/csv";

    private final Tenant tenant;
    private final Findings findings;

    RawLeadsProbe(Tenant tenant, Findings findings) {
        this.tenant = tenant;
        this.findings = findings;
    }

    void ask(LeadSample sample) {
        Optional<JsonNode> lead = sample.chosen();
        LocalDateTime modified = lead.flatMap(known -> LeadSample.time(known, "lastModifiedTime"))
                .orElse(LocalDateTime.ofInstant(tenant.now(), tenant.zone()));
        Optional<Answer> answer = tenant.ask(
                SERVICE,
                "herobase:rawLeads?outputType=raw",
                Map.of(
                        HerobaseConstants.MODIFIED_FROM, instant(modified),
                        HerobaseConstants.MODIFIED_TO, instant(modified.plusSeconds(1))));
        if (answer.filter(Answer::isOk).isEmpty()) {
            String why = answer.map(other -> SERVICE + " answered " + other.status())
                    .orElse("no request was left for " + SERVICE);
            POINTS.forEach(point -> findings.cannotTell(point, why));
            return;
        }
        new CsvReading(answer.get().body(), lead.map(known -> known.path("uniqueId")
                        .asText()))
                .tell(findings);
    }

    private Instant instant(LocalDateTime local) {
        ZoneId zone = tenant.zone();
        return local.atZone(zone).toInstant();
    }
}
