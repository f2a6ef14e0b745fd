package io.github.camelherobase.client;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseInvalidRequestException;
import io.github.camelherobase.api.HerobaseInvalidRequestException.FieldError;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.support.Failure;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every failure is told apart, and never looks like a success. */
class FailuresTest {

    private static final String PHONE = "+45 7000-7777";
    private static final Map<String, String> LEAD = Map.of("Phone", PHONE, "FirstName", "Søren & \"Ægir\"");

    private HerobaseSimulator simulator;
    private Routes routes;

    @BeforeEach
    void begin() throws Exception {
        simulator = HerobaseSimulator.start();
        for (int i = 0; i < 3; i++) {
            simulator.world().addLead("SPRING25", LEAD);
        }
        routes = new Routes(simulator);
    }

    @AfterEach
    void end() {
        routes.close();
        simulator.close();
    }

    static Stream<Failure> failures() {
        return Failure.all("phone=" + PHONE, "phone=" + PHONE);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anExportThrowsItsOwnException(Failure failure) {
        failure.inject().accept(simulator);

        HerobaseException thrown = thrown(routes.export(failure.options()));

        assertThat(thrown).isInstanceOf(failure.expected()).hasMessageContaining(failure.said());
        assertThat(thrown.getHttpResponseCode()).isEqualTo(failure.status());
        assertThat(thrown.getService()).isEqualTo("GET /simpleleads");
        assertThat(thrown.isRetryable()).isEqualTo(failure.retryable());
        assertThat(thrown.getMessage()).contains("GET /simpleleads").hasSizeLessThan(1000);
        if (failure.status() < 400) {
            assertThat(thrown).hasMessageNotContaining(PHONE);
        }
        assertThat(simulator.books().received()).isLessThanOrEqualTo(1);
        awaitReleased();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anImportSaysWhatHasBecomeOfTheLead(Failure failure) {
        failure.inject().accept(simulator);

        HerobaseException thrown = thrown(routes.importing(LEAD, failure.options()));

        switch (failure.lead()) {
            case IN_DOUBT ->
                assertThat(thrown)
                        .isInstanceOf(HerobaseImportUncertainException.class)
                        .hasMessageContaining("may or may not be in HeroBase");
            case REJECTED -> assertThat(thrown).isInstanceOf(HerobaseInvalidRequestException.class);
            default -> assertThat(thrown).isInstanceOf(failure.expected());
        }
        assertThat(thrown.getService()).isEqualTo("POST /leads");
        assertThat(thrown.getMessage()).hasSizeLessThan(1500);
        assertThat(simulator.books().received()).isLessThanOrEqualTo(1);
        awaitReleased();
    }

    @ParameterizedTest
    @MethodSource("failures")
    void anImportOfManyCountsWhatHasBecomeOfTheLead(Failure failure) {
        failure.inject().accept(simulator);

        Exchange done = routes.importing(new Object[] {LEAD}, failure.options());

        assertThat(done.getException()).isInstanceOfSatisfying(HerobaseImportAbortedException.class, aborted -> {
            assertThat(aborted.report().notSent()).isEqualTo(failure.lead() == Failure.LeadIs.NOT_SENT ? 1 : 0);
            assertThat(aborted.report().rejected()).isEqualTo(failure.lead() == Failure.LeadIs.REJECTED ? 1 : 0);
            assertThat(aborted.report().inDoubt()).isEqualTo(failure.lead() == Failure.LeadIs.IN_DOUBT ? 1 : 0);
            assertThat(aborted.report().accepted()).isZero();
        });
    }

    @Test
    void fieldErrorsAreHandedOver() {
        failures().filter(failure -> failure.status() == 400).forEach(failure -> failure.inject()
                .accept(simulator));

        HerobaseException thrown = thrown(routes.importing(LEAD, ""));

        assertThat(thrown)
                .isInstanceOfSatisfying(HerobaseInvalidRequestException.class, e -> assertThat(e.getFieldErrors())
                        .containsExactly(new FieldError("Phone", "NotEmpty", "phone=*** is no phone")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "reset", "clean cut"})
    void anExportCutAtEveryTenthByteThrows(String how) {
        long length = 0;
        routes.export("");
        await().until(() -> simulator.books().inFlight() == 0);
        length = simulator.books().lastAnswer().bodyBytes();
        assertThat(length).isGreaterThan(900);
        LongStream.iterate(0, bytes -> bytes + 10).limit(length / 10).forEach(bytes -> {
            simulator.faults().next(Faults.ANY_SERVICE, cut(how, bytes));
            Exchange done = routes.export("maxQuotaWait=5m&fairUse=true");
            assertThat(thrown(done))
                    .isInstanceOfAny(HerobaseProtocolException.class, HerobaseConnectionException.class)
                    .satisfies(e -> assertThat(e.isRetryable()).isTrue())
                    .hasMessageContaining("GET /simpleleads");
            assertThat(done.getProperty(Routes.READ, 0L, Long.class)).isLessThan(4);
        });
        awaitReleased();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "reset", "clean cut"})
    void anImportWhoseAnswerIsCutIsInDoubt(String how) {
        int length = "{\"success\":true}".length();
        for (int bytes = 0; bytes < length; bytes++) {
            simulator.faults().next(Faults.ANY_SERVICE, cut(how, bytes));
            assertThat(thrown(routes.importing(LEAD, ""))).isInstanceOf(HerobaseImportUncertainException.class);
        }
        assertThat(simulator.world().leadCount()).isEqualTo(3 + length);
        awaitReleased();
    }

    @Test
    void anEndlessAnswerToAnImportIsInDoubt() {
        String endless = "{\"success\":true,\"more\":\"" + "x".repeat(8 * 1024 * 1024) + "\"}";
        simulator.faults().next(Faults.ANY_SERVICE, Fault.body(200, "application/json", endless));
        assertThat(thrown(routes.importing(LEAD, "")))
                .isInstanceOf(HerobaseImportUncertainException.class)
                .hasMessageContaining("larger than 1 MB");
        awaitReleased();
        assertThat(simulator.books().lastAnswer().complete()).isFalse();
    }

    private static Fault cut(String how, long bytes) {
        return switch (how) {
            case "cut" -> Fault.cutAfterBytes(bytes);
            case "reset" -> Fault.resetAfterBytes(bytes);
            default -> Fault.truncateAfterBytes(bytes);
        };
    }

    @Test
    void aBrokenRecordIsNamedByItsPlace() {
        simulator.faults().next(Faults.ANY_SERVICE, Fault.malformedRecord(2));
        Exchange done = routes.export("");
        assertThat(thrown(done))
                .isInstanceOf(HerobaseProtocolException.class)
                .message()
                .matches("Record 1 at byte \\d+ of " + Pattern.quote(simulator.baseUrl())
                        + "/simpleleads\\?Projects=\\S+"
                        + " \\(GET /simpleleads\\) of \\d+ bytes is not valid JSON at its byte \\d+")
                .doesNotContain(PHONE);
        assertThat(thrown(done).getService()).isEqualTo("GET /simpleleads");
        assertThat(done.getProperty(Routes.READ)).isEqualTo(1L);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"lastModifiedTime\":\"70007777\"}",
                "{\"data\":{\"Phone\":\"70007777\"},}",
                "{\"data\":{\"Phone\":\"70007777\\u00\"}}"
            })
    void aRecordReadLateIsNamedByItsPlaceToo(String bad) {
        String answer = "\uFEFF [{\"uniqueId\":\"1S1\"},\n" + bad + ",{}]";
        simulator.faults().next(Faults.ANY_SERVICE, Fault.body(200, "application/json", answer));
        Exchange done = routes.late("");
        int begin = answer.substring(0, answer.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8).length;
        assertThat(thrown(done))
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageStartingWith("Record 1 at byte " + begin + " of " + simulator.baseUrl() + "/simpleleads?")
                .hasMessageNotContaining("70007777")
                .hasNoCause();
        assertThat(thrown(done).getService()).isEqualTo("GET /simpleleads");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>70007777</html>",
                "{\"uniqueId\":\"70007777\"",
                "{}x",
                "{\"responseStatus\":{\"errorCode\":\"70007777\"}}"
            })
    void anAnswerThatIsNoRecordIsNoRecord(String answer) {
        for (String operation :
                new String[] {"lead?uniqueId=1S1", "account", "orgUnit?orgCode=Danmark", "requestCounts"}) {
            simulator.faults().next(Faults.ANY_SERVICE, Fault.body(200, "text/html", answer));
            assertThat(thrown(routes.one(operation)))
                    .isInstanceOf(HerobaseProtocolException.class)
                    .hasMessageStartingWith("Record 0 at byte 0 of " + simulator.baseUrl())
                    .hasMessageNotContaining("70007777")
                    .hasNoCause();
        }
    }

    @Test
    void anErrorInPlaceOfTheRestThrows() {
        simulator.faults().next(Faults.ANY_SERVICE, Fault.errorAfterRecords(2));
        Exchange done = routes.export("");
        assertThat(thrown(done))
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("expected ',' or ']' after a record");
        assertThat(done.getProperty(Routes.READ)).isEqualTo(2L);
    }

    @Test
    void aRecordOf17MegabytesIsRefused() {
        String huge = "[{\"uniqueId\":\"1S1\",\"data\":{\"Phone\":\"" + "x".repeat(17 * 1024 * 1024) + "\"}}]";
        simulator.faults().next(Faults.ANY_SERVICE, Fault.body(200, "application/json", huge));
        assertThat(thrown(routes.export("")))
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("Record 0 at byte")
                .hasMessageContaining("larger than 16777216 bytes")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
        awaitReleased();
    }

    @Test
    void aCompressedAnswerIsReadAndACutOneThrows() {
        simulator.faults().next(Faults.ANY_SERVICE, Fault.gzip());
        assertThat(routes.export("").getProperty(Routes.READ)).isEqualTo(3L);
        simulator
                .faults()
                .next(Faults.ANY_SERVICE, Fault.truncateAfterBytes(100).around(Fault.gzip()));
        assertThat(thrown(routes.export(""))).isInstanceOf(HerobaseProtocolException.class);
    }

    private void awaitReleased() {
        await().until(() -> simulator.books().inFlight() == 0);
    }

    private static HerobaseException thrown(Exchange done) {
        assertThat(done.getException()).isInstanceOf(HerobaseException.class);
        return (HerobaseException) done.getException();
    }
}
