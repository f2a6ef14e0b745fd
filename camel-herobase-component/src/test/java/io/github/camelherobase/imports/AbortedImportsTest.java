package io.github.camelherobase.imports;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.dataformat.CsvDataFormat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.HerobaseInvalidRequestException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;

/** What the exception of an import that did not end well says: the worst, where it is, and whether to deliver again. */
class AbortedImportsTest {

    private static final String POST = "POST /leads";
    private static final int LEADS = 40;

    private final HerobaseSimulator simulator =
            HerobaseSimulator.builder().account(ImportSites.unlimited()).start();
    private DefaultCamelContext context;

    @BeforeEach
    void begin() throws Exception {
        context = ImportSites.context(simulator.baseUrl());
        CsvDataFormat csv = new CsvDataFormat();
        csv.setLazyLoad("true");
        csv.setUseMaps("true");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:import").toD("herobase:importLeads?importConcurrency=1&${header.options}");
                from("direct:csv").unmarshal(csv).toD("herobase:importLeads?importConcurrency=1&${header.options}");
                from("direct:repeated")
                        .errorHandler(defaultErrorHandler()
                                .maximumRedeliveries(10)
                                .redeliveryDelay(0)
                                .logExhausted(false)
                                .retryWhile(simple("${exception.retryable}")))
                        .to("direct:import");
            }
        });
        context.start();
    }

    @AfterEach
    void end() throws Exception {
        context.close();
        simulator.close();
    }

    private HerobaseImportAbortedException aborted(String route, Object body, String options) {
        Exchange done = context.createProducerTemplate().request(route, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeader("options", options);
        });
        assertThat(done.getException()).isInstanceOf(HerobaseImportAbortedException.class);
        return (HerobaseImportAbortedException) done.getException();
    }

    private static List<Map<String, Object>> leads(String field) {
        return IntStream.range(0, LEADS)
                .mapToObj(i -> Map.<String, Object>of(field, "4570" + i))
                .toList();
    }

    private long posts() {
        return simulator.books().requests().stream()
                .filter(request -> request.method().equals("POST"))
                .count();
    }

    @Test
    void aRefusedCampaignIsNotRetryable() {
        HerobaseImportAbortedException aborted = aborted("direct:repeated", leads("Phone"), "campaignCode=SPRNG25");

        assertThat(aborted.report().notSent()).isPositive();
        assertThat(aborted.isRetryable()).isFalse();
        assertThat(aborted.getHttpResponseCode()).isEqualTo(400);
        assertThat(aborted).hasCauseInstanceOf(HerobaseInvalidRequestException.class);
        assertThat(aborted.getMessage())
                .contains(aborted.report().notSent() + " not sent, first at position "
                        + aborted.report().rejected());
        assertThat(posts()).isEqualTo(aborted.report().rejected());
    }

    @Test
    void doubtsAreNamedBeforeRejectedLeads() {
        simulator.faults().next(POST, 2, Fault.body(400, "text/plain", "no"));
        simulator.faults().next(POST, 3, Fault.resetBeforeAnswer());

        HerobaseImportAbortedException aborted =
                aborted("direct:import", leads("Phone"), "campaignCode=" + HerobaseSimulator.DEFAULT_CAMPAIGN);

        ImportReport report = aborted.report();
        assertThat(report.inDoubt()).isEqualTo(3);
        assertThat(aborted.getMessage())
                .contains("3 in doubt, first at position")
                .doesNotContain("rejected, first");
    }

    /** As commons-csv names it: two causes down, as "startline". */
    @Test
    void anUnclosedQuoteNamesItsLine() {
        HerobaseImportAbortedException aborted = aborted(
                "direct:csv", "CrmId,Phone\n1,45700001\n2,45700002\n3,\"45700003\n4,45700004\n", "onRejected=report");

        assertThat(aborted.getMessage()).contains("at line 4 of its text").doesNotContain("45700003");
    }

    /** Field names are said to be there or not, but not printed: without a header row they are values. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\u00EF\u00BB\u00BFCrmId,Secret | byte order mark is read in another charset",
                "45700001,Hansen | look at the header row",
            })
    void aMissingKeyIsExplained(String header, String remedy) {
        List<String> names = List.of(header.split(","));
        Map<String, Object> lead = names.stream().collect(Collectors.toMap(name -> name, name -> "45700001"));

        HerobaseImportAbortedException aborted = aborted("direct:import", List.of(lead), "dryRun=true&importKey=CrmId");

        assertThat(aborted.getMessage())
                .contains("its importKey CrmId has no value, as none of its " + names.size() + " fields has that name")
                .contains(remedy)
                .doesNotContain("Secret")
                .doesNotContain("Hansen")
                .doesNotContain("45700001");
    }

    @Test
    void aBlankKeyIsNamed() {
        HerobaseImportAbortedException aborted = aborted(
                "direct:import", List.of(Map.of("CrmId", " ", "Phone", "45700001")), "dryRun=true&importKey=CrmId");

        assertThat(aborted.getMessage()).contains("its importKey CrmId has no value, so the journal");
    }

    @Test
    void aDryRunCostsNothing() {
        Exchange done = context.createProducerTemplate().request("direct:import", exchange -> {
            exchange.getMessage().setBody(leads("Phone"));
            exchange.getMessage()
                    .setHeader("options", "dryRun=true&campaignCode=" + HerobaseSimulator.DEFAULT_CAMPAIGN);
        });

        assertThat(done.getMessage().getBody(ImportReport.class).toString())
                .contains("dryRun")
                .contains("requestsAnImportWouldCost=" + LEADS)
                .doesNotContain("requestsCharged");
        assertThat(posts()).isZero();
    }
}
