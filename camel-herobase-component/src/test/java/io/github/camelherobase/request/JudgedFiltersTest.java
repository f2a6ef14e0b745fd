package io.github.camelherobase.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.LeadClosure;
import io.github.camelherobase.simulator.world.LeadStatus;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A filter drops what surely is not wanted, and passes what cannot be judged. */
class JudgedFiltersTest {

    private HerobaseSimulator simulator;

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void start(String name, String value) {
        start(name, value, builder -> {});
    }

    private void start(String name, String value, Consumer<HerobaseSimulator.Builder> more) {
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                .account(AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD))
                .campaign(CampaignSpec.code("SPR")
                        .name("Spring campaign")
                        .required("Phone")
                        .project("B2B North"))
                .campaign(CampaignSpec.code("AUT")
                        .name("Autumn campaign")
                        .required("Phone")
                        .project("B2B North"))
                .campaign(CampaignSpec.code("OLD")
                        .name("Old campaign")
                        .required("Phone")
                        .project("B2B North")
                        .inactive());
        Switches.set(builder, name, value);
        more.accept(builder);
        simulator = builder.start();
        for (String campaign : List.of("SPR", "AUT", "OLD")) {
            for (int i = 0; i < 3; i++) {
                String id = simulator
                        .world()
                        .addLead(campaign, Map.of("Phone", campaign + i))
                        .uniqueId();
                if (i == 1) {
                    simulator.world().change(id, lead -> lead.status(LeadStatus.UserProcessed)
                            .closure(LeadClosure.Success));
                }
            }
        }
    }

    private List<Lead> export(String options) throws Exception {
        try (Routes routes = new Routes(simulator)) {
            Exchange answer = routes.many("simpleLeads?" + options);
            assertThat(answer.getException()).isNull();
            List<Lead> leads = new ArrayList<>();
            answer.getMessage().getBody(List.class).forEach(lead -> leads.add((Lead) lead));
            return leads;
        }
    }

    private Set<String> codes(String options) throws Exception {
        Set<String> codes = new TreeSet<>();
        export(options).forEach(lead -> codes.add(lead.getCampaignCode()));
        return codes;
    }

    @Test
    void enumsMayBeNumbers() throws Exception {
        start("enumForm", "NUMBERS");
        assertThat(export("statuses=UserProcessed"))
                .hasSize(3)
                .extracting(Lead::getStatus)
                .containsOnly("UserProcessed");
        assertThat(export("leadClosures=Success"))
                .hasSize(3)
                .extracting(Lead::getClosure)
                .containsOnly("Success");
        assertThat(export("statuses=New,Failed")).hasSize(6);
        assertThat(export("statuses=Failed")).isEmpty();
    }

    /** 28 is no number of the documented list, and the server may know better. */
    @ParameterizedTest
    @CsvSource({"status, 28", "status, \"Overdue\"", "closure, 28", "closure, \"Postponed\"", "closure, true"})
    void aValueThatNobodyKnowsPasses(String member, String value) throws Exception {
        start("enumForm", "NAMES");
        simulator
                .faults()
                .always(
                        "GET /simpleleads",
                        Fault.body(
                                200, "application/json", "[{\"uniqueId\":\"1S1\",\"" + member + "\":" + value + "}]"));
        assertThat(export("statuses=UserProcessed&leadClosures=Success")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "BY_NAME, Spring campaign, SPR",
        "BY_NAME, spring*, SPR",
        "BY_NAME, Old campaign, OLD",
        "BY_CODE, SPR, SPR",
        "BY_ID, {SPR}, SPR",
        "BY_ID, SPR, SPR",
        "BY_ID, SP?, SPR",
        "BY_ID, 'SPR,Autumn campaign', AUT SPR",
        "BY_NAME, SPR, SPR",
        "BY_NAME, {SPR}, SPR",
        "BY_CODE, {SPR}, SPR",
        "BY_CODE, Spring campaign, SPR",
        "HONOURED, SPR, SPR",
        "IGNORED, Spring campaign, SPR",
        "IGNORED, Old campaign, OLD",
        "IGNORED, spr, SPR",
        "IGNORED, {SPR}, SPR",
        "IGNORED, 'Spring campaign,AUT', AUT SPR",
        "IGNORED, Winter campaign, ''",
    })
    void campaignsAreTakenByCodeIdOrName(String effect, String campaigns, String codes) throws Exception {
        start("campaignsFilter", effect);
        String id = simulator.world().campaign("SPR").orElseThrow().uniqueId();
        assertThat(String.join(
                        " ", codes("campaigns=" + campaigns.replace("{SPR}", id).replace(" ", "+"))))
                .isEqualTo(codes);
        assertThat(simulator.books().requests("GET /campaigns").size())
                .as("asked only where a lead does not show that it is wanted")
                .isLessThanOrEqualTo(1);
    }

    /** Rows do not show their campaign: leads of the same time are asked for. */
    @ParameterizedTest
    @CsvSource({
        "BY_ID, SPR, SPR, false",
        "BY_ID, SPR, SPR, true",
        "BY_NAME, {SPR}, SPR, false",
        "BY_CODE, Spring campaign, SPR, false",
        "BY_CODE, 'SPR,Autumn campaign', AUT SPR, true",
        "IGNORED, SPR, SPR, false",
        "IGNORED, SPR, SPR, true",
        "HONOURED, Winter campaign, '', false"
    })
    void rowsAreOfTheCampaignsThatWereAskedFor(String effect, String campaigns, String codes, boolean pivot)
            throws Exception {
        start("campaignsFilter", effect);
        String id = simulator.world().campaign("SPR").orElseThrow().uniqueId();
        Set<String> found = new TreeSet<>();
        try (Routes routes = new Routes(simulator)) {
            Exchange answer = routes.many("rawLeads?pivot=" + pivot + "&campaigns="
                    + campaigns.replace("{SPR}", id).replace(" ", "+"));
            assertThat(answer.getException()).isNull();
            answer.getMessage()
                    .getBody(List.class)
                    .forEach(record -> found.add(
                            record instanceof RawLeadField row
                                    ? row.getFieldValue()
                                    : ((Map<?, ?>) record).get("Phone").toString()));
        }
        assertThat(String.join(
                        " ",
                        found.stream()
                                .filter(value -> value.matches("[A-Z]{3}\\d"))
                                .map(value -> value.substring(0, 3))
                                .collect(Collectors.toCollection(TreeSet::new))))
                .isEqualTo(codes);
    }

    @Test
    void withoutTheRightToReadLeadsRowsOfSomeCampaignsAreRefused() throws Exception {
        start("campaignsFilter", "IGNORED");
        simulator.faults().always("GET /simpleleads", Fault.status(403));
        try (Routes routes = new Routes(simulator)) {
            assertThat(routes.many("rawLeads?campaigns=SPR").getException())
                    .isInstanceOf(HerobaseAccessDeniedException.class)
                    .hasMessageContaining("leave out campaigns");
            assertThat(routes.many("rawLeads?").getException()).isNull();
        }
    }

    /** The server is trusted then. */
    @ParameterizedTest
    @CsvSource({"BY_NAME, Spring+campaign, SPR", "BY_CODE, SPR, SPR", "IGNORED, SPR, AUT OLD SPR"})
    void withoutTheRightToReadCampaignsTheServerIsAskedForThem(String effect, String campaigns, String codes)
            throws Exception {
        start("campaignsFilter", effect);
        simulator.faults().always("GET /campaigns", Fault.status(403));
        try (LogCapture log = new LogCapture()) {
            assertThat(String.join(" ", codes("campaigns=" + campaigns))).isEqualTo(codes);
            assertThat(log.text()).contains("campaigns cannot be checked");
            assertThat(log.text()).doesNotContain("does not apply the filter");
        }
    }

    @Test
    void aConsumerTakesCampaignsByNameToo() throws Exception {
        start("campaignsFilter", "BY_NAME");
        Set<String> sink = new ConcurrentSkipListSet<>();
        try (Routes routes = new Routes(simulator)) {
            routes.context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("herobase:simpleLeads?campaigns=Spring+campaign&initialFrom=P1D&until=now&initialDelay=0"
                                    + "&cursorRepository=#memory")
                            .process(exchange -> sink.add(
                                    exchange.getMessage().getBody(Lead.class).getUniqueId()));
                }

                {
                    routes.context.getRegistry().bind("memory", new MemoryStateRepository());
                }
            });
            await().until(() -> sink.size() == 3);
        }
    }

    /** As of the option: the server passes over it. The header's text is not logged, as it may be anything. */
    @ParameterizedTest
    @ValueSource(
            strings = {"simpleLeads", "savedSearch?searchName=All", "calls?orgCodes=Danmark&startTime=today", "users"})
    void anUnknownIncludeOfAHeaderIsToldOnce(String operation) throws Exception {
        start("enumForm", "NAMES");
        try (Routes routes = new Routes(simulator);
                LogCapture log = new LogCapture()) {
            for (String include : List.of("parent,xyzzyWord", "xyzzyWord")) {
                routes.context
                        .createProducerTemplate()
                        .request("herobase:" + operation, exchange -> exchange.getMessage()
                                .setHeader(HerobaseConstants.INCLUDE, include));
            }
            assertThat(log.text()).containsOnlyOnce("in the header CamelHerobaseInclude are not known");
            assertThat(log.text()).doesNotContain("xyzzyWord");
        }
    }
}
