package io.github.camelherobase.imports;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;

/** A column names the campaign of each lead. */
class CampaignFieldTest {

    @Test
    void theFieldNamesTheCampaignAndIsNotSent() throws Exception {
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .campaign(CampaignSpec.code("SPRING25").required("Phone"))
                        .campaign(CampaignSpec.code("AUTUMN25").required("Phone"))
                        .start();
                DefaultCamelContext context = ImportSites.context(simulator.baseUrl())) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:import").to("herobase:importLeads?campaignField=Campaign");
                }
            });
            context.start();

            Exchange done = context.createProducerTemplate().send("direct:import", exchange -> exchange.getMessage()
                    .setBody(List.of(
                            Map.of("Phone", "1", "campaign", " AUTUMN25 "),
                            Map.of("Phone", "2", "Campaign", ""),
                            Map.of("Phone", "", "Campaign", "AUTUMN25"))));

            assertThat(done.getException()).isNull();
            assertThat(simulator
                            .world()
                            .leads()
                            .map(lead -> lead.data().get("Phone") + " "
                                    + lead.campaign().code()))
                    .containsExactlyInAnyOrder("1 AUTUMN25", "2 SPRING25");
            assertThat(simulator.books().requests("POST /leads"))
                    .hasSize(2)
                    .allSatisfy(request -> assertThat(request.body()).doesNotContainIgnoringCase("\"Campaign\""));
        }
    }
}
