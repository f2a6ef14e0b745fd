package io.github.camelherobase.calls;

import java.util.Optional;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.http.QueryParameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The period of calls as it is written and as it goes out: {@code StartTime} and {@code TimeSpan} only. */
class CallPeriodTest {

    private final HerobaseSimulator simulator =
            HerobaseSimulator.builder().requestsKept(10).start();
    private final CamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() throws Exception {
        HerobaseConfiguration configuration =
                context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
        configuration.setBaseUrl(simulator.baseUrl());
        configuration.setUsername(HerobaseSimulator.DEFAULT_USERNAME);
        configuration.setPassword(HerobaseSimulator.DEFAULT_PASSWORD);
        configuration.setQuotaSync(0);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:calls").toD("herobase:calls?orgCodes=Sales East&${header.period}");
            }
        });
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
        simulator.close();
    }

    /** Days, months and years are those of the calendar: a day in March has 23 hours. */
    @ParameterizedTest
    @CsvSource({
        "startTime=2023-05-06&timeSpan=P3Y,2023-05-06T00:00:00,PT26304H",
        "startTime=2026-05-06&timeSpan=PT2H,2026-05-06T00:00:00,PT2H",
        "startTime=2026-05-06&timeSpan=2h30m,2026-05-06T00:00:00,PT2H30M",
        "startTime=2026-05-06&timeSpan=P1DT12H,2026-05-06T00:00:00,PT36H",
        "startTime=2026-02-06&timeSpan=P1MT1H,2026-02-06T00:00:00,PT673H",
        "startTime=2026-03-29&timeSpan=P1D,2026-03-29T00:00:00,PT24H",
        "startTime=2026-05-06&endTime=2026-05-08,2026-05-06T00:00:00,PT48H",
        "startTime=2026-05-06T10:00:00Z&endTime=2026-05-06T11:00:00Z,2026-05-06T12:00:00,PT1H"
    })
    void onlyStartAndSpanAreSent(String period, String start, String span) {
        context.createProducerTemplate().requestBodyAndHeader("direct:calls", null, "period", period);
        QueryParameters query = simulator.books().requests("GET /calls").get(0).queryParameters();
        assertThat(query.text("StartTime")).contains(start);
        assertThat(query.text("TimeSpan")).contains(span);
        assertThat(query.text("EndTime")).isEqualTo(Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeSpan=0.02:00:00", "timeSpan=P1DT", "timeSpan=noon", "timeSpan=P3X"})
    void whatIsNoDurationIsSaid(String span) {
        assertThatThrownBy(() -> context.createProducerTemplate()
                        .requestBodyAndHeader("direct:calls", null, "period", "startTime=today&" + span))
                .hasStackTraceContaining(span + " is not a valid duration; expected one such as PT2H, P1D, P3Y or 2h");
    }
}
