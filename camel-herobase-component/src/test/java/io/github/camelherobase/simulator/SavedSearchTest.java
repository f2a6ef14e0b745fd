package io.github.camelherobase.simulator;

import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.service.CsvFormat;
import io.github.camelherobase.simulator.service.UnknownSearch;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.LeadClosure;
import io.github.camelherobase.simulator.world.LeadStatus;
import io.github.camelherobase.simulator.world.SavedSearch;

import static org.assertj.core.api.Assertions.assertThat;

/** "Saved search export" on the vendor's page, sentence by sentence, and what was observed of it. */
class SavedSearchTest extends ApiTest {

    private static final String TYPES = "uniqueId,status,closure,priority,uploadTime,firstProcessedTime,"
            + "lastModifiedTime,campaign,ownerOrgUnit,ownerUser,uploadedByUser,firstProcessedByUser,lastModifiedByUser";

    private HerobaseSimulator.Builder twoProjects() {
        return builder()
                .account(account())
                .project("B2B North")
                .campaign(CampaignSpec.code("SPRING25").required("Phone").optional("Navn"))
                .project("Private")
                .campaign(CampaignSpec.code("AUTUMN").required("Phone"))
                .campaign(CampaignSpec.code("WINTER").required("Phone"));
    }

    private static AccountSpec account() {
        return AccountSpec.named("api@example.com", "secret")
                .linkedUser("boss@example.com")
                .savedSearch(SavedSearch.named("All"))
                .savedSearch(SavedSearch.named("Spring").inCampaigns("SPRING*"))
                .savedSearch(SavedSearch.named("Sales æøå")
                        .withStatuses(LeadStatus.UserProcessed)
                        .withClosures(LeadClosure.Success))
                .savedSearch(SavedSearch.named("Columns").withColumns("Phone", "uniqueId", "status", "None"));
    }

    private void startWithLeads(HerobaseSimulator.Builder builder) {
        start(builder);
        simulator.world().addLead("SPRING25", Map.of("Phone", "1", "Navn", "Åse; \"Å\",\nX"));
        clock.advance(Duration.ofHours(1));
        String sold = simulator.world().addLead("AUTUMN", Map.of("Phone", "2")).uniqueId();
        simulator.world().change(sold, lead -> lead.status(LeadStatus.UserProcessed)
                .closure(LeadClosure.Success));
        simulator.world().addLead("WINTER", Map.of("Phone", "3"));
    }

    private void startWithLeads() {
        startWithLeads(twoProjects());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    searchName=All                                       | 1 2 3
                    SearchName=Spring                                    | 1
                    searchName=Sales%20%C3%A6%C3%B8%C3%A5                | 2
                    searchName=All&modifiedFrom=2026-05-06T11:00:00      | 2 3
                    searchName=All&modifiedTo=2026-05-06T11:00:00        | 1
                    searchName=Spring&project=Priv*                      | 2 3
                    searchName=Sales+%C3%A6%C3%B8%C3%A5&project=B2B*     | ''
                    searchName=All&Statuses=UserProcessed&Limit=1        | 1 2 3
                    """)
    void theSearchIsExecutedAndTheProjectOverridesItsCampaigns(String query, String phones) {
        startWithLeads();
        List<String> found = array(get("/leads?include=data&" + query)).stream()
                .map(lead -> ((Map<?, ?>) lead.get("data")).get("phone").toString())
                .toList();
        assertThat(String.join(" ", found)).isEqualTo(phones);
    }

    @Test
    void onlyLeadsCalledFromTheDialTimeOnWhenThatIsAsked() {
        startWithLeads();
        List<String> leads = array(get("/leads?searchName=All")).stream()
                .map(lead -> lead.get("uniqueId").toString())
                .toList();
        simulator.world().dialer().dial(leads.get(0), "agent1@example.com").cancel();
        clock.advance(Duration.ofHours(1));
        simulator.world().dialer().dial(leads.get(2), "agent1@example.com").cancel();
        clock.advance(Duration.ofHours(1));
        simulator.world().change(leads.get(1), lead -> lead.priority(1));

        assertThat(called("DialTimeFrom=2026-05-06T11:00:00")).containsExactly(leads.get(0), leads.get(2));
        assertThat(called("dialTimeFrom=2026-05-06T12:00:00&modifiedFrom=2026-05-06"))
                .containsExactly(leads.get(2));
        assertThat(called("DialTimeFrom=2026-05-06T12:00:01")).isEmpty();
        assertThat(get("/leads/csv?searchName=Columns&DialTimeFrom=2026-05-06T12:00:00")
                        .body())
                .isEqualTo("Phone,uniqueId,status,None\r\n3," + leads.get(2) + ",New,\r\n");
        assertThat(get("/leads?searchName=All&DialTimeFrom=noon").statusCode()).isEqualTo(400);
    }

    private List<String> called(String query) {
        return array(get("/leads?searchName=All&" + query)).stream()
                .map(lead -> lead.get("uniqueId").toString())
                .toList();
    }

    @Test
    void complexMembersComeWhenAskedForAndDataKeysAreInLowerCase() {
        startWithLeads();
        assertThat(array(get("/leads?searchName=Spring")).get(0))
                .containsOnlyKeys("uniqueId", "status", "closure", "priority", "uploadTime", "lastModifiedTime");
        assertThat(array(get("/leads?searchName=Spring&Include=data,campaign,lastModifiedByUser"))
                        .get(0))
                .containsEntry("data", Map.of("phone", "1", "navn", "Åse; \"Å\",\nX", "result", ""))
                .containsKey("campaign")
                .doesNotContainKey("ownerOrgUnit");
    }

    @Test
    void withoutASearchNameTheServiceFails() {
        startWithLeads();
        assertThat(get("/leads").statusCode()).isEqualTo(500);
        assertThat(get("/leads?Projects=*").statusCode()).isEqualTo(500);
        assertThat(get("/leads/csv?searchName=+").statusCode()).isEqualTo(500);
    }

    @Test
    void anUnknownSearchFailsUnlessSwitched() {
        startWithLeads();
        assertThat(get("/leads?searchName=Nothing").statusCode()).isEqualTo(500);
        simulator.close();
        startWithLeads(twoProjects().openPoints(points -> points.unknownSearch(UnknownSearch.NOT_FOUND)));
        assertThat(get("/leads/csv?searchName=Nothing").statusCode()).isEqualTo(404);
        simulator.close();
        startWithLeads(twoProjects().openPoints(points -> points.unknownSearch(UnknownSearch.EMPTY)));
        assertThat(get("/leads?searchName=Nothing").body()).isEqualTo("[]");
        assertThat(get("/leads/csv?searchName=Nothing").body()).isEqualTo(TYPES + "\r\n");
    }

    @Test
    void onlySearchesOfTheLinkedUserCanBeExecutedAndTheUserMayEditAndDeleteThem() {
        startWithLeads(twoProjects().account(AccountSpec.named("second@example.com", "secret")));
        assertThat(get("/leads?searchName=All", "Authorization", basic("second@example.com", "secret"))
                        .statusCode())
                .isEqualTo(500);
        simulator
                .world()
                .searches()
                .save("boss@example.com", SavedSearch.named("All").inCampaigns("WINTER"));
        assertThat(ids(get("/leads?searchName=All"))).containsExactly("10000003S3064");
        simulator.world().searches().delete("boss@example.com", "All");
        assertThat(get("/leads?searchName=All").statusCode()).isEqualTo(500);
    }

    @Test
    void projectRightsLimitTheResult() {
        startWithLeads(builder()
                .account(account().projectRights("B2B*"))
                .project("B2B North")
                .campaign(CampaignSpec.code("SPRING25").required("Phone").optional("Navn"))
                .project("Private")
                .campaign(CampaignSpec.code("AUTUMN").required("Phone").optional("Secret"))
                .campaign(CampaignSpec.code("WINTER").required("Phone")));
        assertThat(ids(get("/leads?searchName=All"))).containsExactly("10000001S3064");
        assertThat(get("/leads?searchName=All&project=Private").body()).isEqualTo("[]");
        assertThat(get("/leads/csv?searchName=All").body()).doesNotContain("Secret");
    }

    @Test
    void csvHasTheSearchsColumnsOrAllOfThem() {
        startWithLeads();
        HttpResponse<String> response =
                get("/leads/csv?searchName=Columns&modifiedFrom=2026-05-06", "Accept", "application/json");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/csv; charset=utf-8");
        assertThat(response.body())
                .isEqualTo("Phone,uniqueId,status,None\r\n"
                        + "1,10000001S3064,New,\r\n"
                        + "2,10000002S3064,UserProcessed,\r\n"
                        + "3,10000003S3064,New,\r\n");
        assertThat(get("/leads/csv?searchName=Spring").body())
                .isEqualTo(TYPES + ",Phone,Navn,Result\r\n"
                        + "10000001S3064,New,NotSet,10,2026-05-06T10:00:00.0000000,,2026-05-06T10:00:00.0000000,"
                        + "SPRING25,Sales East,,,,,1,\"Åse; \"\"Å\"\",\nX\",\r\n");
        assertThat(get("/leads/csv?searchName=Spring", "Accept", "text/csv").statusCode())
                .isEqualTo(200);
        assertThat(get("/leads/csv?searchName=Spring", "Accept", "text/html").statusCode())
                .isEqualTo(406);
    }

    @Test
    void csvCanBeWrittenInOtherWays() throws Exception {
        startWithLeads(twoProjects()
                .openPoints(points -> points.csvFormat(CsvFormat.standard()
                        .withDelimiter(';')
                        .withCharset(StandardCharsets.ISO_8859_1)
                        .withoutHeaderRow())));
        byte[] latin = bytes("/leads/csv?searchName=Columns");
        assertThat(new String(latin, StandardCharsets.ISO_8859_1)).startsWith("1;10000001S3064;New;\r\n");
        assertThat(new String(bytes("/rawleads/csv?UniqueId=10000001S3064"), StandardCharsets.ISO_8859_1))
                .contains("10000001S3064;Navn;\"Åse; \"\"Å\"\",\nX\"\r\n");
        simulator.close();
        startWithLeads(twoProjects()
                .openPoints(points -> points.csvFormat(CsvFormat.standard().withByteOrderMark())));
        assertThat(bytes("/leads/csv?searchName=Columns")).startsWith(0xEF, 0xBB, 0xBF, 'P');
    }

    private byte[] bytes(String path) throws Exception {
        return HTTP.send(request(path).build(), BodyHandlers.ofByteArray()).body();
    }

    @Test
    void entryAccessLimitsTheFields() {
        for (EntryAccess access : EntryAccess.values()) {
            startWithSecrets(access);
            String columns = "Phone" + (access.sees(EntryAccess.PARTNER) ? ",Provision" : "");
            columns += access == EntryAccess.FULL ? ",CPR" : "";
            assertThat(get("/leads/csv?searchName=All").body())
                    .as("CSV with %s", access)
                    .startsWith(TYPES + "," + columns + ",Result\r\n");
            String furtherColumn = access == EntryAccess.FULL ? ",Further" : "";
            assertThat(dataKeys(get("/simpleleads")))
                    .as("lead with %s", access)
                    .hasToString("[" + (columns + ",Result" + furtherColumn).replace(",", ", ") + "]");
            assertThat(get("/rawleads").body().contains("CPR")).isEqualTo(access == EntryAccess.FULL);
            assertThat(get("/leads?searchName=All&include=data").body().contains("cpr"))
                    .isEqualTo(access == EntryAccess.FULL);
            simulator.close();
        }
    }

    private void startWithSecrets(EntryAccess access) {
        start(builder()
                .account(account().entryAccess(access))
                .campaign(CampaignSpec.code("SECRETS")
                        .required("Phone")
                        .optional("Provision", "CPR")
                        .seenWith(EntryAccess.PARTNER, "Provision")
                        .seenWith(EntryAccess.FULL, "CPR")));
        simulator.world().addLead("SECRETS", Map.of("Phone", "1", "CPR", "0101010101", "Further", "x"));
    }

    private static Set<?> dataKeys(HttpResponse<String> leads) {
        return ((Map<?, ?>) array(leads).get(0).get("data")).keySet();
    }
}
