package io.github.camelherobase.export;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.ObjectHelper;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.support.ByteServer;
import io.github.camelherobase.support.ByteServer.End;
import io.github.camelherobase.support.LogCapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** A CSV answer is read as any reader reads it, or it is an error: findings C1 to C7, and E14. */
class CsvAnswersTest {

    @TempDir
    private Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Queue<Object> sink = new ConcurrentLinkedQueue<>();
    private volatile byte[] body = {};
    private ByteServer server;

    @BeforeEach
    void serve() throws Exception {
        server = new ByteServer(target -> body);
        context.getRegistry().bind("store", new FileCursorStore(folder));
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        server.close();
    }

    private String uri(String operation, String options) {
        return "herobase:" + operation + "?baseUrl=" + server.baseUrl()
                + "&quotaSync=0&username=api@example.com&password=RAW(secret)" + options;
    }

    private String search(String options) {
        return uri("savedSearch", "&searchName=Sales&format=csv" + options);
    }

    private List<?> export(String uri) throws Exception {
        if (context.getRoute("export") == null) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:export").routeId("export").to(uri).convertBodyTo(List.class);
                }
            });
            context.start();
        }
        return context.createProducerTemplate().requestBody("direct:export", null, List.class);
    }

    private List<?> export(String uri, String answer) throws Exception {
        body = answer.getBytes(StandardCharsets.UTF_8);
        return export(uri);
    }

    private static void assertNotRead(ThrowingCallable export, String... words) {
        assertThatThrownBy(export).rootCause().satisfies(failure -> {
            for (String word : words) {
                assertThat(failure).hasMessageContaining(word);
            }
        });
    }

    private static Map<String, Object> row(String... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    @Test
    void aLoneCarriageReturnInAQuotedValueIsAPartOfIt() throws Exception {
        assertThat(export(search(""), "id,note\n1,\"old mac\rline\"\n2,x\n"))
                .isEqualTo(List.of(row("id", "1", "note", "old mac\rline"), row("id", "2", "note", "x")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"savedSearch", "rawLeads", "pivot"})
    void anEmptyAnswerIsAnError(String operation) {
        String uri =
                switch (operation) {
                    case "rawLeads" -> uri("rawLeads", "");
                    case "pivot" -> uri("rawLeads", "&pivot=true");
                    default -> search("");
                };
        for (String empty : List.of("", "\uFEFF", "\r\n")) {
            assertNotRead(() -> export(uri, empty), "is empty");
        }
    }

    @Test
    void emptyAnswersDoNotMoveThePosition() throws Exception {
        String whole = "UniqueId,LastModifiedTime,Phone\n1S1,2026-05-06T10:16:41.0000000,7000\n";
        body = whole.getBytes(StandardCharsets.UTF_8);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(search("&cursorRepository=#store&initialFrom=2026-05-06&delay=200&initialDelay=0&overlap=0s"
                                + "&windowSize=36500d"))
                        .routeId("feed")
                        .process(exchange -> sink.add(exchange.getMessage().getBody()));
            }
        });
        context.start();
        await().until(() -> sink.size() == 1 && server.requests().size() > 2);
        body = new byte[0];
        HerobaseConsumer consumer = (HerobaseConsumer) context.getRoute("feed").getConsumer();
        await().until(() -> consumer.getPollState().equals("failed"));
        String position = consumer.getPosition();
        int before = server.requests().size();
        await().until(() -> server.requests().size() > before + 6);
        assertThat(consumer.getPosition()).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&outputType=raw"})
    void anAnswerThatEndsByClosingIsNotWhole(String output) throws Exception {
        body = "UniqueId,Status,Phone\n1S1,New,70000001\n2S1,New,7000".getBytes(StandardCharsets.UTF_8);
        server.end(End.CLOSE, Integer.MAX_VALUE);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:export")
                        .to(search(output))
                        .split(body())
                        .streaming()
                        .process(exchange -> sink.add(exchange.getMessage().getBody()));
            }
        });
        context.start();
        assertNotRead(
                () -> context.createProducerTemplate().requestBody("direct:export", (Object) null),
                "ends when the connection is closed",
                "csvEnd=trust");
        assertThat(sink).isEmpty();
    }

    @Test
    void anEndThatIsTrustedPassesWithOneWarning() throws Exception {
        server.end(End.CLOSE, Integer.MAX_VALUE);
        try (LogCapture log = new LogCapture()) {
            for (int i = 0; i < 3; i++) {
                assertThat(export(search("&csvEnd=trust"), "UniqueId,Phone\n1S1,7000\n"))
                        .isEqualTo(List.of(row("UniqueId", "1S1", "Phone", "7000")));
            }
            assertThat(log.text()).containsOnlyOnce("csvEnd=trust lets it pass");
        }
    }

    /** Of an end that is only trusted: a row that was cut is a reason to repeat the export, a row of a whole answer none. */
    @ParameterizedTest
    @CsvSource({"CLOSE, 2", "LENGTH, 1", "CHUNKS, 1"})
    void aRowOfAnotherLengthIsRepeatedWhereTheEndIsTrusted(End end, int requests) throws Exception {
        server.end(end, Integer.MAX_VALUE);
        String whole = "UniqueId,Status,Phone\n1S1,New,70000001\n2S1,New,70000002\n";
        body = whole.substring(0, whole.indexOf(",70000002")).getBytes(StandardCharsets.UTF_8);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(HerobaseException.class)
                        .onWhen(exchange -> ObjectHelper.getException(
                                        HerobaseException.class,
                                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
                                .isRetryable())
                        .maximumRedeliveries(3)
                        .redeliveryDelay(0)
                        .onRedelivery(exchange -> body = whole.getBytes(StandardCharsets.UTF_8));
                from("direct:export")
                        .to("direct:read")
                        .process(exchange -> sink.addAll(exchange.getMessage().getBody(List.class)));
                from("direct:read")
                        .errorHandler(noErrorHandler())
                        .to(search("&csvEnd=trust"))
                        .convertBodyTo(List.class);
            }
        });
        context.start();
        boolean failed = context.createProducerTemplate()
                .send("direct:export", exchange -> {})
                .isFailed();
        assertThat(server.requests()).hasSize(requests);
        assertThat(failed).isEqualTo(requests == 1);
        assertThat(sink).hasSize(requests == 1 ? 0 : 2);
    }

    @Test
    void aConsumerReadsAWindowAgainThatWasCutWhereTheEndIsTrusted() throws Exception {
        server.end(End.CLOSE, Integer.MAX_VALUE);
        String whole = "UniqueId,LastModifiedTime,Phone\n1S1,2026-05-06T10:16:41.0000000,7001\n"
                + "2S1,2026-05-06T10:16:42.0000000,7002\n";
        body = whole.substring(0, whole.indexOf(".0000000,7002")).getBytes(StandardCharsets.UTF_8);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(search("&cursorRepository=#store&initialFrom=2026-05-06&delay=200&initialDelay=0&overlap=0s"
                                + "&windowSize=36500d&csvEnd=trust"))
                        .routeId("feed")
                        .process(exchange ->
                                sink.add(((Map<?, ?>) exchange.getMessage().getBody()).get("Phone")));
            }
        });
        context.start();
        await().until(() -> server.requests().size() > 3);
        body = whole.getBytes(StandardCharsets.UTF_8);
        await().untilAsserted(() -> assertThat(sink).contains("7001", "7002"));
        assertThat(sink).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LENGTH", "CHUNKS", "RESET"})
    void anAnswerThatIsCutIsNeverWhole(End end) {
        // Behind the first half of a doubled quote, and where a row may end.
        String answer = "UniqueId,Note\n1S1,\"a\"\"b\"\n2S1,x\n";
        for (int cut : List.of(0, 20, answer.indexOf("\"\"b") + 1, answer.indexOf("2S1"))) {
            server.end(end, cut);
            assertThatThrownBy(() -> export(search(""), answer))
                    .satisfies(e -> assertThat(ObjectHelper.getException(HerobaseException.class, e))
                            .as("cut at %d", cut)
                            .isNotNull());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'Phone,Phone,Phone2', 'Phone,Phone3,Phone2'",
        "'Phone2,Phone,Phone,Phone', 'Phone2,Phone,Phone3,Phone4'",
        "'Phone,Phone,Phone2,Phone2', 'Phone,Phone3,Phone2,Phone22'"
    })
    void aRealNameIsNeverTaken(String columns, String names) throws Exception {
        String values = String.join(",", List.of("a", "b", "c", "d").subList(0, columns.split(",").length));
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < names.split(",").length; i++) {
            row.put(names.split(",")[i], values.split(",")[i]);
        }
        assertThat(export(search("&csvDelimiter=,"), columns + "\n" + values + "\n"))
                .isEqualTo(List.of(row));
    }

    @Test
    void theNumberingOfThePivotDoesNotDependOnValues() throws Exception {
        List<?> leads = export(
                uri("rawLeads", "&pivot=true"),
                "UniqueLeadId,FieldName,FieldValue\n"
                        + "1S1,Phone,1\n1S1,Phone,1\n1S1,Phone,2\n1S1,Phone2,real\n"
                        + "2S1,Phone,1\n2S1,Phone,2\n2S1,Phone,1\n2S1,Phone2,real\n");
        List<List<?>> names = new ArrayList<>();
        leads.forEach(lead -> names.add(List.copyOf(((Map<?, ?>) lead).keySet())));
        assertThat(names)
                .containsExactly(
                        List.of("uniqueId", "Phone", "Phone3", "Phone4", "Phone2"),
                        List.of("uniqueId", "Phone", "Phone3", "Phone4", "Phone2"));
    }

    @Test
    void aLogInPageIsNotRows() {
        String page = "<!DOCTYPE html>\n<html><body>Sign in</body></html>\n";
        server.contentType("text/html; charset=utf-8");
        assertNotRead(() -> export(search(""), page), "content type text/html");
        server.contentType("text/csv");
        assertNotRead(() -> export(search(""), page), "begins with <");
        assertNotRead(() -> export(search(""), "{\"responseStatus\":{\"errorCode\":\"X\"}}"), "begins with {");
    }

    @ParameterizedTest
    @ValueSource(strings = {";", "\t", ","})
    void theDelimiterIsRecognised(String delimiter) throws Exception {
        String header = String.join(delimiter, "UniqueId", "\"Name, first; last\"", "Phone");
        assertThat(export(search(""), header + "\r\n" + String.join(delimiter, "1S1", "Ida", "7000") + "\r\n"))
                .isEqualTo(List.of(row("UniqueId", "1S1", "Name, first; last", "Ida", "Phone", "7000")));
    }

    @Test
    void aNameWithACommaDoesNotHideTheSemicolon() throws Exception {
        assertThat(export(search(""), "UniqueId;Name, first;Phone\n1S1;Ida;7000\n"))
                .isEqualTo(List.of(row("UniqueId", "1S1", "Name, first", "Ida", "Phone", "7000")));
    }

    @Test
    void aLineThatNamesTheDelimiterIsNotARow() throws Exception {
        assertThat(export(search(""), "sep=;\r\nUniqueId;Phone\r\n1S1;7000\r\n"))
                .isEqualTo(List.of(row("UniqueId", "1S1", "Phone", "7000")));
        assertThat(export(search(""), "\uFEFF\"sep=|\"\nUniqueId|Phone\n1S1|7,5\n"))
                .isEqualTo(List.of(row("UniqueId", "1S1", "Phone", "7,5")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE"})
    void aCharsetThatIsReadWronglyIsNamed(String charset) {
        body = "UniqueId,Phone\n1S1,7000\n".getBytes(Charset.forName(charset));
        assertNotRead(() -> export(search("")), "NUL characters", "csvCharset");
        // A lone character between line ends, which ended the export once.
        body = "\n\n\nUniqueId,Phone\n1S1,7000\n".getBytes(Charset.forName(charset));
        assertNotRead(() -> export(search("")), "NUL characters", "csvCharset");
    }

    @ParameterizedTest
    @CsvSource({
        "simpleLeads, json",
        "simpleLeads, map",
        "simpleLeads, record",
        "simpleLeads, raw",
        "savedSearch, json",
        "savedSearch, map",
        "savedSearch, record",
        "savedSearch, raw"
    })
    void dataFieldsAreNeverIgnored(String operation, String outputType) {
        body = "[{\"uniqueId\":\"1S1\",\"data\":{\"Phone\":\"7000\",\"Cpr\":\"0101011234\"}}]"
                .getBytes(StandardCharsets.UTF_8);
        server.contentType("application/json");
        assertNotRead(
                () -> export(uri(
                        operation,
                        (operation.equals("savedSearch") ? "&searchName=Sales" : "") + "&dataFields=Phone&outputType="
                                + outputType)),
                "dataFields",
                "outputType=row");
    }

    @Test
    void dataFieldsOfACsvSearchAreNeverIgnored() {
        assertNotRead(
                () -> export(search("&outputType=row&dataFields=Phone"), "a,b\n1,2\n"), "dataFields", "format=csv");
    }
}
