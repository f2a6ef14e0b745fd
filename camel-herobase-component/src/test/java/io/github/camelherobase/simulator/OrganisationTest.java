package io.github.camelherobase.simulator;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.Organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Users, units, campaigns, projects and lead definitions; "About the include query parameter", sentence by sentence. */
class OrganisationTest extends ApiTest {

    private static final String EAST = "{\"orgCode\":\"Sales East\",\"name\":\"Sales East\"";
    private static final String DANMARK = "{\"orgCode\":\"Danmark\",\"name\":\"Danmark\"";
    private static final String AGENT1 = "{\"uniqueId\":\"USR2345S3064\",\"orgCode\":\"agent1@example.com\","
            + "\"username\":\"agent1@example.com\",\"name\":\"agent1\",\"email\":\"agent1@example.com\"";
    private static final String AGENT2 = AGENT1.replace("agent1", "agent2").replace("2345", "2346");
    private static final String CAMPAIGN =
            "{\"uniqueId\":\"CAMP2341S3064\",\"code\":\"SPRING25\"," + "\"name\":\"Spring campaign\",\"active\":true";

    private String unit(String include) {
        return get("/orgunits/Sales%20East" + include).body();
    }

    @Test
    void usersHaveTheObservedShape() {
        start();
        assertThat(get("/users").body()).startsWith("[" + AGENT1 + "}," + AGENT2 + "},");
        assertThat(array(get("/users?Limit=1&skip=1")))
                .hasSize(4)
                .last()
                .isEqualTo(Map.of(
                        "uniqueId", "USR2348S3064",
                        "orgCode", "t01abcd",
                        "username", "tove@example.com",
                        "name", "tove",
                        "email", "tove@example.com"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/organizationalunits", "/orgunits"})
    void unitsAreListedUnderBothNames(String path) {
        start();
        assertThat(get(path).body())
                .isEqualTo("[" + DANMARK + "}," + EAST + "},"
                        + "{\"orgCode\":\"Salg/Vest Ærø\",\"name\":\"Salg/Vest Ærø\"}]");
        assertThat(get(path + "/Danmark").body()).isEqualTo(DANMARK + "}");
    }

    @Test
    void orgCodesInPathsMayHaveBlanksSlashesAndDanishLetters() {
        start();
        assertThat(object(get("/orgunits/Salg%2FVest%20%C3%86r%C3%B8"))).containsEntry("orgCode", "Salg/Vest Ærø");
        assertThat(get("/orgunits/Salg/Vest%20%C3%86r%C3%B8").statusCode()).isEqualTo(404);
        assertThat(get("/orgunits/Salg%2FVest+%C3%86r%C3%B8").statusCode()).isEqualTo(404);
        assertThat(get("/orgunits/agent1@example.com").statusCode()).isEqualTo(404);
    }

    @Test
    void complexPropertiesAreOnlyReturnedWhenAskedFor() {
        start();
        assertThat(unit("")).isEqualTo(EAST + "}");
        assertThat(unit("?include=parent")).isEqualTo(EAST + ",\"parent\":" + DANMARK + "}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "?include=parent,%20users",
                "?include=parent&include=users",
                "?Include=%20PARENT%20,,users,&INCLUDE=&include=users"
            })
    void severalAreListedOrTheParameterIsRepeated(String include) {
        start();
        assertThat(unit(include))
                .isEqualTo(EAST + ",\"parent\":" + DANMARK + ",\"users\":[]},\"users\":[" + AGENT1 + "}," + AGENT2
                        + "}]}");
    }

    @Test
    void nestedPropertiesNeedAllOnTheWayToThem() {
        start();
        assertThat(unit("?include=campaigns")).isEqualTo(EAST + "}");
        assertThat(unit("?include=users,campaigns"))
                .isEqualTo(EAST + ",\"users\":[" + AGENT1 + ",\"campaigns\":[" + CAMPAIGN + "}]}," + AGENT2
                        + ",\"campaigns\":[]}]}");
    }

    @Test
    void unknownPropertiesAreIgnored() {
        start();
        assertThat(unit("?include=answers,orgUnit.parent")).isEqualTo(EAST + "}");
    }

    @Test
    void loopsAreCutAndNamesHoldForEveryType() {
        start();
        // The parent's children lead back to the unit, its users' parent is the unit itself.
        assertThat(unit("?include=parent,children,users"))
                .isEqualTo(EAST + ",\"parent\":" + DANMARK + ",\"users\":[]},\"children\":[],\"users\":[" + AGENT1
                        + "}," + AGENT2 + "}]}");
        assertThat(array(get("/users?include=parent")).get(0))
                .extractingByKey("parent")
                .hasToString("{orgCode=Sales East, name=Sales East, parent={orgCode=Danmark, name=Danmark}}");
    }

    @Test
    void theSameObjectsAreIncludedOnce() {
        start();
        simulator.world().organisation().assign("agent2@example.com", "SPRING25");
        assertThat(unit("?include=users,campaigns"))
                .isEqualTo(EAST + ",\"users\":[" + AGENT1 + ",\"campaigns\":[" + CAMPAIGN + "}]}," + AGENT2 + "}]}");
        // Each element of a list is an answer of its own.
        assertThat(array(get("/users?include=campaigns")).subList(0, 2))
                .allSatisfy(user -> assertThat(user).containsKey("campaigns"));
    }

    @Test
    void orgCodesAreUniqueOverUsersAndUnits() {
        start(builder().organisation(units -> units.addUnit("Øst")));
        Organisation organisation = simulator.world().organisation();
        organisation.addUser("a", "Øst");
        assertThatThrownBy(() -> organisation.addUser("Øst", "Øst")).hasMessage("Org code Øst is taken");
        assertThatThrownBy(() -> organisation.addUnit("a", "Øst")).hasMessage("Org code a is taken");
        organisation.addUnit("Below", "Øst");
        assertThatThrownBy(() -> organisation.moveUnit("Øst", "Below")).hasMessage("Below is below Øst");
        assertThat(get("/organizationalunits").body()).doesNotContain("Danmark");
    }

    private HerobaseSimulator.Builder threeCampaigns(AccountSpec account) {
        return builder()
                .account(account)
                .project("B2B North")
                .campaign(
                        CampaignSpec.code("A").required("Phone").optional("Fee").seenWith(EntryAccess.FULL, "Fee"))
                .campaign(CampaignSpec.code("OLD").inactive())
                .project("Private")
                .campaign(CampaignSpec.code("").name("Without a code"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                          | A,Without a code
                    ?Active=All                 | A,OLD,Without a code
                    ?Project=b2b*               | A
                    ?project=B2B*&active=all    | A,OLD
                    ?Limit=1                    | A,Without a code
                    """)
    void campaignsAreTheActiveOnesUnlessAllAreAskedFor(String query, String names) {
        start(threeCampaigns(AccountSpec.named("api@example.com", "secret")));
        assertThat(array(get("/campaigns" + query)).stream()
                        .map(campaign -> (String) campaign.get("name"))
                        .toList())
                .isEqualTo(List.of(names.split(",")));
    }

    @Test
    void campaignsBelongToAProjectAndALeadDefinition() {
        start();
        assertThat(get("/campaigns").body()).isEqualTo("[" + CAMPAIGN + "}]");
        assertThat(get("/campaigns?include=project").body())
                .isEqualTo("[" + CAMPAIGN
                        + ",\"project\":{\"uniqueId\":\"PRJ2340S3064\",\"name\":\"B2B North\",\"active\":true}}]");
        assertThat(array(get("/campaigns?include=leadDefinition")).get(0).get("leadDefinition"))
                .isEqualTo(array(get("/leaddefinitions")).get(0));
    }

    @Test
    void projectRightsLimitCampaignsProjectsAndDefinitions() {
        start(threeCampaigns(AccountSpec.named("api@example.com", "secret").projectRights("Priv???")));
        assertThat(get("/projects").body())
                .isEqualTo("[{\"uniqueId\":\"PRJ2343S3064\",\"name\":\"Private\",\"active\":true}]");
        assertThat(array(get("/campaigns?Active=All"))).hasSize(1);
        assertThat(array(get("/leaddefinitions"))).hasSize(1);
    }

    @Test
    void aLeadDefinitionDescribesTheFieldsThatTheAccountSees() {
        start(threeCampaigns(AccountSpec.named("api@example.com", "secret")));
        assertThat(get("/leaddefinitions").body())
                .startsWith("[{\"uniqueId\":\"DEF2341S3064\",\"name\":\"A\",\"entries\":["
                        + "{\"name\":\"Phone\",\"importName\":\"Phone\",\"type\":\"Phone\",\"sortOrder\":1,"
                        + "\"required\":true},{\"name\":\"Fee\",\"importName\":\"Fee\",\"type\":\"Text\","
                        + "\"sortOrder\":2,\"required\":false},");
        simulator.close();
        start(threeCampaigns(AccountSpec.named("api@example.com", "secret").entryAccess(EntryAccess.PARTNER)));
        assertThat(get("/leaddefinitions").body()).contains("Phone").doesNotContain("Fee");
    }

    @Test
    void campaignsMayShareALeadDefinition() {
        start(builder()
                .campaign(CampaignSpec.code("A").required("Phone"))
                .campaign(CampaignSpec.code("B").definitionOf("A"))
                .campaign(CampaignSpec.code("C").required("Telefon1").phoneField("Telefon1")));
        assertThat(array(get("/leaddefinitions")))
                .extracting(definition -> definition.get("name"))
                .containsExactly("A", "C");
        List<Map<String, Object>> campaigns = array(get("/campaigns?include=leadDefinition"));
        assertThat(campaigns.get(1))
                .doesNotContainEntry("uniqueId", campaigns.get(0).get("uniqueId"));
        assertThat(campaigns.get(1).get("leadDefinition"))
                .isEqualTo(campaigns.get(0).get("leadDefinition"));
        assertThat(post("{\"CampaignCode\":\"B\",\"Data\":{}}").body()).isEqualTo("{\"success\":false}");
    }
}
