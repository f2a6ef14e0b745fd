package io.github.camelherobase.support;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;

import io.github.camelherobase.simulator.HerobaseSimulator;

/** Imports into a HeroBase of the test's own, by routes of its own. */
public abstract class ImportTestSupport {

    protected HerobaseSimulator simulator;
    protected DefaultCamelContext context;
    protected ProducerTemplate template;

    /** @param routes that import what comes to {@code direct:import} */
    protected void start(HerobaseSimulator.Builder site, RouteBuilder routes) throws Exception {
        simulator = site.account(ImportSites.unlimited()).start();
        context = ImportSites.context(simulator.baseUrl());
        context.addRoutes(routes);
        context.start();
        template = context.createProducerTemplate();
    }

    @AfterEach
    protected void end() throws Exception {
        context.close();
        simulator.close();
    }

    protected Exchange send(String uri, Object body) {
        return template.send(uri, exchange -> exchange.getMessage().setBody(body));
    }

    /** The data of each lead that HeroBase has, in their order. */
    protected List<Map<String, String>> stored() {
        return simulator
                .world()
                .leads()
                .<Map<String, String>>map(lead -> lead.data())
                .toList();
    }
}
