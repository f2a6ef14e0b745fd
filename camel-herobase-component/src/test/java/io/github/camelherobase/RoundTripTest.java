package io.github.camelherobase;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.HerobaseAuthenticationException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.simulator.HerobaseSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Leads go in and come out, over HTTP, against the simulator. */
class RoundTripTest extends CamelTestSupport {

    private static final HerobaseSimulator SIMULATOR = HerobaseSimulator.start();

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    private static String uri(String operation, String options) {
        return "herobase:" + operation + "?baseUrl=" + SIMULATOR.baseUrl() + "&username="
                + HerobaseSimulator.DEFAULT_USERNAME + "&password=RAW(" + HerobaseSimulator.DEFAULT_PASSWORD + ")"
                + options;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:import").to(uri("importLeads", "&campaignCode=SPRING25"));
                from("direct:export")
                        .to(uri("simpleLeads", ""))
                        .split(body())
                        .streaming()
                        .to("mock:lead");
                from("direct:late").to(uri("simpleLeads", ""));
                from("direct:logged")
                        .to(uri("simpleLeads", ""))
                        .to("log:x?showAll=true")
                        .log("${body}")
                        .process(exchange -> exchange.setProperty(
                                "taken",
                                exchange.getMessage()
                                        .getBody(RecordStream.class)
                                        .recordCount()));
                from("direct:wrongPassword")
                        .to(uri("importLeads", "&campaignCode=SPRING25").replace("(secret)", "(wrong)"));
            }
        };
    }

    @Test
    void oneLeadGoesInAndComesOut() throws Exception {
        Object result = template.requestBody("direct:import", Map.of("Phone", "70000001", "FirstName", "Ærø"));
        assertThat(result).isInstanceOfSatisfying(LeadImportResult.class, it -> {
            assertThat(it.isSuccess()).isTrue();
            assertThat(it.lead().getData()).containsEntry("FirstName", "Ærø");
        });

        MockEndpoint leads = getMockEndpoint("mock:lead");
        leads.expectedMinimumMessageCount(1);
        template.sendBody("direct:export", null);
        leads.assertIsSatisfied();
        assertThat(leads.getExchanges())
                .extracting(
                        exchange -> exchange.getMessage().getBody(Lead.class).getData())
                .anySatisfy(data -> assertThat(data).containsEntry("FirstName", "Ærø"));
    }

    @Test
    void manyLeadsEndInAReport() {
        ImportReport report = template.requestBody(
                "direct:import",
                List.of(Map.of("Phone", "70000002"), Map.of("FirstName", "no phone"), "{\"Phone\":\"70000003\"}", 17),
                ImportReport.class);

        assertThat(report.accepted()).isEqualTo(2);
        assertThat(report.rejected()).isEqualTo(2);
        assertThat(report.complete()).isTrue();
        assertThat(report.problems()).extracting(ImportReport.Problem::position).containsExactly(1L, 3L);
        assertThat(report.requestsCharged()).isEqualTo(3);
    }

    @Test
    void aRejectedLeadFailsItsExchange() {
        assertThatThrownBy(() -> template.requestBody("direct:import", Map.of("FirstName", "no phone")))
                .isInstanceOf(CamelExecutionException.class)
                .hasCauseInstanceOf(HerobaseLeadRejectedException.class);
    }

    @Test
    void aStreamReadAfterItsExchangeThrows() {
        Object body = template.requestBody("direct:late", (Object) null);
        assertThatThrownBy(() -> context.getTypeConverter().mandatoryConvertTo(List.class, body))
                .hasStackTraceContaining("The exchange that opened this export is complete");
    }

    @Test
    void loggingReadsNoRecord() {
        assertThat(template.request("direct:logged", exchange -> {}).getProperty("taken"))
                .hasToString("0");
    }

    /** The message history is printed, with the body, when an exchange fails. */
    @Test
    void tracingAndMessageHistoryReadNoRecord() throws Exception {
        AtomicLong taken = new AtomicLong(-1);
        try (CamelContext traced = new DefaultCamelContext()) {
            traced.setTracing(true);
            traced.setBacklogTracing(true);
            traced.setMessageHistory(true);
            traced.setLogMask(false);
            traced.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:traced")
                            .to(uri("simpleLeads", ""))
                            .setHeader("step", constant("two"))
                            .to("log:y?showAll=true&multiline=true")
                            .process(exchange -> {
                                taken.set(exchange.getMessage()
                                        .getBody(RecordStream.class)
                                        .recordCount());
                                throw new IllegalStateException("to print the message history");
                            });
                }
            });
            traced.start();
            Exchange failed = traced.createProducerTemplate().send("direct:traced", exchange -> {});
            assertThat(failed.getException()).hasMessage("to print the message history");
            assertThat(failed.getMessage().getBody(RecordStream.class).recordCount())
                    .isZero();
        }
        assertThat(taken).hasValue(0);
    }

    @Test
    void aWrongPasswordIsSaidPlainly() {
        assertThatThrownBy(() -> template.requestBody("direct:wrongPassword", Map.of("Phone", "70000004")))
                .cause()
                .isInstanceOf(HerobaseAuthenticationException.class)
                .hasMessageContaining("POST /leads answered 401")
                .hasMessageNotContaining("wrong)");
    }
}
