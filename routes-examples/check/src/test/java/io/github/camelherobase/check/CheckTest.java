package io.github.camelherobase.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.TenantReport;
import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.account.Verb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class CheckTest {

    /** Points of HeroBase for which the simulator needs no switch. */
    private static final Set<OpenPoint> WITHOUT_SWITCH = Set.of(OpenPoint.orgUnitsAlias, OpenPoint.leadPoolField);

    @TempDir
    Path directory;

    @Test
    void everySwitchIsAnOpenPoint() {
        assertThatThrownBy(() -> Switches.set(HerobaseSimulator.builder(), "?", ""))
                .satisfies(unknown -> assertThat(unknown.getMessage()
                                .substring(unknown.getMessage().indexOf("are") + 4)
                                .split(", "))
                        .containsExactlyInAnyOrderElementsOf(Arrays.stream(OpenPoint.values())
                                .filter(point -> !WITHOUT_SWITCH.contains(point))
                                .map(Enum::name)
                                .toList()));
    }

    @Test
    void aTenantAsAssumedRefutesNothing() {
        try (CheckedSite site = CheckedSite.open(Map.of())) {
            Report report = checked(site, Map.of());
            assertThat(report.findings())
                    .filteredOn(finding -> finding.verdict() == Verdict.CONFIRMED)
                    .hasSizeGreaterThanOrEqualTo(19);
            assertThat(report.requests()).isEqualTo(Tenant.REQUESTS);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "anyAccept=REFUSED",
                "boundsZone=UTC",
                "campaignsFilter=HONOURED",
                "enumForm=NUMBERS",
                "csvByteOrderMark=true",
                "csvCharset=ISO-8859-1",
                "csvCharset=UTF-16",
                "csvDelimiter=;",
                "csvDelimiter=|",
                "csvHeaderRow=false",
                "dateHeaderPresence=ABSENT",
                "dateHeaderSkew=PT30S",
                "dateHeaderSkew=PT-7M",
                "endTimeParameter=HONOURED",
                "globCase=SIGNIFICANT",
                "minuteAnchor=CLOCK",
                "noStatusSelection=REFUSED",
                "offsetHandling=IGNORED",
                "offsetHandling=REFUSED",
                "rawLeadRows=PROPERTIES_AND_DATA",
                "serviceKeys=CSV_SHARED",
                "serviceKeys=PER_PATH",
                "stampPrecision=TICKS",
                "unitScope=UNIT_ALONE",
                "unknownSearch=EMPTY",
                "unknownSearch=NOT_FOUND",
                "usageShape=MAP"
            })
    void aFlippedSwitchIsReportedAsItIsAndTheReportFlipsItToo(String name, String value) throws IOException {
        Map<String, String> flipped = Map.of(name, value);
        try (CheckedSite site = CheckedSite.open(flipped)) {
            Report report = checked(site, flipped);
            Finding finding = report.finding(OpenPoint.valueOf(name));
            assertThat(finding.value()).isEqualTo(value);
            assertThat(finding.verdict()).isEqualTo(Verdict.REFUTED);
            assertThat(copyOf(report).findings()).isEqualTo(report.findings());
        }
    }

    /** What is found in a simulator that loaded the report. */
    private Report copyOf(Report report) throws IOException {
        Path file = directory.resolve("copy.json");
        ReportFile.write(report, file);
        TenantReport loaded = TenantReport.read(file);
        try (CheckedSite copy =
                CheckedSite.open(CheckedSite.AFTERNOON, loaded.applyTo(CheckedSite.account()), loaded::applyTo)) {
            return copy.check();
        }
    }

    /** They show only where an answer is refused, which the check provokes by its Accept header alone. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {"errorPages=EMPTY", "errorPages=HTML", "earlyRefusals=COUNTED", "earlyRefusals=UNCOUNTED"})
    void refusalsShowHowTheyAreMade(String name, String value) {
        Map<String, String> flipped = Map.of("anyAccept", "REFUSED", name, value);
        try (CheckedSite site = CheckedSite.open(flipped)) {
            assertThat(checked(site, flipped).finding(OpenPoint.valueOf(name)).value())
                    .isEqualTo(value);
        }
        Map<String, String> unseen = Map.of(name, value);
        try (CheckedSite site = CheckedSite.open(unseen)) {
            assertThat(checked(site, unseen).finding(OpenPoint.valueOf(name)).verdict())
                    .isEqualTo(Verdict.UNKNOWN);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            value = {
                "autoPoolZone=+01:00",
                "boundsRounding=MINUTES",
                "commitDelay=PT1S",
                "dateHeaderTime=FROZEN",
                "entryAccess=PARTNER",
                "failLeadsAbove=P100D",
                "limitParameter=TRUNCATES",
                "longPeriodEffect=RESET",
                "refusalStatus=MISPRINTED",
                "counterScope=CUSTOMER",
                "failCallsAbove=P1D",
                "importResultDetail=DETAILED",
                "refusedRequests=CHARGED",
                "rejectDuplicatesOf=Phone",
                "retryAfter=PRESENT"
            })
    void whatReadingCannotTellIsUnknown(String name, String value) {
        Map<String, String> flipped = Map.of(name, value);
        try (CheckedSite site = CheckedSite.open(flipped)) {
            Finding finding = checked(site, flipped).finding(OpenPoint.valueOf(name));
            assertThat(finding.verdict()).isEqualTo(Verdict.UNKNOWN);
            assertThat(finding.seen()).isNotBlank();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRESENT", "ABSENT"})
    void aRefusalForTheQuotaShowsRetryAfter(String presence) {
        try (CheckedSite site = CheckedSite.open(
                CheckedSite.AFTERNOON,
                CheckedSite.account().dailyLimit("GET /simpleleads", 1),
                builder -> Switches.set(builder, "retryAfter", presence))) {
            assertThat(checked(site, Map.of("retryAfter", presence))
                            .finding(OpenPoint.retryAfter)
                            .value())
                    .isEqualTo(presence);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4", "1"})
    void aNaiveRequestAtNightShowsItsCost(String units) {
        try (CheckedSite site = CheckedSite.open(
                CheckedSite.NIGHT, CheckedSite.account(), builder -> Switches.set(builder, "outsideUnits", units))) {
            assertThat(checked(site, Map.of("outsideUnits", units))
                            .finding(OpenPoint.outsideUnits)
                            .value())
                    .isEqualTo(units);
        }
    }

    @Test
    void anotherZoneOfProductionHoursIsRefutedByTheCost() {
        try (CheckedSite site = CheckedSite.open(Map.of("productionZone", "Asia/Tokyo"))) {
            Report report = checked(site, Map.of());
            assertThat(report.finding(OpenPoint.productionZone).verdict()).isEqualTo(Verdict.REFUTED);
        }
        try (CheckedSite site = CheckedSite.open(Map.of())) {
            assertThat(checked(site, Map.of()).finding(OpenPoint.productionZone).verdict())
                    .isEqualTo(Verdict.UNKNOWN);
        }
    }

    @Test
    void boundsReadAsUtcAreNamedWithTheRemedyThatHelps() {
        Map<String, String> flipped = Map.of("boundsZone", "UTC");
        try (CheckedSite site = CheckedSite.open(flipped)) {
            assertThat(checked(site, flipped).proposals())
                    .anyMatch(proposal -> proposal.startsWith("boundsTimeZone=UTC"))
                    .noneMatch(proposal -> proposal.startsWith("set timeZone"));
        }
    }

    @Test
    void withEverythingOtherwiseNothingWrongIsSaid() {
        Map<String, String> flipped = new HashMap<>();
        flipped.put("anyAccept", "REFUSED");
        flipped.put("campaignsFilter", "HONOURED");
        flipped.put("csvDelimiter", ";");
        flipped.put("endTimeParameter", "HONOURED");
        flipped.put("globCase", "SIGNIFICANT");
        flipped.put("noStatusSelection", "REFUSED");
        flipped.put("offsetHandling", "IGNORED");
        flipped.put("unitScope", "UNIT_ALONE");
        flipped.put("unknownSearch", "EMPTY");
        try (CheckedSite site = CheckedSite.open(flipped)) {
            Report report = checked(site, flipped);
            assertThat(report.finding(OpenPoint.campaignsFilter).value()).isEqualTo("HONOURED");
            assertThat(report.finding(OpenPoint.noStatusSelection).value()).isEqualTo("REFUSED");
        }
    }

    @Test
    void aHerobaseWithoutLeadsIsSaidToBeOne() {
        try (CheckedSite site = CheckedSite.openEmpty(CheckedSite.AFTERNOON, CheckedSite.account(), builder -> {})) {
            Report report = checked(site, Map.of());
            assertThat(report.finding(OpenPoint.campaignsFilter).seen()).contains("no lead was changed");
            assertThat(report.finding(OpenPoint.offsetHandling).verdict()).isEqualTo(Verdict.UNKNOWN);
        }
    }

    @Test
    void leadsOfLastWeekServeToo() {
        try (CheckedSite site = CheckedSite.open(Map.of())) {
            site.later(Duration.ofDays(7));
            Report report = checked(site, Map.of());
            assertThat(report.finding(OpenPoint.campaignsFilter).value()).isEqualTo("IGNORED");
            assertThat(report.finding(OpenPoint.noStatusSelection).value()).isEqualTo("ALL");
            assertThat(report.finding(OpenPoint.offsetHandling).value()).isEqualTo("HONOURED");
        }
    }

    @Test
    void whatIsForbiddenIsSaidInPlainWords() {
        try (CheckedSite site = CheckedSite.open(
                CheckedSite.AFTERNOON,
                CheckedSite.account().resourceRights(Resource.CALLS).resourceRights(Resource.CAMPAIGNS),
                builder -> builder.openPoints(points -> points.neededVerb("GET /rawleads/csv", Verb.DELETE)))) {
            ServiceStates services = checked(site, Map.of()).services();
            assertThat(services.line(Operation.calls)).startsWith("403").contains("Calls/GET");
            assertThat(services.line(Operation.rawLeads)).startsWith("403").contains("another verb's right");
            assertThat(services.line(Operation.campaigns)).contains("probably missing", "only a 403 proves it");
            assertThat(services.line(Operation.importLeads)).contains("Leads/POST is there");
            assertThat(services.line(Operation.simpleLeads)).isEqualTo("answers (200)");
        }
    }

    @Test
    void littleIsReadOfALargeExport() {
        try (CheckedSite site = CheckedSite.openEmpty(
                CheckedSite.AFTERNOON, CheckedSite.account(), builder -> builder.generatedLeads(1_000_000))) {
            checked(site, Map.of());
            await().until(() -> site.simulator().books().inFlight() == 0);
            // A lead takes some 950 bytes; what is sent beyond what was read lies in the buffers of the connection.
            assertThat(site.simulator().books().answers())
                    .filteredOn(answer -> answer.bodyBytes() > 64 * 1024)
                    .isNotEmpty()
                    .allMatch(answer -> answer.bodyBytes() < 8_000_000 && !answer.complete());
        }
    }

    @Test
    void aWrongPasswordEndsTheCheckAtOnce() {
        try (CheckedSite site = CheckedSite.open(Map.of())) {
            assertThatThrownBy(() -> site.check("wrong"))
                    .isInstanceOf(CheckFailedException.class)
                    .hasMessageContaining("HEROBASE_PASSWORD")
                    .hasMessageNotContaining("birgit");
            assertThat(site.simulator().books().received()).isEqualTo(1);
        }
    }

    @Test
    void theReportMakesAnotherSimulatorTheSameTenant() throws IOException {
        Map<String, String> tenant = Map.of(
                "campaignsFilter", "HONOURED", "csvDelimiter", ";", "usageShape", "MAP", "offsetHandling", "REFUSED");
        try (CheckedSite site = CheckedSite.open(
                CheckedSite.AFTERNOON,
                CheckedSite.account().resourceRights(Resource.CALLS).dailyLimit("GET /leads", 2980),
                builder -> tenant.forEach((name, value) -> Switches.set(builder, name, value)))) {
            Report first = checked(site, tenant);
            Report second = copyOf(first);
            assertThat(second.findings()).isEqualTo(first.findings());
            assertThat(second.rights().verbs()).isEqualTo(first.rights().verbs());
            assertThat(second.limits()).isEqualTo(first.limits());
        }
    }

    /** What holds of every check. */
    private Report checked(CheckedSite site, Map<String, String> flipped) {
        Report report = site.check();
        assertThat(site.simulator().books().received()).isLessThanOrEqualTo(10).isEqualTo(report.requests());
        assertThat(site.simulator().books().requests())
                .allMatch(request -> request.method().equals("GET"));
        saysNothingWrong(report, flipped);
        holdsNothingPersonal(report);
        return report;
    }

    private static void saysNothingWrong(Report report, Map<String, String> flipped) {
        for (Finding finding : report.findings()) {
            if (finding.value() != null && !WITHOUT_SWITCH.contains(finding.point())) {
                String name = finding.point().name();
                assertThat(finding.value())
                        .as(name)
                        .isEqualTo(flipped.getOrDefault(name, finding.point().assumed()));
            }
        }
    }

    private void holdsNothingPersonal(Report report) {
        String file;
        try {
            Path path = directory.resolve("any.json");
            ReportFile.write(report, path);
            file = Files.readString(path);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        Set<String> found = new TreeSet<>(CheckedSite.PERSONAL.stream()
                .filter(personal ->
                        file.contains(personal) || ReportText.of(report).contains(personal))
                .collect(Collectors.toSet()));
        assertThat(List.copyOf(found)).isEmpty();
    }
}
