package io.github.camelherobase.simulator;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.simulator.service.DuplicatePolicy;
import io.github.camelherobase.simulator.service.ImportResultDetail;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadPool;
import io.github.camelherobase.simulator.world.LeadStatus;

import static org.assertj.core.api.Assertions.assertThat;

class ImportLeadTest extends ApiTest {

    @Test
    void aLeadIsStored() {
        start();
        HttpResponse<String> response = post(LEAD);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"success\":true}");
        Lead lead = onlyLead();
        assertThat(lead.status()).isEqualTo(LeadStatus.New);
        assertThat(lead.data()).containsEntry("FirstName", "Søren").containsEntry("LastName", "");
        assertThat(lead.uploadedByUser()).hasValue("api@example.com");
        assertThat(lead.lastModifiedTime()).isEqualTo(MORNING);
    }

    @Test
    void memberNamesAreReadInAnyCase() {
        start();
        assertThat(post("{\"campaigncode\":\"SPRING25\",\"DATA\":{\"Phone\":\"1\"},\"Other\":1}")
                        .body())
                .isEqualTo("{\"success\":true}");
    }

    @Test
    void aMissingRequiredFieldIsNoHttpError() {
        start();
        HttpResponse<String> response = post("{\"CampaignCode\":\"SPRING25\",\"Data\":{\"Phone\":\" \"}}");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"success\":false}");
        assertThat(simulator.world().leadCount()).isZero();
    }

    @Test
    void resultsCanTellMore() {
        start(builder().openPoints(points -> points.importResultDetail(ImportResultDetail.DETAILED)));
        assertThat(object(post(LEAD))).containsEntry("uniqueId", onlyLead().uniqueId());
        assertThat(object(post("{\"CampaignCode\":\"SPRING25\",\"Data\":{}}")))
                .containsEntry("errors", List.of(Map.of("fieldName", "Phone", "message", "Required")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[" + LEAD + "]",
                "{\"CampaignCode\":\"NONE\",\"Data\":{\"Phone\":\"1\"}}",
                "{\"Data\":{\"Phone\":\"1\"}}",
                "{\"CampaignCode\":\"SPRING25\"}",
                "{\"CampaignCode\":\"SPRING25\",\"Data\":{\"Phone\":1}}",
                "{\"CampaignCode\":\"SPRING25\",\"Data\":{\"Phone\":\"1\"}",
                ""
            })
    void badRequestsAre400WithAResponseStatus(String body) {
        start();
        HttpResponse<String> response = post(body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(object(response))
                .extractingByKey("responseStatus")
                .asString()
                .contains("errorCode", "message");
        assertThat(response.headers().map()).containsKey("x-rate-limit-remaining");
    }

    @Test
    void anUnknownCampaignNamesTheField() {
        start();
        assertThat(post("{\"CampaignCode\":\"NONE\",\"Data\":{}}").body())
                .isEqualTo("{\"responseStatus\":{\"errorCode\":\"ArgumentException\",\"message\":\"Unknown campaign\","
                        + "\"errors\":[{\"errorCode\":\"ArgumentException\",\"fieldName\":\"CampaignCode\","
                        + "\"message\":\"Unknown campaign\"}]}}");
    }

    @Test
    void otherContentTypesAreRefused() {
        start();
        assertThat(send(request("/leads", "Content-Type", "text/plain")
                                .POST(BodyPublishers.ofString(LEAD))
                                .build())
                        .statusCode())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LeadPool", "leadpoolname", "PoolName"})
    void aNamedPoolIsUsed(String member) {
        start();
        String body = "{\"CampaignCode\":\"SPRING25\",\"%s\":\"Web 2026-05\",\"Data\":{\"Phone\":\"1\"}}";
        post(body.formatted(member));
        post(body.formatted(member));
        assertThat(simulator.world().pools()).containsExactly(new LeadPool("SPRING25", "Web 2026-05"));
    }

    @Test
    void withoutAPoolThereIsOneForEachLocalDay() {
        start();
        clock.set(Instant.parse("2026-05-06T21:59:59Z"));
        post(LEAD);
        clock.advance(Duration.ofSeconds(1));
        post(LEAD);
        assertThat(simulator.world().leads().map(lead -> lead.pool().name()))
                .containsExactly("(auto) 2026-05-06", "(auto) 2026-05-07");
    }

    @Test
    void thePoolsMidnightCanBeLiteralCet() {
        start(builder().openPoints(points -> points.autoPoolZone(ZoneOffset.ofHours(1))));
        clock.set(Instant.parse("2026-05-06T22:30:00Z"));
        post(LEAD);
        assertThat(onlyLead().pool().name()).isEqualTo("(auto) 2026-05-06");
    }

    @Test
    void duplicatesAreAcceptedUnlessSwitched() {
        start();
        post(LEAD);
        post(LEAD);
        assertThat(simulator.world().duplicates("SPRING25", "Phone")).containsExactly("70000001");
        assertThat(simulator.world().leadsByCampaign()).containsEntry("SPRING25", 2L);
        simulator.close();

        start(builder().openPoints(points -> points.duplicates(DuplicatePolicy.rejectSame("Phone"))));
        assertThat(post(LEAD).body()).isEqualTo("{\"success\":true}");
        assertThat(post(LEAD).body()).isEqualTo("{\"success\":false}");
        assertThat(simulator.world().occurrences("SPRING25", "Phone")).containsOnly(Map.entry("70000001", 1));
    }

    private Lead onlyLead() {
        List<Lead> leads = simulator.world().leads().toList();
        assertThat(leads).hasSize(1);
        return leads.get(0);
    }
}
