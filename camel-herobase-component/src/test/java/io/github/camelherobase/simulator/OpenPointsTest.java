package io.github.camelherobase.simulator;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.service.CampaignsFilter;
import io.github.camelherobase.simulator.service.DateHeaderTime;
import io.github.camelherobase.simulator.service.EnumForm;
import io.github.camelherobase.simulator.service.LimitParameter;
import io.github.camelherobase.simulator.service.LongPeriods;
import io.github.camelherobase.simulator.service.OpenPoints;
import io.github.camelherobase.simulator.service.RefusalStatus;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.EntryAccess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The switches that decide whether an export finds what it asks for. The lead is of 10:00:30 in Copenhagen, 08:00:30 UTC. */
class OpenPointsTest extends ApiTest {

    private static final ZoneId UTC = ZoneId.of("UTC");

    private String lead;

    private void startWithLead(Consumer<OpenPoints> points) {
        start(builder().openPoints(points));
        clock.set(MORNING.plusSeconds(30));
        lead = simulator.world().addLead("SPRING25", Map.of("Phone", "1")).uniqueId();
    }

    private boolean finds(String bounds) {
        HttpResponse<String> response = get("/simpleleads?" + bounds);
        assertThat(response.statusCode()).isEqualTo(200);
        return ids(response).contains(lead);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            boundsZone,     Europe/Copenhagen, 10:00:30,  10:00:31
            boundsZone,     UTC,               08:00:30,  08:00:31
            boundsZone,     UTC,               08:00:30Z, 08:00:31Z
            boundsRounding, MINUTES,           10:00:59,  10:01:00
            boundsRounding, DAYS,              23:59:59,  ''
            offsetHandling, REQUIRED,          08:00:30Z, 08:00:31Z
            offsetHandling, REQUIRED,          23:00:00,  ''
            """)
    void boundsAreReadInManyWays(String name, String value, String lastThatFinds, String firstThatDoesNot) {
        HerobaseSimulator.Builder builder = builder();
        Switches.set(builder, name, value);
        start(builder);
        clock.set(MORNING.plusSeconds(30));
        lead = simulator.world().addLead("SPRING25", Map.of("Phone", "1")).uniqueId();
        assertThat(finds("ModifiedFrom=2026-05-06T" + lastThatFinds)).isTrue();
        if (!firstThatDoesNot.isEmpty()) {
            assertThat(finds("ModifiedFrom=2026-05-06T" + firstThatDoesNot)).isFalse();
        }
    }

    @Test
    void anUpperBoundIsRoundedDownToo() {
        HerobaseSimulator.Builder builder = builder();
        Switches.set(builder, "boundsRounding", "MINUTES");
        start(builder);
        lead = simulator.world().addLead("SPRING25", Map.of("Phone", "1")).uniqueId();
        assertThat(finds("ModifiedTo=2026-05-06T10:00:59")).isFalse();
        assertThat(finds("ModifiedTo=2026-05-06T10:01:00")).isTrue();
    }

    @Test
    void stampsCanBeUtc() {
        startWithLead(points -> points.stampZone(UTC));
        assertThat(object(get("/leads/" + lead))).containsEntry("lastModifiedTime", "2026-05-06T08:00:30.0000000");
        assertThat(finds("ModifiedFrom=2026-05-06T10:00:30")).isTrue();
        assertThat(finds("ModifiedFrom=2026-05-06T10:00:31")).isFalse();
    }

    @Test
    void theDateCanBeWrongOnce() {
        start(builder().openPoints(points -> points.dateHeaderTime(DateHeaderTime.ONCE_WRONG)));
        String right = "Wed, 06 May 2026 08:00:00 GMT";
        assertThat(date()).isEqualTo(right);
        assertThat(date()).isEqualTo(right);
        assertThat(date()).isEqualTo("Thu, 07 May 2026 08:00:00 GMT");
        assertThat(date()).isEqualTo(right);
        simulator.reset();
        assertThat(date()).isEqualTo(right);
    }

    @Test
    void theDateCanBeFrozen() {
        start(builder().openPoints(points -> points.dateHeaderTime(DateHeaderTime.FROZEN)));
        String first = date();
        clock.advance(Duration.ofHours(1));
        assertThat(date()).isEqualTo(first);
    }

    @Test
    void oneAnswersDateCanBeSet() {
        start();
        simulator.faults().next("GET /myaccount", Fault.date(Instant.parse("2027-01-01T00:00:00Z")));
        HttpResponse<String> response = get("/myaccount");
        assertThat(response.headers().allValues("Date")).containsExactly("Fri, 01 Jan 2027 00:00:00 GMT");
        assertThat(date()).isEqualTo("Wed, 06 May 2026 08:00:00 GMT");
    }

    private String date() {
        return get("/myaccount").headers().firstValue("Date").orElse("");
    }

    @Test
    void enumerationsCanBeNumbers() {
        startWithLead(points -> points.enumForm(EnumForm.NUMBERS));
        assertThat(get("/simpleleads").body()).contains("\"status\":0,\"closure\":0");
        simulator.world().dialer().dial(lead, "agent1@example.com").answer().hangUp();
        assertThat(get("/calls?OrgCode=Danmark").body()).contains("\"status\":0", "\"endCause\":1");
    }

    @ParameterizedTest
    @CsvSource({"BY_CODE,SPRING25", "BY_ID,CAMP2341S3064", "BY_NAME,Spring campaign"})
    void campaignsAreTakenByOneKeyOnly(CampaignsFilter filter, String key) {
        startWithLead(points -> points.campaignsFilter(filter));
        for (String asked : new String[] {"SPRING25", "CAMP2341S3064", "Spring campaign"}) {
            assertThat(finds("Campaigns=" + asked.replace(" ", "%20"))).isEqualTo(asked.equals(key));
        }
    }

    @Test
    void limitCanTruncate() {
        startWithLead(points -> points.limitParameter(LimitParameter.TRUNCATES));
        simulator.world().addLead("SPRING25", Map.of("Phone", "2"));
        assertThat(ids(get("/simpleleads"))).hasSize(2);
        assertThat(ids(get("/simpleleads?Limit=1"))).hasSize(1);
        assertThat(ids(get("/simpleleads?Limit=some"))).hasSize(2);
    }

    @Test
    void longPeriodsOfLeadsCanFail() {
        startWithLead(points -> points.longLeadPeriods(LongPeriods.unavailableAbove(Duration.ofDays(1))));
        assertThat(finds("ModifiedFrom=2026-05-05T10:00:30")).isTrue();
        assertThat(get("/simpleleads?ModifiedFrom=2026-05-05T10:00:29").statusCode())
                .isEqualTo(503);
        assertThat(get("/simpleleads").statusCode()).isEqualTo(503);
        assertThat(get("/rawleads/csv?ModifiedFrom=2026-05-01&ModifiedTo=2026-05-03")
                        .statusCode())
                .isEqualTo(503);
        simulator.close();
        startWithLead(points -> points.longLeadPeriods(LongPeriods.failAbove(Duration.ofDays(1))));
        assertThat(get("/simpleleads").statusCode()).isEqualTo(500);
        simulator.close();
        startWithLead(points -> points.longLeadPeriods(LongPeriods.resetAbove(Duration.ofDays(1))));
        assertThatThrownBy(() -> sendRaw(request("/simpleleads").build())).isInstanceOf(IOException.class);
        assertThat(finds("ModifiedFrom=2026-05-06")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NONE", "PARTNER", "FULL"})
    void entryAccessReducesTheData(EntryAccess access) {
        start(builder()
                .campaign(CampaignSpec.code("SPRING25").required("Phone"))
                .openPoints(points -> points.entryAccess(access)));
        simulator.world().addLead("SPRING25", Map.of("Phone", "1", "Extra", "2"));
        assertThat(get("/simpleleads").body().contains("Extra")).isEqualTo(access == EntryAccess.FULL);
        assertThat(ids(get("/simpleleads"))).hasSize(1);
    }

    @Test
    void aRefusalCanBe249() {
        start(builder()
                .account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(1))
                .openPoints(points -> points.refusalStatus(RefusalStatus.MISPRINTED)));
        assertThat(get("/simpleleads").statusCode()).isEqualTo(200);
        assertThat(get("/simpleleads").statusCode()).isEqualTo(249);
        simulator.reset();
        assertThat(get("/simpleleads").statusCode()).as("limits are reset too").isEqualTo(200);
    }

    @Test
    void resetBeginsAnew() {
        startWithLead(points -> {});
        String before = get("/campaigns").body()
                + get("/users").body()
                + get("/organizationalunits").body();
        simulator.world().addCampaign(CampaignSpec.code("OTHER"));
        simulator.world().organisation().addUnit("New unit");
        simulator.world().dialer().dial(lead, "agent1@example.com");
        simulator.faults().always("GET /simpleleads", Fault.status(500));
        simulator.reset();
        assertThat(simulator.books().received()).isZero();
        assertThat(simulator.world().leadCount()).isZero();
        assertThat(simulator.world().pools()).isEmpty();
        assertThat(simulator.world().calls().count()).isZero();
        assertThat(get("/simpleleads").body()).isEqualTo("[]");
        assertThat(get("/campaigns").body()
                        + get("/users").body()
                        + get("/organizationalunits").body())
                .isEqualTo(before);
        assertThat(simulator.world().addLead("SPRING25", Map.of("Phone", "1")).uniqueId())
                .isEqualTo(lead);
    }
}
