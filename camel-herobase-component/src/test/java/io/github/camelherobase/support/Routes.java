package io.github.camelherobase.support;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.simulator.HerobaseSimulator;

/** A context with one route that exports and one that imports, both with options of the test's choice. */
public final class Routes implements AutoCloseable {

    /** How many records the exchange has read, as its property. */
    public static final String READ = "read";

    public final DefaultCamelContext context = new DefaultCamelContext();
    private final ProducerTemplate template;

    public Routes(HerobaseSimulator simulator) throws Exception {
        this(simulator, context -> context.getCamelContextExtension()
                .setErrorHandlerFactory(new NoErrorHandlerDefinition()));
    }

    /** @param preparation is called before the context starts */
    public Routes(HerobaseSimulator simulator, Consumer<DefaultCamelContext> preparation) throws Exception {
        this(simulator.baseUrl(), preparation);
    }

    /** Against any server. */
    public Routes(String baseUrl, Consumer<DefaultCamelContext> preparation) throws Exception {
        HerobaseConfiguration configuration =
                context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
        configuration.setBaseUrl(baseUrl);
        configuration.setUsername(HerobaseSimulator.DEFAULT_USERNAME);
        configuration.setPassword(HerobaseSimulator.DEFAULT_PASSWORD);
        configuration.setCampaignCode(HerobaseSimulator.DEFAULT_CAMPAIGN);
        // A fault is for the request under test, not for the one that asks how the quota stands.
        configuration.setQuotaSync(0);
        // Failures are the tests' matter, not the log's; a test of the log sets a handler of its own.
        context.getCamelContextExtension().setErrorHandlerFactory(new NoErrorHandlerDefinition());
        preparation.accept(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:export")
                        .toD("herobase:simpleLeads?${header.options}")
                        .process(Routes::readAll);
                from("direct:late")
                        .toD("herobase:simpleLeads?${header.options}")
                        .process(Routes::collect)
                        .process(Routes::look);
                from("direct:many").toD("herobase:${header.operation}").process(Routes::collect);
                from("direct:nested")
                        .toD("herobase:simpleLeads?${header.options}")
                        .process(Routes.this::goDeeper);
                from("direct:raw")
                        .toD("herobase:simpleLeads?outputType=raw&${header.options}")
                        .process(Routes::drain);
                from("direct:one").toD("herobase:${header.operation}");
                from("direct:import").toD("herobase:importLeads?${header.options}");
            }
        });
        context.start();
        template = context.createProducerTemplate();
    }

    private static void collect(Exchange exchange) {
        exchange.getMessage().setBody(exchange.getMessage().getBody(List.class));
    }

    private static void look(Exchange exchange) {
        for (Object lead : exchange.getMessage().getBody(List.class)) {
            ((Lead) lead).getLastModifiedTime();
        }
    }

    private static void readAll(Exchange exchange) {
        RecordStream<?> records = exchange.getMessage().getBody(RecordStream.class);
        exchange.setProperty(READ, 0L);
        while (records.hasNext()) {
            ((Lead) records.next()).getStatus();
            exchange.setProperty(READ, records.recordCount());
        }
    }

    private static void drain(Exchange exchange) throws IOException {
        try (InputStream bytes = exchange.getMessage().getBody(InputStream.class)) {
            bytes.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** Exports raw bytes, and reads them. */
    public Exchange raw(String options) {
        return template.request("direct:raw", exchange -> exchange.getMessage().setHeader("options", options));
    }

    /** Exports, and looks into each lead. */
    public Exchange export(String options) {
        return template.request(
                "direct:export", exchange -> exchange.getMessage().setHeader("options", options));
    }

    /** Exports, and looks into the leads when all are there. */
    public Exchange late(String options) {
        return template.request("direct:late", exchange -> exchange.getMessage().setHeader("options", options));
    }

    /** Exports while an export is open, and so on; none is read. */
    public Exchange nested(int depth, String options) {
        return template.request("direct:nested", exchange -> {
            exchange.getMessage().setHeader("options", options);
            exchange.setProperty("depth", depth);
        });
    }

    private void goDeeper(Exchange exchange) {
        int depth = exchange.getProperty("depth", Integer.class);
        if (depth > 1) {
            Exception failure = nested(depth - 1, exchange.getMessage().getHeader("options", String.class))
                    .getException();
            exchange.setException(failure);
        }
    }

    /** Asks for one record. */
    public Exchange one(String operation) {
        return template.request("direct:one", exchange -> exchange.getMessage().setHeader("operation", operation));
    }

    /** Asks for all records of an operation. */
    public Exchange many(String operation) {
        return template.request("direct:many", exchange -> exchange.getMessage().setHeader("operation", operation));
    }

    /** Imports a lead, or leads. */
    public Exchange importing(Object body, String options) {
        return template.request("direct:import", exchange -> {
            exchange.getMessage().setHeader("options", options);
            exchange.getMessage().setBody(body);
        });
    }

    @Override
    public void close() {
        context.stop();
    }
}
