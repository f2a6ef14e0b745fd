package io.github.camelherobase.imports;

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.service.ImportResultDetail;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.support.ImportTestSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What goes in is what the person meant, and what is refused says why. */
class WhatABodyIsTest extends ImportTestSupport {

    private static final String PRETTY =
            "{\n  \"CampaignCode\" : \"AUTUMN25\",\n  \"Data\" : {\n    \"Phone\" : \"1\"\n  }\n}\n";

    @TempDir
    Path folder;

    @BeforeEach
    void begin() throws Exception {
        start(
                HerobaseSimulator.builder()
                        .campaign(CampaignSpec.code("SPRING25")
                                .required("Phone")
                                .optional("FirstName", "LastName", "CrmId"))
                        .campaign(CampaignSpec.code("AUTUMN25").required("Phone"))
                        .openPoints(points -> points.importResultDetail(ImportResultDetail.DETAILED)),
                new RouteBuilder() {
                    @Override
                    public void configure() {
                        errorHandler(noErrorHandler());
                        from("direct:import").to("herobase:importLeads");
                    }
                });
    }

    private Exchange send(Object body) {
        return send("direct:import", body);
    }

    private List<String> phones() {
        return simulator.world().leads().map(lead -> lead.data().get("Phone")).toList();
    }

    private int requests() {
        return simulator.books().requests("POST /leads").size();
    }

    /** B1, B2. */
    @Test
    void aPrettyPrintedObjectIsOneLeadWhateverCarriesIt() throws Exception {
        Path file = Files.writeString(folder.resolve("lead.json"), PRETTY);
        for (Object body : List.of(
                PRETTY,
                PRETTY.getBytes(StandardCharsets.UTF_8),
                new ByteArrayInputStream(PRETTY.getBytes()),
                file.toFile(),
                file)) {
            Exchange done = send(body);
            assertThat(done.getException()).isNull();
            assertThat(done.getMessage().getBody()).isInstanceOf(LeadImportResult.class);
        }
        assertThat(simulator.world().leads().map(Lead::campaign).map(campaign -> campaign.code()))
                .hasSize(5)
                .containsOnly("AUTUMN25");
    }

    /** B2: an empty body is never a success. */
    @Test
    void nothingIsAHerobaseException() throws Exception {
        Path file = Files.writeString(folder.resolve("empty.json"), "");
        for (Object body :
                new Object[] {null, "", " \n", new byte[0], new ByteArrayInputStream(new byte[0]), file.toFile()}) {
            assertThat(send(body).getException()).isInstanceOf(HerobaseException.class);
        }
        assertThat(send("[]").getMessage().getBody()).isInstanceOf(ImportReport.class);
        assertThat(send(List.of()).getMessage().getBody()).isInstanceOf(ImportReport.class);
        assertThat(requests()).isZero();
    }

    /** B3. */
    @Test
    void twoSlipsHideNoLeads() {
        String damaged = "{\"Phone\":\"0\",\"FirstName\":\"27\" TV\"}";
        List<String> leads = new ArrayList<>();
        for (int i = 1; i <= 8; i++) {
            leads.add(i == 2 || i == 6 ? damaged : "{\"Phone\":\"" + i + "\",\"FirstName\":\"Ida\"}");
        }

        Exchange compact = send("[" + String.join(",", leads) + "]");
        assertThat(compact.getException())
                .isInstanceOfSatisfying(HerobaseImportAbortedException.class, e -> {
                    assertThat(e.report().complete()).isFalse();
                    assertThat(e.report().accepted()).isEqualTo(1);
                    assertThat(e.report().rejected()).isEqualTo(1);
                })
                .hasMessageContaining("from byte ");
        assertThat(phones()).containsExactly("1");

        Exchange lines = send(String.join("\n", leads));
        assertThat(lines.getException()).isNull();
        ImportReport report = lines.getMessage().getBody(ImportReport.class);
        assertThat(report.complete()).isTrue();
        assertThat(report.accepted()).isEqualTo(6);
        assertThat(report.rejected()).isEqualTo(2);
    }

    /** B4, B14. */
    @Test
    void marksUtf16AndCommasAtLineEndsAreTolerated() {
        String two = "\uFEFF[{\"Phone\":\"1\"},{\"Phone\":\"2\"}]";
        for (Object body : List.of(
                two,
                two.getBytes(StandardCharsets.UTF_8),
                two.getBytes(StandardCharsets.UTF_16LE),
                two.substring(1).getBytes(StandardCharsets.UTF_16BE),
                "{\"Phone\":\"1\"},\n{\"Phone\":\"2\"},\n",
                "{\"Phone\":\"1\"}\n{\"Phone\":\"2\"}")) {
            assertThat(send(body).getMessage().getBody(ImportReport.class).accepted())
                    .isEqualTo(2);
        }
    }

    /** B5, B6, B9. */
    @Test
    void aValueIsOneTextOrIsRefusedByFieldAndType() {
        send("{\"Phone\":4570001000.0}");
        send(Map.of("Phone", 4570001000.0));
        send(Map.of("Phone", new BigDecimal("4.570001E+9")));
        assertThat(phones()).containsExactly("4570001000", "4570001000", "4570001000");

        send(Map.of("Phone", "5", "FirstName", new Date(0)));
        assertThat(simulator.world().leads().map(lead -> lead.data().get("FirstName")))
                .contains("1970-01-01T01:00:00+01:00");

        int before = requests();
        assertRejected(
                Map.of("Phone", "1", "FirstName", new StringBuilderHolder()), "FirstName", "StringBuilderHolder");
        assertRejected(Map.of("Phone", "1", "FirstName", Optional.of("x")), "FirstName", "java.util.Optional");
        assertRejected(Map.of("Phone", Double.NaN), "Phone", "finite");
        assertRejected("{\"Phone\":1e999999999}", "Phone", "400 digits");
        assertThat(requests()).isEqualTo(before);
    }

    private static final class StringBuilderHolder {}

    private void assertRejected(Object body, String... words) {
        assertThat(send(body).getException())
                .isInstanceOf(HerobaseLeadRejectedException.class)
                .hasMessageContainingAll(words);
    }

    /** B7: in whatever charset this Java machine runs. */
    @Test
    void theCharsetOfTheFileEndpointIsHonoured() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("inbox"));
        Files.write(
                inbox.resolve("a.json"),
                "{\"Phone\":\"1\",\"FirstName\":\"Søren\"}".getBytes(StandardCharsets.ISO_8859_1));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?charset=ISO-8859-1&initialDelay=0&delay=50")
                        .to("herobase:importLeads");
            }
        });

        await().until(() -> simulator.world().leadCount() == 1);
        assertThat(simulator.world().leads().findFirst().orElseThrow().data()).containsEntry("FirstName", "Søren");
    }

    /** B8. */
    @Test
    void aNamedCampaignIsNeverIgnored() {
        assertRejected(Map.of("Phone", "1", "CampaignCode", "AUTUMN25"), "campaignField=CampaignCode");
        assertRejected("{\"CampaignCode\":\"OTHER\",\"Data\":null}", "campaignField=CampaignCode");
        assertThat(requests()).isZero();
    }

    /** B11. */
    @Test
    void aMarkBeforeAFieldsNameIsStripped() {
        assertThat(send(Map.of("Phone", "1", "\uFEFFCrmId", "7")).getException())
                .isNull();
        assertThat(simulator.world().leads().findFirst().orElseThrow().data()).containsEntry("CrmId", "7");
    }

    /** B12. */
    @Test
    void aCampaignThatIsNotKnownCostsFewRequestsAndEndsNoOther() {
        List<Object> leads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            leads.add(Map.of("CampaignCode", "SPRNG25", "Data", Map.of("Phone", "x" + i)));
        }
        leads.add(Map.of("CampaignCode", "AUTUMN25", "Data", Map.of("Phone", "1")));

        assertThat(send(leads).getException()).isInstanceOfSatisfying(HerobaseImportAbortedException.class, e -> {
            assertThat(e.report().accepted()).isEqualTo(1);
            assertThat(e.report().notSent()).isGreaterThanOrEqualTo(191);
            assertThat(e.report().getTotal()).isEqualTo(201);
        });
        assertThat(requests()).isLessThanOrEqualTo(5 + 4 + 1);
        assertThat(phones()).containsExactly("1");
    }

    /** B13. */
    @Test
    void theServersReasonIsInTheMessage() {
        assertRejected(Map.of("FirstName", "Ida"), "Phone", "Required");
        Exchange many = send(List.of(Map.of("Phone", "1"), Map.of("FirstName", "Ida")));
        assertThat(many.getMessage().getBody(ImportReport.class).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.reason()).contains("Phone", "Required"));
    }

    /** B15. */
    @Test
    void aBlankCampaignHeaderIsNone() {
        Exchange done = template.send("direct:import", exchange -> {
            exchange.getMessage().setBody(Map.of("Phone", "1"));
            exchange.getMessage().setHeader("CamelHerobaseCampaignCode", " ");
        });
        assertThat(done.getException()).isNull();
    }

    /** B10. */
    @Test
    void blankRowsArePassedOverAndCounted() {
        List<Map<String, String>> rows = new ArrayList<>(List.of(Map.of("Phone", "1"), Map.of("Phone", "2")));
        for (int i = 0; i < 40; i++) {
            Map<String, String> blank = new LinkedHashMap<>();
            blank.put("Phone", "");
            blank.put("FirstName", i % 2 == 0 ? " " : null);
            rows.add(blank);
        }
        Exchange done = send(rows);

        assertThat(done.getException()).isNull();
        assertThat(requests()).isEqualTo(2);
        assertThat(context.resolveLanguage("simple")
                        .createExpression("${body.blank} ${body.rejected} ${body.total}")
                        .evaluate(done, String.class))
                .isEqualTo("40 0 42");
    }

    @Test
    void exchangesAreReadThroughToTheirBodies() {
        Exchange map = new DefaultExchange(context);
        map.getMessage().setBody(Map.of("Phone", "1"));
        Exchange json = new DefaultExchange(context);
        json.getMessage().setBody("{\"Phone\":\"2\"}");

        assertThat(send(List.of(map, json))
                        .getMessage()
                        .getBody(ImportReport.class)
                        .accepted())
                .isEqualTo(2);
        assertThat(phones()).containsExactlyInAnyOrder("1", "2");
    }

    /** B14: an exception of a CSV reader names the line, and nothing else of its words. */
    @Test
    void aBadRowOfCsvIsNamedByItsLine() {
        Iterable<Object> rows = () -> new java.util.Iterator<>() {
            private int row;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Object next() {
                if (row++ == 1) {
                    throw new java.io.UncheckedIOException(new java.io.IOException(
                            "Invalid character between encapsulated token and delimiter at line: 3, position: 10"));
                }
                return Map.of("Phone", "1");
            }
        };

        assertThat(send(rows).getException()).hasMessageContaining("at line 3").hasMessageContaining("delimiter");
    }

    /** U1: done when the rejected ones were handed on, so that the file is read once. */
    @Test
    void anImportWhoseRejectsWereAllHandedOnIsDone() throws Exception {
        Path inbox = Files.createDirectories(folder.resolve("rejects"));
        List<Object> handedOn = java.util.Collections.synchronizedList(new ArrayList<>());
        Files.writeString(inbox.resolve("one.json"), "{\"FirstName\":\"Ida\"}");
        Files.writeString(inbox.resolve("two.json"), "[{\"FirstName\":\"Ida\"},{\"FirstName\":\"Bo\"}]");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + inbox + "?initialDelay=0&delay=50")
                        .to("herobase:importLeads?rejectedUri=direct:rejected");
                from("direct:rejected")
                        .process(exchange -> handedOn.add(exchange.getMessage().getHeader("CamelHerobaseReason")));
            }
        });

        await().until(() ->
                Files.exists(inbox.resolve(".camel/one.json")) && Files.exists(inbox.resolve(".camel/two.json")));
        assertThat(handedOn).hasSize(3).allSatisfy(reason -> assertThat(reason.toString())
                .contains("Phone"));
        assertThat(requests()).isEqualTo(3);
    }
}
