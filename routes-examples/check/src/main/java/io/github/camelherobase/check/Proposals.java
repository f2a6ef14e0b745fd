package io.github.camelherobase.check;

import java.util.ArrayList;
import java.util.List;

/** What to set, and what to keep in mind, after what was found. */
final class Proposals {

    private Proposals() {}

    static List<String> of(Findings findings, ServiceStates services) {
        List<String> proposals = new ArrayList<>();
        when(
                findings,
                OpenPoint.campaignsFilter,
                "IGNORED",
                proposals,
                "campaigns= is not applied by the server here: herobase: consumers and producers leave out the other"
                        + " campaigns' leads themselves, except with outputType=raw");
        when(
                findings,
                OpenPoint.boundsZone,
                "UTC",
                proposals,
                "boundsTimeZone=UTC: without it exports lack the last hours, and a consumer stops with the cause bounds");
        when(
                findings,
                OpenPoint.noStatusSelection,
                "REFUSED",
                proposals,
                "do not set allClosedStatuses=false together with allOpenStatuses=false: the server wants a status");
        findings.value(OpenPoint.csvDelimiter)
                .filter(value -> !value.equals(","))
                .ifPresent(value -> proposals.add("csvDelimiter=" + (value.equals("\t") ? "\\t" : value)));
        findings.value(OpenPoint.csvCharset)
                .filter(value -> !value.equals("UTF-8"))
                .ifPresent(value -> proposals.add("csvCharset=" + value));
        when(findings, OpenPoint.csvHeaderRow, "false", proposals, "csvHeader=false for savedSearch with format=csv");
        when(
                findings,
                OpenPoint.offsetHandling,
                "IGNORED",
                proposals,
                "set timeZone to the zone of your HeroBase: herobase: sends local times, since Z is ignored");
        when(
                findings,
                OpenPoint.dateHeaderPresence,
                "ABSENT",
                proposals,
                "keep this machine's clock right (NTP), and overlap above what it may be wrong by: no Date header tells"
                        + " the server's time");
        if (findings.value(OpenPoint.dateHeaderSkew)
                .filter(value -> !value.equals("PT0S"))
                .isPresent()) {
            proposals.add("set this machine's clock (NTP); a consumer's position keeps to the server's clock anyway");
        }
        when(
                findings,
                OpenPoint.unitScope,
                "UNIT_ALONE",
                proposals,
                "orgCodes=all for calls: a unit's calls do not include those of the units below it");
        if (services.isDenied(Operation.requestCounts)) {
            proposals.add("quotaReserve=...: other programs' requests are unseen without the right to read counts");
        }
        for (Operation operation : Operation.values()) {
            if (services.isMissing(operation)) {
                proposals.add("resourcePath=... for herobase:" + operation + ": " + operation.service()
                        + " is not at its usual path");
            }
        }
        return proposals;
    }

    private static void when(
            Findings findings, OpenPoint point, String value, List<String> proposals, String proposal) {
        if (findings.value(point).filter(value::equals).isPresent()) {
            proposals.add(proposal);
        }
    }
}
