package io.github.camelherobase.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.GZIPOutputStream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.support.ByteServer;
import io.github.camelherobase.support.ByteServer.End;

import static org.assertj.core.api.Assertions.assertThat;

/** CSV that a server or a proxy compresses is read like any other, and cut anywhere it is never a shorter export. */
class CompressedCsvTest {

    private static final int ROWS = 40;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Queue<Object> sink = new ConcurrentLinkedQueue<>();
    private volatile byte[] body = {};
    private ByteServer server;

    @BeforeEach
    void serve() throws Exception {
        server = new ByteServer(target -> body);
        server.encoding("gzip");
    }

    @AfterEach
    void stop() throws Exception {
        context.stop();
        server.close();
    }

    private void route(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:export")
                        .to(
                                "herobase:savedSearch?searchName=Sales&format=csv&quotaSync=0&username=api@example.com&fairUse=false"
                                        + "&password=RAW(secret)&baseUrl=" + server.baseUrl() + options)
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .process(exchange -> sink.add(exchange.getMessage().getBody()));
            }
        });
        context.start();
    }

    /** Null when it ended as a whole one. */
    private HerobaseException export() {
        sink.clear();
        Exception failure = context.createProducerTemplate()
                .send("direct:export", exchange -> {})
                .getException();
        return failure == null ? null : ObjectHelper.getException(HerobaseException.class, failure);
    }

    private static String rows(int from, int to) {
        StringBuilder rows = new StringBuilder(from == 0 ? "UniqueId,Phone\n" : "");
        for (int row = from; row < to; row++) {
            rows.append(row)
                    .append("S1,7")
                    .append(new Random(row).nextInt(9_999_999))
                    .append('\n');
        }
        return rows.toString();
    }

    private static byte[] compressed(String... members) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String member : members) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
                gzip.write(member.getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @EnumSource(
            value = End.class,
            names = {"LENGTH", "CHUNKS"})
    void aWholeAnswerIsRead(End end) throws Exception {
        route("");
        body = compressed(rows(0, ROWS));
        server.end(end, Integer.MAX_VALUE);
        assertThat(export()).isNull();
        assertThat(sink).hasSize(ROWS);
    }

    @ParameterizedTest
    @EnumSource(End.class)
    void anAnswerThatIsCutAtAnyByteIsAnError(End end) throws Exception {
        route("");
        body = compressed(rows(0, ROWS));
        for (int cut = 0; cut < body.length; cut += 3) {
            server.end(end, cut);
            assertThat(export()).as("cut at byte %d of %d", cut, body.length).isNotNull();
        }
    }

    /** Of which a proxy writes one after another; each has an end of its own. */
    @ParameterizedTest
    @EnumSource(
            value = End.class,
            names = {"LENGTH", "CHUNKS", "RESET"})
    void anAnswerOfSeveralMembersIsReadWholeOrIsAnError(End end) throws Exception {
        route("");
        body = compressed(rows(0, ROWS), rows(ROWS, 2 * ROWS));
        for (int cut = compressed(rows(0, ROWS)).length - 12; cut <= body.length; cut += 2) {
            server.end(end, cut);
            HerobaseException failure = export();
            assertThat(failure != null || sink.size() == 2 * ROWS)
                    .as("cut at byte %d of %d: %d rows, no error", cut, body.length, sink.size())
                    .isTrue();
        }
    }

    /** A cut of gzip shows, whatever the connection says of its end. */
    @Test
    void anEndThatIsTrustedIsProvenByTheCompression() throws Exception {
        route("&csvEnd=trust");
        body = compressed(rows(0, ROWS));
        server.end(End.CLOSE, Integer.MAX_VALUE);
        assertThat(export()).isNull();
        assertThat(sink).hasSize(ROWS);
        for (int cut = 1; cut < body.length; cut += 3) {
            server.end(End.CLOSE, cut);
            assertThat(export()).as("cut at byte %d of %d", cut, body.length).isNotNull();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "&csvCharset=windows-1252",
                "&csvCharset=UTF-16LE",
                "&csvHeader=false&csvCharset=windows-1252"
            })
    void compressedBytesThatAreNotSaidToBeAreNamed(String options) throws Exception {
        route(options);
        body = compressed(rows(0, ROWS));
        server.encoding("");
        assertThat(export()).isNotNull().hasMessageContaining("gzip").hasMessageContaining("Content-Encoding");
        assertThat(sink).isEmpty();
    }

    @Test
    void plainBytesThatAreSaidToBeCompressedAreAnError() throws Exception {
        route("");
        body = rows(0, ROWS).getBytes(StandardCharsets.UTF_8);
        assertThat(export()).isNotNull().hasMessageContaining("GZIP");
        assertThat(sink).isEmpty();
    }

    @Test
    void anUnknownEncodingIsNamed() throws Exception {
        route("");
        body = compressed(rows(0, ROWS));
        server.encoding("zstd");
        assertThat(export()).isNotNull().hasMessageContaining("zstd");
        assertThat(sink).isEmpty();
    }
}
