package com.example;

import java.util.List;
import java.util.Map;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.SimulatorExtension;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is published is enough to bring a lead in and out again. */
class ComponentAndSimulatorTest {

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = SimulatorExtension.create();

    @Test
    void aLeadGoesInAndComesOutAgain() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            HerobaseConfiguration account =
                    context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
            account.setBaseUrl(SIMULATOR.simulator().baseUrl());
            account.setUsername(HerobaseSimulator.DEFAULT_USERNAME);
            account.setPassword(HerobaseSimulator.DEFAULT_PASSWORD);
            context.start();
            ProducerTemplate template = context.createProducerTemplate();

            LeadImportResult result = template.requestBody(
                    "herobase:importLeads?campaignCode=" + HerobaseSimulator.DEFAULT_CAMPAIGN,
                    Map.of("Phone", "70000001"),
                    LeadImportResult.class);
            String status = context.createFluentProducerTemplate()
                    .withBody("x")
                    .to("herobase:lead?uniqueId="
                            + SIMULATOR.simulator().world().leads().findFirst().orElseThrow().uniqueId())
                    .request(Lead.class)
                    .getStatus();

            assertTrue(result.isSuccess());
            assertEquals("New", status);
            assertEquals(List.of("70000001"), SIMULATOR.simulator().world().leads()
                    .map(lead -> lead.data().get("Phone"))
                    .toList());
        }
    }
}
