package io.github.camelherobase.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.simulator.service.CampaignsFilter;
import io.github.camelherobase.simulator.service.NoStatusSelection;
import io.github.camelherobase.simulator.service.OffsetHandling;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.GlobCase;
import io.github.camelherobase.simulator.world.LeadClosure;
import io.github.camelherobase.simulator.world.LeadStatus;
import io.github.camelherobase.simulator.world.StampPrecision;

import static org.assertj.core.api.Assertions.assertThat;

class SimpleLeadsTest extends ApiTest {

    private HerobaseSimulator startWithFourLeads() {
        start(builder()
                .project("B2B North")
                .campaign(CampaignSpec.code("SPRING25").required("Phone"))
                .project("Private")
                .campaign(CampaignSpec.code("AUTUMN")));
        simulator.world().addLead("SPRING25", Map.of("Phone", "1"));
        clock.advance(Duration.ofHours(1));
        String sold =
                simulator.world().addLead("SPRING25", Map.of("Phone", "2")).uniqueId();
        simulator.world().change(sold, lead -> lead.status(LeadStatus.UserProcessed)
                .closure(LeadClosure.Success)
                .processedBy("agent1@example.com", clock.now())
                .lastModifiedBy("agent1@example.com"));
        clock.advance(Duration.ofDays(1));
        String depleted =
                simulator.world().addLead("AUTUMN", Map.of("Phone", "3")).uniqueId();
        simulator.world().change(depleted, lead -> lead.status(LeadStatus.Depleted));
        String redial =
                simulator.world().addLead("AUTUMN", Map.of("Phone", "4")).uniqueId();
        simulator.world().change(redial, lead -> lead.status(LeadStatus.RedialManualCommon));
        return simulator;
    }

    @Test
    void aLeadHasTheObservedShape() {
        startWithFourLeads();
        HttpResponse<String> response = get("/simpleleads?Statuses=UserProcessed&LeadClosures=Success");
        assertThat(response.headers().firstValue("Transfer-Encoding")).hasValue("chunked");
        assertThat(response.body())
                .isEqualTo("[{\"uniqueId\":\"10000002S3064\",\"status\":\"UserProcessed\",\"closure\":\"Success\","
                        + "\"priority\":10,\"uploadTime\":\"2026-05-06T11:00:00.0000000\","
                        + "\"firstProcessedTime\":\"2026-05-06T11:00:00.0000000\","
                        + "\"lastModifiedTime\":\"2026-05-06T11:00:00.0000000\","
                        + "\"campaign\":{\"uniqueId\":\"CAMP2341S3064\",\"code\":\"SPRING25\"},"
                        + "\"data\":{\"Phone\":\"2\",\"Result\":\"\"},\"closureData\":[],"
                        + "\"ownerOrgUnit\":{\"orgCode\":\"Sales East\"},"
                        + "\"firstProcessedByUser\":{\"orgCode\":\"agent1@example.com\"},"
                        + "\"lastModifiedByUser\":{\"orgCode\":\"agent1@example.com\"}}]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                                        | 1 2 3 4
                    Projects=*                                                | 1 2 3 4
                    Projects=b2b*                                             | 1 2
                    Projects=Privat?                                          | 3 4
                    Projects=Nothing,B2B+North                                | 1 2
                    Projects=Nothing&Projects=B2B%20North                     | 1 2
                    Campaigns=SPRING25                                        | 1 2 3 4
                    statuses=userprocessed, Depleted                          | 2 3
                    Statuses=UserProcessed&Statuses=210                       | 2 3
                    AllClosedStatuses=true                                    | 2 3
                    AllOpenStatuses=true                                      | 1 4
                    AllOpenStatuses=true&AllClosedStatuses=true               | 1 2 3 4
                    AllOpenStatuses=true&Statuses=Depleted                    | 1 3 4
                    AllOpenStatuses=false                                     | 1 2 3 4
                    LeadClosures=Success                                      | 2
                    LeadClosures=NotSet,Success&AllClosedStatuses=true        | 2 3
                    UniqueId=10000003S3064                                    | 3
                    UniqueId=10000003S9999                                    | ''
                    ModifiedFrom=2026-05-06T11:00:00                          | 2 3 4
                    MODIFIEDFROM=2026-05-06T11:00:01                          | 3 4
                    ModifiedTo=2026-05-06T11:00                               | 1
                    ModifiedFrom=2026-05-06&ModifiedTo=2026-05-06             | ''
                    ModifiedFrom=2026-05-06&ModifiedTo=2026-05-07             | 1 2
                    ModifiedFrom=2026-05-06T09:00:00Z                         | 2 3 4
                    ModifiedFrom=2026-05-06T09:00:00.1234567Z                 | 3 4
                    ModifiedFrom=2026-05-06T11:00:00%2B02:00                  | 2 3 4
                    skip=2&take=1&Limit=1&PageSize=1&page=7&Unknown=x         | 1 2 3 4
                    """)
    void filters(String query, String phones) {
        startWithFourLeads();
        List<String> found = array(get("/simpleleads?" + query.replace(" ", "%20"))).stream()
                .map(lead -> ((Map<?, ?>) lead.get("data")).get("Phone").toString())
                .toList();
        assertThat(String.join(" ", found)).isEqualTo(phones);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ModifiedFrom=yesterday",
                "ModifiedFrom=06-05-2026",
                "ModifiedTo=2026-05-06T11:00:00+02:00",
                "Statuses=Sold",
                "LeadClosures=Callback",
                "AllOpenStatuses=perhaps",
                "ModifiedFrom=%zz"
            })
    void badValuesAre400(String query) {
        start();
        // A raw target, as the JDK's URI would refuse some of these.
        assertThat(RawHttpTest.getStatus(simulator, "/api/simpleleads?" + query))
                .isEqualTo(400);
    }

    @Test
    void switches() {
        start(builder().openPoints(points -> points.noStatusSelection(NoStatusSelection.REFUSED)
                .campaignsFilter(CampaignsFilter.HONOURED)
                .offsetHandling(OffsetHandling.REFUSED)
                .stampPrecision(StampPrecision.TICKS)));
        clock.set(MORNING.plusNanos(123_456_789));
        simulator.world().addLead("SPRING25", Map.of("Phone", "1"));
        assertThat(get("/simpleleads").statusCode()).isEqualTo(400);
        String open = "/simpleleads?AllOpenStatuses=true";
        assertThat(get(open + "&Campaigns=OTHER").body()).isEqualTo("[]");
        assertThat(ids(get(open + "&Campaigns=CAMP2341S3064,OTHER"))).hasSize(1);
        assertThat(get(open + "&ModifiedFrom=2026-05-06T09:00:00Z").statusCode())
                .isEqualTo(400);
        assertThat(get(open + "&Campaigns=SPRING*").body())
                .contains("\"lastModifiedTime\":\"2026-05-06T10:00:00.1234567\"");
    }

    @Test
    void offsetsCanBeIgnored() {
        start(builder().openPoints(points -> points.offsetHandling(OffsetHandling.IGNORED)));
        simulator.world().addLead("SPRING25", Map.of("Phone", "1"));
        assertThat(ids(get("/simpleleads?ModifiedFrom=2026-05-06T10:00:00Z"))).hasSize(1);
    }

    @Test
    void boundsAreLocalTimeSoTheDoubledHourCannotBeToldApart() {
        start();
        clock.set(Instant.parse("2026-10-25T00:30:00Z"));
        simulator.world().addLead("SPRING25", Map.of("Phone", "first pass of 02:30"));
        clock.set(Instant.parse("2026-10-25T01:30:00Z"));
        simulator.world().addLead("SPRING25", Map.of("Phone", "second pass of 02:30"));
        assertThat(ids(get("/simpleleads?ModifiedFrom=2026-10-25T02:30:00&ModifiedTo=2026-10-25T02:31:00")))
                .hasSize(2);
        // A window from the first to the second pass runs backward on the wall clock.
        assertThat(ids(get("/simpleleads?ModifiedFrom=2026-10-25T02:40:00&ModifiedTo=2026-10-25T02:20:00")))
                .isEmpty();
    }

    @Test
    void oneLeadIsFoundById() {
        startWithFourLeads();
        assertThat(object(get("/leads/10000002S3064")))
                .containsEntry("status", "UserProcessed")
                .doesNotContainKeys("data", "campaign");
        assertThat(object(get("/leads/10000002S3064?Include=DATA,%20campaign,unknown&include=firstProcessedByUser")))
                .containsEntry("data", Map.of("phone", "2", "result", ""))
                .containsEntry("firstProcessedByUser", Map.of("orgCode", "agent1@example.com"))
                .containsKey("campaign")
                .doesNotContainKey("ownerOrgUnit");
        assertThat(get("/leads/1S3064").statusCode()).isEqualTo(404);
    }

    @Test
    void aChangeCanShowUpLaterThanItsTimeStamp() {
        start(builder().openPoints(points -> points.commitDelay(Duration.ofSeconds(30))));
        String id = simulator.world().addLead("SPRING25", Map.of("Phone", "1")).uniqueId();
        assertThat(get("/simpleleads").body()).isEqualTo("[]");
        assertThat(get("/leads/" + id).statusCode()).isEqualTo(404);
        clock.advance(Duration.ofSeconds(29));
        simulator.world().change(id, lead -> lead.status(LeadStatus.Depleted));
        assertThat(get("/simpleleads").body()).isEqualTo("[]");
        clock.advance(Duration.ofSeconds(1));
        assertThat(array(get("/simpleleads")).get(0)).containsEntry("status", "New");
        clock.advance(Duration.ofSeconds(29));
        assertThat(array(get("/simpleleads?ModifiedFrom=2026-05-06T10:00:29")).get(0))
                .containsEntry("status", "Depleted")
                .containsEntry("lastModifiedTime", "2026-05-06T10:00:29.0000000");
    }

    @Test
    void caseInProjectPatternsCanCount() {
        start(builder().openPoints(points -> points.globCase(GlobCase.SIGNIFICANT)));
        simulator.world().addLead("SPRING25", Map.of("Phone", "1"));
        assertThat(ids(get("/simpleleads?Projects=B2B*"))).hasSize(1);
        assertThat(ids(get("/simpleleads?Projects=b2b*"))).isEmpty();
    }
}
