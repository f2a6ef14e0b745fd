package io.github.camelherobase.poll;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.support.ByteServer;
import io.github.camelherobase.support.ManualPolls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Leads as no page of the vendor's shows them, of a server that knows nothing of HeroBase. */
class UnusualLeadsTest {

    private static final String STAMP = "\"lastModifiedTime\":\"2026-05-06T10:16:41\"";

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Queue<String> sink = new ConcurrentLinkedQueue<>();
    private final ManualPolls polls = new ManualPolls();
    private volatile String body = "[]";
    private ByteServer server;

    /** An answer, and the ids and statuses that must come of it, in their order. */
    private enum Answer {
        NUMBERS_AS_IDS("[{\"uniqueId\":12,%s},{\"uniqueId\":13,%s}]", "12", "13"),
        LEADING_ZEROS("[{\"uniqueId\":\"007\",%s},{\"uniqueId\":\"7\",%s},{\"uniqueId\":7,%s}]", "007", "7", "7"),
        IDS_IN_ANOTHER_CASE("[{\"uniqueId\":\"a1\",%s},{\"uniqueId\":\"A1\",%s}]", "a1", "A1"),
        EMPTY_IDS("[{\"uniqueId\":\"\",%s,\"status\":\"New\"}]", ""),
        OFFSETS_AND_FRACTIONS(
                "[{\"uniqueId\":\"1\",\"lastModifiedTime\":\"2026-05-06T10:16:41.1234567+02:00\"},"
                        + "{\"uniqueId\":\"2\",\"lastModifiedTime\":\"2026-05-06T08:16:41Z\"},"
                        + "{\"uniqueId\":\"3\",\"lastModifiedTime\":\"2026-05-06T08:16:41.9-05:00\"},"
                        + "{\"uniqueId\":\"4\",\"lastModifiedTime\":\"2026-05-06T08:16:41.123456789123\"}]",
                "1",
                "2",
                "3",
                "4"),
        OTHER_FORMS_OF_TIME(
                "[{\"uniqueId\":\"1\",\"lastModifiedTime\":\"/Date(1778055401000+0200)/\"},"
                        + "{\"uniqueId\":\"2\",\"lastModifiedTime\":1778055401},"
                        + "{\"uniqueId\":\"3\",\"lastModifiedTime\":\"\"},"
                        + "{\"uniqueId\":\"4\",\"lastModifiedTime\":\"2026-05-06\"}]",
                "1",
                "2",
                "3",
                "4"),
        NULL_MEMBERS(
                "[{\"uniqueId\":\"1\",\"status\":null,\"closure\":null,\"campaign\":null,\"data\":null,"
                        + "\"lastModifiedTime\":null}]",
                "1"),
        UNKNOWN_MEMBERS("[{\"uniqueId\":\"1\",%s,\"x\":{\"y\":[[],{},null,[{\"uniqueId\":\"9\"}]]},\"\":0}]", "1"),
        TWICE_THE_SAME("[{\"uniqueId\":\"1\",%s},{\"uniqueId\":\"2\",%s},{\"uniqueId\":\"1\",%s}]", "1", "2"),
        TWO_STATES(
                "[{\"uniqueId\":\"1\",%s,\"status\":\"New\"},{\"uniqueId\":\"1\",%s,\"status\":\"UserProcessed\"}]",
                "1", "1"),
        A_STATE_THAT_COMES_BACK(
                "[{\"uniqueId\":\"1\",%s,\"status\":\"New\"},{\"uniqueId\":\"1\",%s,\"status\":\"UserProcessed\"},"
                        + "{\"uniqueId\":\"1\",%s,\"status\":\"New\"}]",
                "1", "1", "1"),
        OUT_OF_ORDER(
                "[{\"uniqueId\":\"9\",\"lastModifiedTime\":\"2026-05-06T12:16:41\"},{\"uniqueId\":\"8\",%s},"
                        + "{\"uniqueId\":\"7\",\"lastModifiedTime\":\"2026-05-06T11:16:41\"}]",
                "9", "8", "7"),
        A_TIME_FAR_AHEAD(
                "[{\"uniqueId\":\"1\",\"lastModifiedTime\":\"2099-05-06T12:16:41\"},{\"uniqueId\":\"2\",%s}]",
                "1", "2"),
        VERY_LONG(
                "[{\"uniqueId\":\"1\",%s,\"data\":{\"Note\":\"" + "Å€😀\\\"\\n".repeat(300_000)
                        + "\"}},{\"uniqueId\":\"2\",%s}]",
                "1",
                "2"),
        NONE("  [\r\n ] \n");

        private final String text;
        private final List<String> ids;

        Answer(String text, String... ids) {
            this.text = text.replace("%s", STAMP);
            this.ids = List.of(ids);
        }
    }

    @BeforeEach
    void serve() throws Exception {
        server = new ByteServer(target -> body.getBytes(StandardCharsets.UTF_8));
        server.contentType("application/json; charset=utf-8");
        context.getRegistry().bind("store", new MemoryStateRepository());
        context.getRegistry().bind("polls", polls);
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        server.close();
    }

    private String uri(String options) {
        return "herobase:simpleLeads?baseUrl=" + server.baseUrl()
                + "&quotaSync=0&fairUse=false&username=api@example.com&password=RAW(secret)" + options;
    }

    private HerobaseConsumer start(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri("&cursorRepository=#store&scheduler=#polls&initialFrom=2026-05-06&windowSize=36500d"
                                + options))
                        .routeId("feed")
                        .process(exchange -> sink.add(
                                exchange.getMessage().getBody(Lead.class).getUniqueId()));
                from("direct:export").to(uri("")).convertBodyTo(List.class);
            }
        });
        context.start();
        return (HerobaseConsumer) context.getRoute("feed").getConsumer();
    }

    @ParameterizedTest
    @EnumSource(Answer.class)
    void eachLeadComesOnceInEachState(Answer answer) throws Exception {
        HerobaseConsumer consumer = start("&statuses=New,UserProcessed&leadClosures=Success,NotSet");
        body = answer.text;
        for (int i = 0; i < 3; i++) {
            polls.poll();
        }
        assertThat(sink.stream().distinct().toList())
                .as(consumer.getPollState() + " " + consumer.getStateCause())
                .isEqualTo(answer.ids.stream().distinct().toList());
        List<?> exported = context.createProducerTemplate().requestBody("direct:export", null, List.class);
        assertThat(exported)
                .allSatisfy(lead -> assertThat(((Lead) lead).getUniqueId()).isNotNull());
        assertThat(new TreeSet<>(exported.stream()
                        .map(lead -> ((Lead) lead).getUniqueId())
                        .toList()))
                .isEqualTo(new TreeSet<>(answer.ids));
    }

    /** What is not a lead, or cannot be told from others, is an error, and the position stays. */
    @ParameterizedTest
    @EnumSource(NotLeads.class)
    void whatIsNotALeadHoldsThePosition(NotLeads answer) throws Exception {
        HerobaseConsumer consumer = start("");
        String before = consumer.getPosition();
        body = answer.text;
        for (int i = 0; i < 2; i++) {
            polls.poll();
        }
        assertThat(consumer.getPosition()).isEqualTo(before);
        assertThat(consumer.getPollState()).isEqualTo("failed");
        assertThat(consumer.getStateCause()).isNotEqualTo("none");
    }

    private enum NotLeads {
        NULL_ELEMENT("[{\"uniqueId\":\"1\"},null,{\"uniqueId\":\"2\"}]"),
        NUMBERS("[1,2]"),
        LISTS("[[]]"),
        WITHOUT_ID("[{\"uniqueId\":\"1\"},{\"status\":\"New\"}]"),
        NULL_ID("[{\"uniqueId\":null,\"status\":\"New\"},{\"uniqueId\":null,\"status\":\"Failed\"}]"),
        NAMES_IN_ANOTHER_CASE("[{\"UniqueId\":\"1\"},{\"UNIQUEID\":\"2\"}]"),
        OBJECT_OF_LEADS("{\"leads\":[]}"),
        NULL("null"),
        NOTHING(""),
        NOT_CLOSED("[{\"uniqueId\":\"1\"}"),
        MORE_BEHIND("[{\"uniqueId\":\"1\"}][]");

        private final String text;

        NotLeads(String text) {
            this.text = text;
        }
    }

    @Test
    void aDateOfAHeaderThatIsGarbageIsRefusedAndNamesTheHeader() throws Exception {
        start("");
        for (Object garbage : List.of("soon", "2026-02-30", "2026-05-06T25:00", "now-", "9999999999", List.of("x"))) {
            assertThatThrownBy(() -> context.createProducerTemplate()
                            .requestBodyAndHeaders(
                                    "direct:export", null, Map.of("CamelHerobaseModifiedFrom", garbage), List.class))
                    .hasStackTraceContaining("CamelHerobaseModifiedFrom");
        }
        assertThat(server.requests()).isEmpty();
    }
}
