package io.github.camelherobase.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import org.apache.camel.Exchange;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.support.RawServer;
import io.github.camelherobase.support.RawServer.Connection;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a server, or something between, may answer that it should not: no caller is held longer than is stated, no
 * connection is left behind, and the message says what happened.
 */
class MisbehavingAnswersTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    /** Exports and imports of each kind. */
    private static final int TIMES = PROOF ? 200 : 1;
    /** The other sorts of each kind. */
    private static final int TIMES_OF_OTHERS = PROOF ? 20 : 1;

    private static final int PARTS = Integer.getInteger("parts", 1);
    private static final int PART = Integer.getInteger("part", 0);

    private static final int RESPONSE_TIMEOUT = 500;
    /**
     * As docs/operations.md states: the head of an answer has the time-out and as much again, at most 20 s more; each
     * record, or a small answer as a whole, the same; an error's text is read for 3 s. The rest is for a busy machine.
     */
    private static final Duration STATED = Duration.ofMillis(2 * 2 * RESPONSE_TIMEOUT + 3000 + (PROOF ? 10_000 : 6000));

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String ERROR = "HTTP/1.1 500 Oops\r\nContent-Type: text/html\r\n";

    private static final String CHUNKED = OK + "Transfer-Encoding: chunked\r\n\r\n";

    private static final String GZIPPED = OK + "Content-Encoding: gzip\r\n";
    private static final byte[] BLANKS_IN_GZIP = blanksInGzip();

    private static byte[] blanksInGzip() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            byte[] blanks = " ".repeat(1024 * 1024).getBytes(StandardCharsets.US_ASCII);
            for (int megabyte = 0; megabyte < 100; megabyte++) {
                gzip.write(blanks);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** What is asked for; each in its own way of reading. */
    enum Sort {
        EXPORT("GET /simpleleads"),
        CSV("GET /leads/csv"),
        RAW("GET /simpleleads"),
        LEAD("GET /leads/{uniqueId}"),
        CAMPAIGNS("GET /campaigns"),
        COUNTS("GET /myaccount/request/counts"),
        IMPORT("POST /leads");

        private final String service;

        Sort(String service) {
            this.service = service;
        }

        private Exchange ask(Routes routes, int responseTimeout) {
            String options = "onQuotaExceeded=fail&responseTimeout=" + responseTimeout;
            return switch (this) {
                case EXPORT -> routes.export(options);
                case CSV -> routes.many("savedSearch?searchName=s&format=csv&" + options);
                case RAW -> routes.raw(options);
                case LEAD -> routes.one("lead?uniqueId=L1&" + options);
                case CAMPAIGNS -> routes.many("campaigns?" + options);
                case COUNTS -> routes.one("requestCounts?" + options);
                case IMPORT -> routes.importing(Map.of("Phone", "70007777"), options);
            };
        }
    }

    /** What a person must read, of an export. */
    private static final Map<String, String> WORDS = Map.of(
            "a redirect to nowhere", "it names no address",
            "an encoding nobody knows", "compressed with zz",
            "a log-in page", "a log-in page",
            "an empty body", "an empty body",
            "gzip that is none", "its compression is damaged",
            "a chunk size that is none", "check any proxy");

    /** What came of one kind. */
    private record Seen(List<String> messages, List<String> faults) {}

    private static final Map<String, CompletableFuture<Seen>> SEEN = new ConcurrentHashMap<>();
    private static final ExecutorService KINDS = Executors.newFixedThreadPool(PROOF ? 4 : 27);
    private static final ExecutorService CALLERS = Executors.newFixedThreadPool(PROOF ? 40 : 100);

    @BeforeAll
    static void askAll() {
        List<Kind> kinds = kinds().toList();
        for (int number = 0; number < kinds.size(); number++) {
            Kind kind = kinds.get(number);
            List<Sort> sorts = sorts(kind, number);
            SEEN.put(kind.name(), CompletableFuture.supplyAsync(() -> seen(kind, sorts), KINDS));
        }
    }

    /** All in the proof; else an export, an import and one of the others in turn. */
    private static List<Sort> sorts(Kind kind, int number) {
        return Stream.of(Sort.values())
                .filter(sort -> sort != Sort.RAW || !kind.sendsForEver())
                .filter(sort -> PROOF
                        || sort == Sort.EXPORT
                        || sort == Sort.IMPORT
                        || number % Sort.values().length == sort.ordinal())
                .toList();
    }

    @AfterAll
    static void end() {
        KINDS.shutdownNow();
        CALLERS.shutdownNow();
    }

    /** What a server does. */
    private record Kind(String name, RawServer.Answer answer) {

        /** Whoever reads bytes as they come is served as long as bytes come. */
        private boolean sendsForEver() {
            return name.contains("without an end") || name.contains("drip") || name.contains("never yields");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static Kind kind(String name, RawServer.Answer answer) {
        return new Kind(name, answer);
    }

    /** All, or in a proof that is run in parts each so-manieth of them. */
    static Stream<Kind> kinds() {
        List<Kind> all = all().toList();
        return IntStream.range(0, all.size())
                .filter(number -> number % PARTS == PART)
                .mapToObj(all::get);
    }

    private static Stream<Kind> all() {
        return Stream.of(
                kind("nothing", (r, c) -> c.stall()),
                kind("closed", (r, c) -> c.close()),
                kind("reset", (r, c) -> c.reset()),
                kind("half closed", (r, c) -> {
                    c.finish();
                    c.stall();
                }),
                kind("not HTTP", (r, c) -> c.send("SSH-2.0-OpenSSH\r\n").stall()),
                kind("garbage without an end", (r, c) -> endless(c, "garbage\r\n")),
                kind("half a status line", (r, c) -> c.send("HTTP/1.1 2").stall()),
                kind("status line, then nothing", (r, c) -> c.send("HTTP/1.1 200 OK\r\n")
                        .stall()),
                kind("headers without an end", (r, c) -> endless(c.send(OK), "X-More: more\r\n")),
                kind("a header that drips", (r, c) -> drip(c.send(OK), "X")),
                kind("interim answers without an end", (r, c) -> endless(c, "HTTP/1.1 103 Early\r\n\r\n")),
                kind("switching protocols", (r, c) -> c.send("HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n")
                        .stall()),
                kind("one header line without an end", (r, c) -> endless(c.send(OK + "X-Long: "), "long")),
                kind("a status line without an end", (r, c) -> endless(c.send("HTTP/1.1 200 "), "OK")),
                kind("status 99", (r, c) -> c.send("HTTP/1.1 99 Low\r\n\r\n").stall()),
                kind("status 600", (r, c) -> c.answer(600, "text/plain", "x".getBytes(StandardCharsets.UTF_8))),
                kind("204", (r, c) -> c.send("HTTP/1.1 204 None\r\n\r\n")),
                kind("201", (r, c) -> c.answer(201, "application/json", "[]".getBytes(StandardCharsets.UTF_8))),
                kind(
                        "249 without headers",
                        (r, c) -> c.answer(249, "text/plain", "x".getBytes(StandardCharsets.UTF_8))),
                kind("head of a 200, then nothing", (r, c) -> c.send(OK + "Content-Length: 100\r\n\r\n")
                        .stall()),
                kind("a 200 cut by FIN", (r, c) -> c.send(OK + "Content-Length: 100\r\n\r\n[{")
                        .close()),
                kind("a 200 cut by RST", (r, c) -> c.send(OK + "Content-Length: 100\r\n\r\n[{")
                        .reset()),
                kind("a 200 that stalls", (r, c) -> c.send(OK + "Content-Length: 100\r\n\r\n[{")
                        .stall()),
                kind("a chunk that stalls", (r, c) -> c.send(OK + "Transfer-Encoding: chunked\r\n\r\n5\r\n[{")
                        .stall()),
                kind("a chunk size that is none", (r, c) -> c.send(OK + "Transfer-Encoding: chunked\r\n\r\nzz\r\n")
                        .stall()),
                kind("a negative length", (r, c) -> c.send(OK + "Content-Length: -1\r\n\r\n[]")
                        .close()),
                kind("two lengths", (r, c) -> c.send(OK + "Content-Length: 2\r\nContent-Length: 5\r\n\r\n[}")
                        .stall()),
                kind(
                        "gzip that is none",
                        (r, c) -> c.send(OK + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n[]")),
                kind("gzip cut", (r, c) -> c.send(OK + "Content-Encoding: gzip\r\nContent-Length: 50\r\n\r\n\u001F")
                        .close()),
                kind(
                        "an encoding nobody knows",
                        (r, c) -> c.send(OK + "Content-Encoding: zz\r\nContent-Length: 2\r\n\r\n{]")),
                kind(
                        "a log-in page",
                        (r, c) -> c.answer(200, "text/html", "<html>Log in</html>".getBytes(StandardCharsets.UTF_8))),
                kind(
                        "an error object",
                        (r, c) -> c.answer(
                                200,
                                "application/json",
                                "{\"responseStatus\":{\"errorCode\":\"X\"}}".getBytes(StandardCharsets.UTF_8))),
                kind("an empty body", (r, c) -> c.answer(200, "application/json", new byte[0])),
                kind("an array of arrays without an end", (r, c) -> endless(c.send(OK + "\r\n["), "[")),
                kind("no JSON", (r, c) -> c.answer(200, "text/plain", "OK".getBytes(StandardCharsets.UTF_8))),
                kind("blanks without an end", (r, c) -> endless(c.send(OK + "\r\n"), " \n")),
                kind("blanks that drip", (r, c) -> drip(c.send(OK + "\r\n"), " ")),
                kind("a record without an end", (r, c) -> endless(c.send(OK + "\r\n[{\"a\":\""), "xx")),
                kind("a record that drips", (r, c) -> drip(c.send(OK + "\r\n[{\"a\":\""), "x")),
                kind("a chunk size without an end", (r, c) -> endless(c.send(CHUNKED), "0")),
                kind("a chunk size that drips", (r, c) -> drip(c.send(CHUNKED), "0")),
                kind("chunks of one byte of blank, dripping", (r, c) -> drip(c.send(CHUNKED), "1\r\n \r\n")),
                kind("trailers without an end", (r, c) -> endless(c.send(CHUNKED + "0\r\n"), "X-T: t\r\n")),
                kind("trailers that drip", (r, c) -> drip(c.send(CHUNKED + "0\r\n"), "X-T: t\r\n")),
                kind("gzip that never yields a byte", (r, c) -> {
                    c.send(GZIPPED + "\r\n");
                    c.send(new byte[] {0x1F, (byte) 0x8B, 8, 8, 0, 0, 0, 0, 0, 3});
                    drip(c, "name");
                }),
                kind("gzip that expands without an end", (r, c) -> {
                    c.send(GZIPPED + "\r\n");
                    c.send(BLANKS_IN_GZIP);
                    c.stall();
                }),
                kind("deflate of empty blocks without an end", (r, c) -> {
                    c.send(OK + "Content-Encoding: deflate\r\n\r\n");
                    c.send(new byte[] {0x78, (byte) 0x9C});
                    while (true) {
                        c.send(new byte[] {0, 0, 0, (byte) 0xFF, (byte) 0xFF});
                        pause(20);
                    }
                }),
                kind("an error without a body", (r, c) -> c.send(ERROR + "Content-Length: 50\r\n\r\n")
                        .stall()),
                kind("an error that stalls", (r, c) -> c.send(ERROR + "Content-Length: 50\r\n\r\nOops")
                        .stall()),
                kind("an error that drips", (r, c) -> drip(c.send(ERROR + "\r\n"), "x")),
                kind(
                        "an error whose chunk size drips",
                        (r, c) -> drip(c.send(ERROR + "Transfer-Encoding: chunked\r\n\r\n"), "0")),
                kind("an error without an end", (r, c) -> endless(c.send(ERROR + "\r\n"), "<p>Oops</p>")),
                kind("an error cut", (r, c) -> c.send(ERROR + "Content-Length: 50\r\n\r\nOops")
                        .close()),
                kind("a redirect to nowhere", (r, c) -> c.send("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n")));
    }

    private static void endless(Connection connection, String text) throws IOException {
        String much = text.repeat(200);
        while (true) {
            connection.send(much);
            pause(2);
        }
    }

    private static void drip(Connection connection, String text) throws IOException {
        while (true) {
            connection.send(text);
            pause(50);
        }
    }

    private static void pause(int millis) {
        CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS))
                .join();
    }

    private static Seen seen(Kind kind, List<Sort> sorts) {
        Seen seen = new Seen(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>());
        try (RawServer server = RawServer.start(kind.answer());
                Routes routes = new Routes(server.baseUrl(), context -> {})) {
            for (Sort sort : sorts) {
                List<CompletableFuture<Void>> calls = new ArrayList<>();
                int times = sort == Sort.EXPORT || sort == Sort.IMPORT ? TIMES : TIMES_OF_OTHERS;
                // Alone: as long as no request was answered, others would wait for that, and then for one of few
                // threads.
                ask(kind.name(), sort, routes, seen, true);
                for (int time = 1; time < times; time++) {
                    calls.add(CompletableFuture.runAsync(() -> ask(kind.name(), sort, routes, seen, false), CALLERS)
                            .orTimeout(90, TimeUnit.SECONDS));
                }
                calls.forEach(CompletableFuture::join);
                try {
                    await().until(() -> server.openConnections() <= 1);
                } catch (ConditionTimeoutException e) {
                    seen.faults.add(sort + ": " + server.openConnections() + " connections are open");
                }
            }
        } catch (Exception e) {
            seen.faults.add(e.toString());
        }
        return seen;
    }

    private static void ask(String kind, Sort sort, Routes routes, Seen seen, boolean first) {
        long begin = System.nanoTime();
        Exception thrown = sort.ask(routes, RESPONSE_TIMEOUT).getException();
        Duration held = Duration.ofNanos(System.nanoTime() - begin);
        if (held.compareTo(STATED) > 0) {
            seen.faults.add(sort + " was held for " + held);
        }
        String said = said(thrown);
        if (first) {
            seen.messages.add("| " + kind + " | " + sort + " | " + held.toMillis() + " ms | "
                    + (thrown == null ? "-" : thrown.getClass().getSimpleName()) + " | " + said + " |");
        }
        if (thrown == null ? !isFine(kind, sort) : !said.contains(sort.service)) {
            seen.faults.add(sort + " says: " + said);
        }
        // On a busy machine an answer may come too late to be looked at.
        boolean tooLate = said.contains("(responseTimeout)");
        if (sort == Sort.EXPORT && !tooLate && !said.contains(WORDS.getOrDefault(kind, ""))) {
            seen.faults.add(sort + " does not say \"" + WORDS.get(kind) + "\": " + said);
        }
        if (said.contains("70007777") || said.length() > 1300 || said.contains("null")) {
            seen.faults.add(sort + " says what it should not: " + said);
        }
    }

    /** Bytes that are passed on as they came are right, whatever they mean; and a CSV answer may be anything. */
    private static boolean isFine(String kind, Sort sort) {
        return switch (sort) {
            case RAW ->
                Set.of("an error object", "no JSON", "an encoding nobody knows").contains(kind);
            case CSV -> kind.equals("no JSON");
            default -> false;
        };
    }

    /** The outermost of our exceptions: what a person reads. */
    private static String said(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof HerobaseException || cause instanceof IOException || cause.getCause() == null) {
                return String.valueOf(cause.getMessage());
            }
        }
        return "nothing";
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void nobodyIsHeldNothingIsLeftAndTheMessageNamesTheRequest(Kind kind) {
        Seen seen = SEEN.get(kind.name()).join();
        if (Boolean.getBoolean("messages")) {
            seen.messages.forEach(System.out::println);
        }
        assertThat(seen.faults).isEmpty();
    }

    /** However long an answer may take: what a server says of an error is worth three seconds. */
    @ParameterizedTest
    @EnumSource(names = {"EXPORT", "LEAD", "IMPORT"})
    void anErrorsTextIsNotWaitedForForTheWholeTimeOut(Sort sort) throws Exception {
        try (RawServer server = RawServer.start((request, connection) -> connection
                        .send(ERROR + "Content-Length: 50\r\n\r\nOops")
                        .stall());
                Routes routes = new Routes(server.baseUrl(), context -> {})) {
            long begin = System.nanoTime();
            Exchange done = sort.ask(routes, 60_000);
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
            assertThat(done.getException()).hasMessageContaining("answered 500").hasMessageContaining("Oops");
        }
    }
}
