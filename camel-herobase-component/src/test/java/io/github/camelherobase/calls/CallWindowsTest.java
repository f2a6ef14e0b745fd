package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.support.PlainServer;
import io.github.camelherobase.support.PlainServer.Answer;
import io.github.camelherobase.support.PlainServer.Request;

import static org.assertj.core.api.Assertions.assertThat;

/** A producer's period of calls from a server of its own that fails above some length, for two units. */
@Timeout(120)
class CallWindowsTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");
    private static final Instant FROM = Instant.parse("2026-01-05T00:00:00Z");
    private static final int CALLS = 200;
    private static final int UNITS = 2;

    private final List<Instant> starts = new ArrayList<>();
    private Duration most;
    private Answer failure;
    private final PlainServer server = new PlainServer(this::answer);
    private final DefaultCamelContext context = new DefaultCamelContext();

    static Stream<Arguments> limits() {
        List<Arguments> cases = new ArrayList<>();
        for (Answer failure : List.of(Answer.status(500), Answer.status(503), Answer.reset())) {
            cases.add(Arguments.of(Duration.ofHours(36), Duration.ofDays(60), failure));
            cases.add(Arguments.of(Duration.ofHours(6), Duration.ofDays(15), failure));
            cases.add(Arguments.of(Duration.ofHours(1), Duration.ofDays(3), failure));
            cases.add(Arguments.of(Duration.ofMinutes(1), Duration.ofHours(3), failure));
        }
        return cases.stream();
    }

    private Answer answer(Request request) {
        if (!request.path().equals("/calls")) {
            return Answer.status(404);
        }
        Instant from =
                LocalDateTime.parse(request.get("StartTime")).atZone(ZONE).toInstant();
        Duration length = Duration.parse(request.get("TimeSpan"));
        if (length.compareTo(most) > 0) {
            return failure;
        }
        StringBuilder calls = new StringBuilder("[");
        int unit = request.get("OrgCode").equals("A") ? 0 : 1;
        for (int i = unit; i < starts.size(); i += UNITS) {
            Instant start = starts.get(i);
            if (!start.isBefore(from) && start.isBefore(from.plus(length))) {
                String local = SECONDS.format(LocalDateTime.ofInstant(start, ZONE));
                calls.append(calls.length() == 1 ? "" : ",")
                        .append("{\"uniqueId\":\"" + i + "\",\"startTime\":\"" + local + "\",\"endTime\":\"" + local
                                + "\",\"status\":\"Finished\"}");
            }
        }
        return Answer.json(calls.append(']').toString());
    }

    @AfterEach
    void stop() throws Exception {
        context.close();
        server.close();
    }

    @ParameterizedTest
    @MethodSource("limits")
    void everyCallIsDelivered(Duration limit, Duration period, Answer answer) throws Exception {
        most = limit;
        failure = answer;
        for (int i = 0; i < CALLS; i++) {
            starts.add(FROM.plus(period.multipliedBy(i).dividedBy(CALLS)).truncatedTo(ChronoUnit.SECONDS));
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in")
                        .to("herobase:calls?baseUrl=" + server.baseUrl() + "&username=u&password=p&quotaSync=0"
                                + "&fairUse=false&orgCodes=A,B&startTime=" + FROM + "&endTime=" + FROM.plus(period))
                        .convertBodyTo(List.class);
            }
        });
        context.start();
        List<?> calls = context.createProducerTemplate().requestBody("direct:in", null, List.class);
        assertThat(calls.stream().map(call -> ((Call) call).getUniqueId()).distinct())
                .hasSize(CALLS);
        long ideal = UNITS * (period.dividedBy(limit) + 1);
        assertThat(server.requests("/calls").size()).as("ideal are " + ideal).isLessThanOrEqualTo((int) (3 * ideal));
    }
}
