package io.github.camelherobase.simulator;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.account.Verb;
import io.github.camelherobase.simulator.books.Books;
import io.github.camelherobase.simulator.service.AnyAccept;
import io.github.camelherobase.simulator.service.ErrorPages;
import io.github.camelherobase.simulator.world.CampaignSpec;

import static org.assertj.core.api.Assertions.assertThat;

class AccessTest extends ApiTest {

    @Test
    void aWrongPasswordIs401WithAChallenge() {
        start();
        HttpResponse<String> response = get("/myaccount", "Authorization", basic("api@example.com", "wrong"));
        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(value -> assertThat(value).startsWith("basic realm="));
        assertThat(response.body()).startsWith("<!DOCTYPE html>");
        assertThat(response.headers().map()).doesNotContainKey("x-rate-limit-limit");
        assertThat(simulator.books().service(Books.NOBODY, "GET /myaccount").received())
                .isEqualTo(1);
    }

    @Test
    void credentialsAreUtf8() {
        start(builder().account(AccountSpec.named("søren@example.com", "kodeord æøå: €")));
        assertThat(get("/myaccount", "Authorization", basic("søren@example.com", "kodeord æøå: €"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void errorPagesCanBeEmpty() {
        start(builder().openPoints(points -> points.errorPages(ErrorPages.EMPTY)));
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/nothing").body()).isEmpty();
    }

    @Test
    void aMissingResourceRightIs403ForThatServiceOnly() {
        start(builder()
                .account(AccountSpec.named("api@example.com", "secret").resourceRights(Resource.LEADS, Verb.GET)));
        assertThat(post(LEAD).statusCode()).isEqualTo(403);
        assertThat(get("/simpleleads").statusCode()).isEqualTo(200);
    }

    @Test
    void pathsAndMethodsThatAreNotThere() {
        start();
        assertThat(get("/v1/leads").statusCode()).isEqualTo(404);
        assertThat(get("/leads/").statusCode()).isEqualTo(404);
        assertThat(RawHttpTest.getStatus(simulator, "/api/leads/%zz")).isEqualTo(400);
        HttpResponse<String> response =
                send(request("/simpleleads").POST(BodyPublishers.noBody()).build());
        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /myaccount   | application/json                  | 200 | application/json
                    /myaccount   | text/html                         | 200 | text/html
                    /myaccount   | text/html;q=0.2, application/json | 200 | application/json
                    /myaccount   | application/xml                   | 406 | text/html
                    /simpleleads | text/html                         | 406 | text/html
                    /simpleleads | text/html, */*;q=0.1              | 200 | application/json
                    /simpleleads | application/*                     | 200 | application/json
                    """)
    void theAcceptHeaderDecides(String path, String accept, int status, String contentType) {
        start();
        HttpResponse<String> response = get(path, "Accept", accept);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith(contentType);
    }

    @Test
    void withoutAcceptTheAnswerIsJson() {
        start();
        assertThat(get("/myaccount").headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
    }

    @Test
    void anyAcceptCanBeRefused() {
        start(builder().openPoints(points -> points.anyAccept(AnyAccept.REFUSED)));
        assertThat(get("/simpleleads", "Accept", "*/*").statusCode()).isEqualTo(406);
        assertThat(get("/simpleleads", "Accept", "application/json").statusCode())
                .isEqualTo(200);
    }

    @Test
    void theAccountIsDescribedAsOnTheVendorsPage() {
        start(builder()
                .account(AccountSpec.named("api@example.com", "secret")
                        .projectRights("A project name", "B2B*")
                        .resourceRights(Resource.CALLS)));
        assertThat(object(get("/myaccount")))
                .containsEntry("username", "api@example.com")
                .containsEntry("logRequestData", false)
                .containsEntry("projectRights", List.of("A project name", "B2B*"))
                .containsEntry(
                        "resourceRights",
                        Map.of(
                                "Account", List.of("GET"),
                                "Campaigns", List.of("GET"),
                                "Leads", List.of("GET", "POST"),
                                "Organization", List.of("GET")));
    }

    @Test
    void projectRightsHideLeadsAndForbidImports() {
        start(builder()
                .account(AccountSpec.named("api@example.com", "secret").projectRights("B2B*", "Pr?ject"))
                .project("B2B North")
                .campaign(CampaignSpec.code("SPRING25").required("Phone"))
                .project("Consumers")
                .campaign(CampaignSpec.code("HIDDEN"))
                .project("Praject")
                .campaign(CampaignSpec.code("WILD")));
        String hidden =
                simulator.world().addLead("HIDDEN", Map.of("Phone", "1")).uniqueId();
        String wild = simulator.world().addLead("WILD", Map.of("Phone", "2")).uniqueId();
        assertThat(ids(get("/simpleleads"))).containsExactly(wild);
        assertThat(get("/leads/" + hidden).statusCode()).isEqualTo(404);
        assertThat(post("{\"campaignCode\":\"HIDDEN\",\"data\":{}}").statusCode())
                .isEqualTo(403);
    }
}
