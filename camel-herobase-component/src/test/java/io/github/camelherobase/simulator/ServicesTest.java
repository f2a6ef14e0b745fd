package io.github.camelherobase.simulator;

import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.account.Verb;
import io.github.camelherobase.simulator.world.SavedSearch;

import static org.assertj.core.api.Assertions.assertThat;

/** What holds for every service: its right, its content types, its limit. */
class ServicesTest extends ApiTest {

    private static final List<String> SMALL = List.of("application/json; charset=utf-8", "text/html; charset=utf-8");
    private static final List<String> STREAMED = List.of("application/json; charset=utf-8", "");
    private static final List<String> CSV = List.of("text/csv; charset=utf-8", "");

    private AccountSpec account(Resource... resources) {
        AccountSpec account = AccountSpec.named("api@example.com", "secret").savedSearch(SavedSearch.named("All"));
        for (Resource resource : Resource.values()) {
            account.resourceRights(
                    resource, Arrays.asList(resources).contains(resource) ? new Verb[] {Verb.GET} : new Verb[] {});
        }
        return account;
    }

    @ParameterizedTest
    @CsvSource({
        "/leads?searchName=All,             LEADS,        STREAMED",
        "/leads/csv?searchName=All,         LEADS,        CSV",
        "/leads/10000001S3064,              LEADS,        SMALL",
        "/simpleleads,                      LEADS,        STREAMED",
        "/rawleads,                         LEADS,        CSV",
        "/rawleads/csv,                     LEADS,        CSV",
        "/calls?OrgCode=Danmark,            CALLS,        STREAMED",
        "/calls/csv?OrgCode=Danmark,        CALLS,        CSV",
        "/users,                            ORGANIZATION, SMALL",
        "/organizationalunits,              ORGANIZATION, SMALL",
        "/organizationalunits/Danmark,      ORGANIZATION, SMALL",
        "/orgunits,                         ORGANIZATION, SMALL",
        "/orgunits/Danmark,                 ORGANIZATION, SMALL",
        "/campaigns,                        CAMPAIGNS,    SMALL",
        "/projects,                         CAMPAIGNS,    SMALL",
        "/leaddefinitions,                  CAMPAIGNS,    SMALL",
        "/myaccount,                        ACCOUNT,      SMALL",
        "/myaccount/request/limits,         ACCOUNT,      SMALL",
        "/myaccount/request/counts,         ACCOUNT,      SMALL"
    })
    void needsItsRightAndNegotiatesItsContent(String path, Resource resource, String kind) {
        List<String> types =
                switch (kind) {
                    case "SMALL" -> SMALL;
                    case "STREAMED" -> STREAMED;
                    default -> CSV;
                };
        start(builder().account(account(resource)));
        simulator.world().addLead("SPRING25", Map.of("Phone", "1"));
        assertType(get(path), types.get(0));
        assertType(get(path, "Accept", "application/json"), types.get(0));
        assertType(get(path, "Accept", "*/*"), types.get(0));
        assertType(get(path, "Accept", "text/html"), types.get(1));
        assertType(
                get(path, "Accept", "text/html;q=0.9, application/json;q=0.1"),
                types.get(1).isEmpty() ? types.get(0) : types.get(1));
        assertThat(get(path, "Accept", "application/xml").statusCode()).isEqualTo(406);
        assertThat(header(get(path), "X-Rate-Limit-Limit")).isEqualTo(100_000);
        simulator.close();

        Resource[] others = Arrays.stream(Resource.values())
                .filter(other -> other != resource)
                .toArray(Resource[]::new);
        start(builder().account(account(others)));
        assertThat(get(path).statusCode()).isEqualTo(403);
    }

    private static void assertType(HttpResponse<String> response, String type) {
        if (type.isEmpty()) {
            assertThat(response.statusCode()).isEqualTo(406);
        } else {
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).hasValue(type);
        }
    }

    @Test
    void aServiceCanNeedADifferentVerb() {
        start(builder().openPoints(points -> points.neededVerb("GET /calls", Verb.POST)));
        assertThat(get("/calls?OrgCode=Danmark").statusCode()).isEqualTo(403);
        assertThat(get("/calls/csv?OrgCode=Danmark").statusCode()).isEqualTo(200);
        simulator.close();
        start(builder()
                .account(AccountSpec.named("api@example.com", "secret").resourceRights(Resource.CALLS, Verb.POST))
                .openPoints(points -> points.neededVerb("GET /calls", Verb.POST)));
        assertThat(get("/calls?OrgCode=Danmark").statusCode()).isEqualTo(200);
    }
}
