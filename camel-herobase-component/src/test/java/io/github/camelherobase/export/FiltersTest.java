package io.github.camelherobase.export;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.support.LogCapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A producer hands out what was asked for, whatever the server makes of a filter; and nothing outside the rights. */
class FiltersTest {

    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .account(AccountSpec.named("api@example.com", "secret")
                    .linkedUser("boss@example.com")
                    .projectRights("B2B*")
                    .savedSearch(SavedSearch.named("All")))
            .campaign(CampaignSpec.code("A").required("Phone").project("B2B North"))
            .campaign(CampaignSpec.code("B").required("Phone").project("B2B South"))
            .campaign(CampaignSpec.code("C").required("Phone").project("Private"))
            .start();
    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    private List<Object> export(String operation, String options) {
        List<Object> records = new ArrayList<>();
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:in")
                            .to("herobase:" + operation + "?baseUrl=" + simulator.baseUrl()
                                    + "&username=api@example.com&password=RAW(secret)&quotaSync=0" + options)
                            .split(body())
                            .streaming()
                            .process(exchange ->
                                    records.add(exchange.getMessage().getBody()));
                }
            });
            context.start();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        context.createProducerTemplate().requestBody("direct:in", (Object) null);
        return records;
    }

    private void addLeads() {
        for (String campaign : List.of("A", "B", "C")) {
            for (int i = 0; i < 3; i++) {
                simulator.world().addLead(campaign, Map.of("Phone", campaign + i));
            }
        }
    }

    private static String answer(String id, String status, String closure, String campaign, String modified) {
        return "{\"uniqueId\":\"" + id + "\",\"status\":\"" + status + "\",\"closure\":\"" + closure
                + "\",\"lastModifiedTime\":\"" + modified + "\",\"campaign\":{\"uniqueId\":\"CAMP7\",\"code\":\""
                + campaign
                + "\"}}";
    }

    @Test
    void aLeadOfAnotherCampaignNeverComesOut() {
        addLeads();
        try (LogCapture log = new LogCapture()) {
            assertThat(export("simpleLeads", "&campaigns=A"))
                    .hasSize(3)
                    .extracting(lead -> ((Lead) lead).getCampaignCode())
                    .containsOnly("A");
            // Nobody asked it to.
            assertThat(log.text()).doesNotContain("does not apply the filter");
        }
    }

    /** The answer has a lead that was asked for and one that was not. */
    @ParameterizedTest
    @CsvSource({
        "&statuses=userprocessed, statuses",
        "&leadClosures=Success, leadClosures",
        "&campaigns=camp?, campaigns",
        "&campaigns=SPRING*, campaigns",
        "&uniqueId=1S1, uniqueId",
        "&modifiedFrom=2026-05-06, modifiedFrom/modifiedTo",
        "&modifiedTo=2026-05-07, modifiedFrom/modifiedTo"
    })
    void anyFilterThatALeadShowsIsChecked(String option, String filter) {
        String wanted = answer("1S1", "UserProcessed", "Success", "Spring 25", "2026-05-06T10:00:00.0000000");
        String other =
                switch (filter) {
                    case "statuses" -> wanted.replace("UserProcessed", "New");
                    case "leadClosures" -> wanted.replace("Success", "NotSet");
                    case "campaigns" -> wanted.replace("CAMP7", "CAMP77").replace("Spring 25", "Autumn 25");
                    case "uniqueId" -> wanted.replace("1S1", "2S1");
                    default -> wanted.replace("05-06T10", option.contains("From") ? "05-05T23" : "05-07T00");
                };
        simulator
                .faults()
                .always("GET /simpleleads", Fault.body(200, "application/json", "[" + other + "," + wanted + "]"));
        simulator
                .faults()
                .always(
                        "GET /campaigns",
                        Fault.body(
                                200,
                                "application/json",
                                "[{\"uniqueId\":\"CAMP77\",\"code\":\"Autumn 25\",\"name\":\"Autumn\"}]"));
        try (LogCapture log = new LogCapture()) {
            assertThat(export("simpleLeads", option + "&outputType=json")).containsExactly(wanted);
            if (filter.equals("campaigns")) {
                assertThat(log.text()).doesNotContain("does not apply the filter");
            } else {
                assertThat(log.text()).containsOnlyOnce("does not apply the filter " + filter + ";");
            }
        }
    }

    @Test
    void ofASavedSearchTheTimeIsChecked() {
        String wanted = answer("1S1", "New", "NotSet", "A", "2026-05-06T10:00:00.0000000");
        String other = answer("2S1", "New", "NotSet", "A", "2026-05-05T10:00:00.0000000");
        simulator.faults().always("GET /leads", Fault.body(200, "application/json", "[" + wanted + "," + other + "]"));
        assertThat(export("savedSearch", "&searchName=All&modifiedFrom=2026-05-06&outputType=json"))
                .containsExactly(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"statuses=UserProcesed", "leadClosures=Sucess"})
    void anUnknownNameFailsTheStartUnlessItIsWanted(String option) {
        assertThatThrownBy(() -> export("simpleLeads", "&" + option))
                .hasStackTraceContaining("expected one of [")
                .hasStackTraceContaining("or set lenientEnums=true if your account has more");
    }

    @Test
    void aNameOfTheAccountsOwnIsSentAndKept() {
        simulator
                .faults()
                .always(
                        "GET /simpleleads",
                        Fault.body(
                                200,
                                "application/json",
                                "[" + answer("1S1", "PendingValidation", "Perhaps", "A", "2026-05-06T10:00:00.0000000")
                                        + "]"));
        assertThat(export("simpleLeads", "&statuses=pendingValidation&leadClosures=Perhaps&lenientEnums=true"))
                .singleElement()
                .isInstanceOfSatisfying(Lead.class, lead -> {
                    assertThat(lead.getStatus()).isEqualTo("PendingValidation");
                    assertThat(lead.getClosure()).isEqualTo("Perhaps");
                });
        assertThat(simulator
                        .books()
                        .requests("GET /simpleleads")
                        .get(0)
                        .queryParameters()
                        .list("Statuses"))
                .containsExactly("pendingValidation");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "simpleLeads?outputType=record",
                "rawLeads?pivot=true",
                "savedSearch?searchName=All",
                "savedSearch?searchName=All&format=csv"
            })
    void aLeadOutsideTheRightsNeverAppears(String operation) {
        addLeads();
        List<Object> records = export(
                operation.substring(0, operation.indexOf('?')),
                "&include=data,campaign&" + operation.substring(operation.indexOf('?') + 1));
        assertThat(records).hasSize(6);
        assertThat(records).allSatisfy(record -> assertThat(
                        record instanceof Lead lead ? lead.getData().get("Phone") : ((Map<?, ?>) record).get("Phone"))
                .asString()
                .matches("[AB]\\d"));
    }
}
