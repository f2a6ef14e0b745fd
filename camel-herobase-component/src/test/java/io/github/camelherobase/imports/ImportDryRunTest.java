package io.github.camelherobase.imports;

import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.ImportReport.Problem;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;

/** A dry run says what an import would come to, and sends nothing. */
class ImportDryRunTest {

    private HerobaseSimulator simulator;
    private DefaultCamelContext context;

    private void begin(AccountSpec account) throws Exception {
        simulator = HerobaseSimulator.builder().account(account).start();
        context = ImportSites.context(simulator.baseUrl());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:import").to("herobase:importLeads?dryRun=true&importKey=Phone");
            }
        });
        context.start();
    }

    @AfterEach
    void end() throws Exception {
        context.close();
        simulator.close();
    }

    private Exchange send(Object body) {
        return context.createProducerTemplate()
                .request("direct:import", exchange -> exchange.getMessage().setBody(body));
    }

    @Test
    void missingAndUnknownFieldsAreNamedAndRequestsCounted() throws Exception {
        begin(ImportSites.unlimited());

        ImportReport report = send(List.of(
                        Map.of("phone", "1", "FirstName", "Ada"),
                        Map.of("Phone", "2", "ShoeSize", "39"),
                        Map.of("Phone", " ", "FirstName", "Ada"),
                        "{broken"))
                .getMessage()
                .getBody(ImportReport.class);

        assertThat(report.dryRun()).isTrue();
        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(3);
        assertThat(report.requestsCharged()).isEqualTo(2);
        assertThat(report.problems()).extracting(Problem::position).containsExactly(1L, 2L, 3L);
        assertThat(report.problems().get(0).reason()).contains("does not know the fields [ShoeSize]");
        assertThat(report.problems().get(1).reason()).contains("importKey Phone has no value");
        assertNothingWasSent();
    }

    @Test
    void oneLeadIsAReportToo() throws Exception {
        begin(ImportSites.unlimited());
        Exchange done = send(Map.of("Phone", "1"));
        assertThat(done.getMessage().getBody(ImportReport.class).accepted()).isEqualTo(1);
        assertNothingWasSent();
    }

    @Test
    void oneLeadWithoutARequiredFieldFails() throws Exception {
        begin(ImportSites.unlimited());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:noKey").to("herobase:importLeads?dryRun=true");
            }
        });
        Exchange done = context.createProducerTemplate()
                .request("direct:noKey", exchange -> exchange.getMessage().setBody(Map.of("FirstName", "Ada")));
        assertThat(done.getException())
                .isInstanceOf(HerobaseImportAbortedException.class)
                .hasMessageContaining("lacks the required fields [Phone]");
        assertNothingWasSent();
    }

    @Test
    void withoutTheRightToReadDefinitionsTheRestIsChecked() throws Exception {
        begin(ImportSites.unlimited().resourceRights(Resource.CAMPAIGNS));

        ImportReport report = send(List.of(Map.of("Phone", "1", "ShoeSize", "39"), 17))
                .getMessage()
                .getBody(ImportReport.class);

        assertThat(report.accepted()).isEqualTo(1);
        assertThat(report.rejected()).isEqualTo(1);
        assertNothingWasSent();
    }

    private void assertNothingWasSent() {
        assertThat(simulator.world().leadCount()).isZero();
        assertThat(simulator.books().requests("POST /leads")).isEmpty();
    }
}
