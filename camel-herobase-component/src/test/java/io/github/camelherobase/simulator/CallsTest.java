package io.github.camelherobase.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.service.EndTimeParameter;
import io.github.camelherobase.simulator.service.LongPeriods;
import io.github.camelherobase.simulator.world.CallEndCause;
import io.github.camelherobase.simulator.world.OpenCall;
import io.github.camelherobase.simulator.world.UnitScope;

import static org.assertj.core.api.Assertions.assertThat;

/** GET /calls. */
class CallsTest extends ApiTest {

    private static final String AGENT = "agent1@example.com";
    private static final String VEST = URLEncoder.encode("Salg/Vest Ærø", StandardCharsets.UTF_8);

    private OpenCall dial(String agent) {
        String lead = simulator
                .world()
                .addLead("SPRING25", Map.of("Phone", "70000001"))
                .uniqueId();
        return simulator.world().dialer().dial(lead, agent);
    }

    private List<Object> called(String query) {
        return array(get("/calls?" + query)).stream()
                .map(call -> call.get("uniqueId").toString().substring(6, 8))
                .map(Object.class::cast)
                .toList();
    }

    /** Four calls an hour apart, at 10, 11, 12 and 13 o'clock; the second in the other unit. */
    private void startWithFourCalls(HerobaseSimulator.Builder builder) {
        start(builder);
        for (String agent : List.of(AGENT, "søren@example.com", "agent2@example.com", AGENT)) {
            dial(agent).noContact(CallEndCause.NoResponse);
            clock.advance(Duration.ofHours(1));
        }
    }

    @Test
    void aCallHasTheObservedShape() {
        start();
        OpenCall call = dial(AGENT);
        clock.advance(Duration.ofSeconds(6));
        call.answer();
        clock.advance(Duration.ofSeconds(762));
        call.hangUp();
        clock.advance(Duration.ofSeconds(15));
        call.save("Sale");
        assertThat(get("/calls?OrgCode=" + AGENT + "&StartTime=2026-05-06&TimeSpan=P1D&Include=campaign,user")
                        .body())
                .isEqualTo("[{\"uniqueId\":\"50000001S3064\",\"uniqueLeadId\":\"10000001S3064\","
                        + "\"leadPhoneNumber\":\"70000001\",\"startTime\":\"2026-05-06T10:00:00.0000000\","
                        + "\"endTime\":\"2026-05-06T10:12:48.0000000\","
                        + "\"user\":{\"uniqueId\":\"USR2345S3064\",\"orgCode\":\"agent1@example.com\"},"
                        + "\"campaign\":{\"uniqueId\":\"CAMP2341S3064\",\"code\":\"SPRING25\"},"
                        + "\"orgUnits\":[{\"orgCode\":\"Sales East\",\"name\":\"Sales East\"},"
                        + "{\"orgCode\":\"Danmark\",\"name\":\"Danmark\"}],"
                        + "\"status\":\"UserProcessed\",\"leadClosure\":\"Success\","
                        + "\"endCause\":\"NormalDisconnect\",\"connected\":true,\"dialingDuration\":\"PT6S\","
                        + "\"conversationDuration\":\"PT12M42S\",\"wrapUpDuration\":\"PT15S\"}]");
    }

    @Test
    void aCallInProgressIsListedAndChangesUntilItsWrapUpIsOver() {
        start();
        OpenCall call = dial(AGENT);
        String path = "/calls?OrgCode=" + AGENT;
        assertThat(array(get(path)).get(0))
                .containsEntry("status", "NotSet")
                .containsEntry("endCause", "NotApplicable")
                .containsEntry("connected", false)
                .doesNotContainKeys("endTime", "conversationDuration", "user", "campaign");
        call.answer();
        clock.advance(Duration.ofMinutes(90));
        call.hangUp();
        assertThat(array(get(path)).get(0))
                .containsEntry("status", "NotSet")
                .containsEntry("endCause", "NormalDisconnect")
                .containsEntry("endTime", "2026-05-06T11:30:00.0000000")
                .doesNotContainKey("wrapUpDuration");
        clock.advance(Duration.ofMinutes(30));
        call.redialCommon();
        assertThat(array(get(path)).get(0))
                .containsEntry("status", "RedialManualCommon")
                .containsEntry("endTime", "2026-05-06T11:30:00.0000000")
                .containsEntry("wrapUpDuration", "PT30M");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    OrgCode=agent1@example.com                                              | 01 04
                    orgcode=Sales+East                                                      | 01 03 04
                    OrgCode=Salg%2FVest+%C3%86r%C3%B8                                       | 02
                    OrgCode=Danmark                                                         | 01 02 03 04
                    OrgCode=Sales+East,Salg%2FVest+%C3%86r%C3%B8                            | 01 02 03 04
                    OrgCode=agent1@example.com&OrgCode=s%C3%B8ren@example.com               | 01 02 04
                    OrgCodes=agent2@example.com                                             | 03
                    OrgCode=Danmark&StartTime=2026-05-06T11:00:00                           | 02 03 04
                    OrgCode=Danmark&StartTime=2026-05-06T11:00:00&TimeSpan=PT2H             | 02 03
                    OrgCode=Danmark&StartTime=2026-05-06T09:00:00Z&TimeSpan=PT2H            | 02 03
                    OrgCode=Danmark&StartTime=2026-05-06T11:00:00&TimeSpan=PT1H59M60S       | 02 03
                    OrgCode=Danmark&StartTime=2023-05-06&TimeSpan=P3Y                       | ''
                    OrgCode=Danmark&StartTime=2023-05-06&TimeSpan=P3Y1D                     | 01 02 03 04
                    OrgCode=Danmark&StartTime=2026-04-06&TimeSpan=P1MT11H                   | 01
                    OrgCode=Danmark&StartTime=2026-05-06T10:00&EndTime=2026-05-06T11:00     | 01 02 03 04
                    OrgCode=Danmark&Limit=1&skip=2                                          | 01 02 03 04
                    """)
    void callsAreSelectedByOrgCodeAndPeriod(String query, String calls) {
        startWithFourCalls(builder());
        assertThat(String.join(" ", called(query).toArray(String[]::new))).isEqualTo(calls);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "OrgCode=",
                "OrgCode=nobody@example.com",
                "OrgCode=Danmark&TimeSpan=pt2h",
                "OrgCode=Danmark&TimeSpan=0.02:00:00",
                "OrgCode=Danmark&TimeSpan=P",
                "OrgCode=Danmark&TimeSpan=P1DT",
                "OrgCode=Danmark&TimeSpan=P1W",
                "OrgCode=Danmark&StartTime=noon"
            })
    void badRequestsAre400(String query) {
        start();
        assertThat(get("/calls?" + query).statusCode()).isEqualTo(400);
    }

    @Test
    void aMissingOrgCodeIsANullArgument() {
        start();
        assertThat(get("/calls?StartTime=2026-05-06").body()).contains("ArgumentNullException", "OrgCode");
    }

    @Test
    void endTimeCanBeHonoured() {
        startWithFourCalls(builder().openPoints(points -> points.endTimeParameter(EndTimeParameter.HONOURED)));
        assertThat(called("OrgCode=Danmark&StartTime=2026-05-06T10:00:00&EndTime=2026-05-06T12:00:00"))
                .containsExactly("01", "02");
    }

    @Test
    void aUnitCanBeAlone() {
        startWithFourCalls(builder().openPoints(points -> points.unitScope(UnitScope.UNIT_ALONE)));
        assertThat(called("OrgCode=Danmark")).isEmpty();
        assertThat(called("OrgCode=Sales+East")).containsExactly("01", "03", "04");
    }

    @Test
    void theOrganisationIsKeptAsItWasAtTheTimeOfTheCall() {
        startWithFourCalls(builder());
        simulator.world().organisation().moveUser("søren@example.com", "Sales East");
        dial("søren@example.com").noContact(CallEndCause.Busy);
        assertThat(called("OrgCode=" + VEST)).containsExactly("02");
        assertThat(called("OrgCode=Sales+East")).containsExactly("01", "03", "04", "05");
        assertThat(called("OrgCode=s%C3%B8ren@example.com")).containsExactly("02", "05");
        simulator.world().organisation().addUnit("Jylland");
        simulator.world().organisation().moveUnit("Sales East", "Jylland");
        assertThat(called("OrgCode=Jylland")).isEmpty();
    }

    @Test
    void longPeriodsCanFail() {
        startWithFourCalls(
                builder().openPoints(points -> points.longPeriods(LongPeriods.failAbove(Duration.ofHours(2)))));
        String path = "/calls?OrgCode=Danmark&StartTime=2026-05-06T10:00:00&TimeSpan=";
        assertThat(get(path + "PT2H").statusCode()).isEqualTo(200);
        assertThat(get(path + "PT2H1S").statusCode()).isEqualTo(500);
        assertThat(get("/calls?OrgCode=Danmark").statusCode()).isEqualTo(500);
    }

    @Test
    void longPeriodsCanBeSlow() {
        startWithFourCalls(builder()
                .openPoints(points ->
                        points.longPeriods(LongPeriods.slowAbove(Duration.ofHours(2), Duration.ofMillis(300)))));
        long begin = System.nanoTime();
        assertThat(called("OrgCode=Danmark")).hasSize(4);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void callsAreATableToo() {
        startWithFourCalls(builder());
        assertThat(get("/calls/csv?OrgCode=" + VEST).body())
                .isEqualTo("uniqueId,uniqueLeadId,leadPhoneNumber,startTime,endTime,user,orgUnit,campaign,status,"
                        + "leadClosure,endCause,connected,dialingDuration,conversationDuration,wrapUpDuration\r\n"
                        + "50000002S3064,10000002S3064,70000001,2026-05-06T11:00:00.0000000,"
                        + "2026-05-06T11:00:00.0000000,søren@example.com,Salg/Vest Ærø,SPRING25,RedialAutomatic,"
                        + "NotSet,NoResponse,false,PT0S,PT0S,PT0S\r\n");
        assertThat(get("/calls/csv").statusCode()).isEqualTo(400);
    }

    @Test
    void rightsLimitCalls() {
        startWithFourCalls(builder()
                .account(AccountSpec.named("api@example.com", "secret").projectRights("Other*"))
                .account(AccountSpec.named("leads@example.com", "secret").resourceRights(Resource.CALLS)));
        assertThat(called("OrgCode=Danmark")).isEmpty();
        assertThat(get("/calls?OrgCode=Danmark", "Authorization", basic("leads@example.com", "secret"))
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void aRunOfAgentsMakesOneCallForEachLead() {
        start();
        clock.advance(Duration.ofHours(1));
        for (int i = 0; i < 100; i++) {
            simulator.world().addLead("SPRING25", Map.of("Phone", String.valueOf(i)));
        }
        simulator.world().agents().workAll();
        assertThat(array(get("/calls?OrgCode=Danmark"))).hasSize(100).allSatisfy(call -> {
            assertThat(call).containsKeys("endTime", "wrapUpDuration").doesNotContainEntry("status", "NotSet");
            assertThat(Instant.parse(call.get("endTime") + "Z")).isBeforeOrEqualTo("2026-05-06T11:00:00Z");
        });
    }

    @Test
    void agentsCanBeginAndFinish() {
        start();
        for (int i = 0; i < 20; i++) {
            simulator.world().addLead("SPRING25", Map.of("Phone", String.valueOf(i)));
        }
        var agents = simulator.world().agents();
        assertThat(agents.begin(10)).isEqualTo(10);
        assertThat(array(get("/calls?OrgCode=Danmark"))).hasSize(10).allSatisfy(call -> assertThat(call)
                .containsEntry("endCause", "NotApplicable"));
        clock.advance(Duration.ofMinutes(5));
        assertThat(agents.finish()).isEqualTo(10);
        assertThat(agents.finish()).isZero();
        assertThat(array(get("/calls?OrgCode=Danmark"))).hasSize(10).allSatisfy(call -> assertThat(call)
                .doesNotContainEntry("endCause", "NotApplicable"));
    }
}
