package io.github.camelherobase.check;

import java.time.Duration;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.github.camelherobase.HerobaseConstants;

/**
 * The calls around one that must have been: somebody processed a known lead. They are asked for under the unit above his,
 * with an {@code EndTime} so early that it would leave none; one answer with calls settles both questions.
 */
final class CallsProbe {

    private static final String UNITS = "GET /organizationalunits";
    private static final String CALLS = "GET /calls";
    private static final Duration BEFORE = Duration.ofHours(1);
    /** A period without an end must stay short, as EndTime may be ignored. */
    private static final Duration NOT_OLDER_THAN = Duration.ofDays(2);

    /** A unit, the one above it, and who works in it. */
    private record Unit(String orgCode, String above, Set<String> users) {}

    private final Tenant tenant;
    private final Findings findings;

    CallsProbe(Tenant tenant, Findings findings) {
        this.tenant = tenant;
        this.findings = findings;
    }

    void ask(LeadSample sample) {
        Optional<Answer> units = tenant.askList(UNITS, "herobase:orgUnits?outputType=raw&include=parent,users");
        if (units.filter(Answer::isOk).isEmpty()) {
            cannotTell(UNITS + " answered " + units.map(Answer::status).orElse(0) + ", so no org code is known");
            return;
        }
        Optional<JsonNode> lead = sample.chosen();
        Optional<Unit> unit =
                unit(units.get().records(), lead.map(LeadSample::processor).orElse(""));
        if (unit.isEmpty()) {
            cannotTell(UNITS + " shows no unit with users below another one");
            return;
        }
        LocalDateTime now = LocalDateTime.ofInstant(tenant.now(), tenant.zone());
        LocalDateTime start = lead.flatMap(LeadSample::processed)
                .filter(processed -> processed.isAfter(now.minus(NOT_OLDER_THAN)))
                .orElse(now)
                .minus(BEFORE);
        askAbove(unit.get(), start);
    }

    private void askAbove(Unit unit, LocalDateTime start) {
        Optional<Answer> above = callsWithEndTime(unit.above(), start);
        if (above.filter(Answer::isOk).isEmpty()) {
            cannotTell(CALLS + " answered " + above.map(Answer::status).orElse(0));
            return;
        }
        List<JsonNode> calls = above.get().records();
        endTime(calls, start);
        if (isOf(unit, calls)) {
            withUnitsBelow();
            return;
        }
        Optional<Answer> alone = callsWithEndTime(unit.orgCode(), start);
        List<JsonNode> own = alone.map(Answer::records).orElse(List.of());
        endTime(own, start);
        if (!own.isEmpty() && isWhole(above.get())) {
            findings.learn(
                    OpenPoint.unitScope, "UNIT_ALONE", "calls came for a unit, but none of them for the unit above it");
        } else if (own.isEmpty() && calls.isEmpty()) {
            askWithTimeSpan(unit, start);
        } else {
            cannotTell("the calls that came were not enough to tell");
        }
    }

    /** Nothing came with EndTime: does something come without it? */
    private void askWithTimeSpan(Unit unit, LocalDateTime start) {
        Optional<Answer> answer = tenant.ask(
                CALLS,
                "herobase:calls?include=user",
                Map.of(
                        HerobaseConstants.ORG_CODES, List.of(unit.above()),
                        HerobaseConstants.START_TIME,
                                start.atZone(tenant.zone()).toInstant(),
                        HerobaseConstants.TIME_SPAN, BEFORE.multipliedBy(2).toString()));
        List<JsonNode> calls = answer.map(Answer::records).orElse(List.of());
        if (calls.isEmpty()) {
            cannotTell("no call came in the two hours asked for");
            return;
        }
        findings.learn(
                OpenPoint.endTimeParameter, "HONOURED", "no call came with an early EndTime, some with TimeSpan");
        if (isOf(unit, calls)) {
            withUnitsBelow();
        } else {
            cannotTell("no call of the unit below was among those that came");
        }
    }

    private Optional<Answer> callsWithEndTime(String orgCode, LocalDateTime start) {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("OrgCode", orgCode);
        query.put("StartTime", Tenant.onTheWire(start));
        query.put("EndTime", Tenant.onTheWire(start.plusSeconds(1)));
        query.put("Include", "user");
        return tenant.askPlain("/calls", query);
    }

    private void endTime(List<JsonNode> calls, LocalDateTime start) {
        LocalDateTime end = start.plusSeconds(1);
        if (calls.stream()
                .anyMatch(call ->
                        LeadSample.time(call, "startTime").filter(end::isBefore).isPresent())) {
            findings.learn(
                    OpenPoint.endTimeParameter, "IGNORED", "calls came that started after the EndTime asked for");
        }
    }

    private void withUnitsBelow() {
        findings.learn(
                OpenPoint.unitScope,
                "WITH_UNITS_BELOW",
                "a call of somebody who works in the unit below came for the unit above");
    }

    private static boolean isOf(Unit unit, List<JsonNode> calls) {
        return calls.stream().anyMatch(call -> unit.users().contains(orgCode(call.path("user"))));
    }

    private static boolean isWhole(Answer answer) {
        return !JsonBeginning.tree(answer.body()).isMissingNode();
    }

    /** The unit of this user; when he is in none, or nobody, any one with a unit above and users. */
    private static Optional<Unit> unit(List<JsonNode> units, String user) {
        List<Unit> usable = units.stream()
                .map(CallsProbe::unit)
                .filter(unit -> !unit.above().isEmpty() && !unit.users().isEmpty())
                .toList();
        return usable.stream()
                .filter(unit -> unit.users().contains(user))
                .findFirst()
                .or(() -> usable.stream().findFirst());
    }

    private static Unit unit(JsonNode unit) {
        Set<String> users = new HashSet<>();
        unit.path("users").forEach(user -> users.add(orgCode(user)));
        return new Unit(orgCode(unit), orgCode(unit.path("parent")), users);
    }

    private static String orgCode(JsonNode holder) {
        return holder.path("orgCode").asText("");
    }

    private void cannotTell(String why) {
        findings.cannotTell(OpenPoint.unitScope, why);
        findings.cannotTell(OpenPoint.endTimeParameter, why);
    }
}
