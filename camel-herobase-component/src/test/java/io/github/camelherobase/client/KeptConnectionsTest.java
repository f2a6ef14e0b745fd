package io.github.camelherobase.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.support.RawServer;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A connection that is kept for the next request brings no lead in doubt, and no answer that belongs to another request. */
class KeptConnectionsTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");

    private RawServer server;
    private Routes routes;

    @AfterEach
    void end() {
        if (routes != null) {
            routes.close();
        }
        server.close();
    }

    private void start(Duration idle, RawServer.Answer answer) throws Exception {
        server = RawServer.start(idle, answer);
        routes = new Routes(server.baseUrl(), context -> {});
    }

    private static Map<String, String> lead(int number) {
        return Map.of("Phone", String.valueOf(70_000_000 + number));
    }

    private Exchange send(int number) {
        return routes.importing(lead(number), "maxQuotaWait=5m");
    }

    /** Sends after a pause. */
    private Exchange sendAfter(Duration pause, int number) {
        Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> send(number), later).join();
    }

    /**
     * The server closes a connection when it was idle for so long. A lead may be in doubt only where the server's log
     * shows a close in the very moment of the request. Each pause has a connection of its own, and all go side by side.
     */
    @ParameterizedTest
    @ValueSource(ints = {500, 1000, 2000})
    void pausesBetweenLeadsBringNoneInDoubt(int idleMillis) throws Exception {
        start(Duration.ofMillis(idleMillis), (request, connection) -> connection.accept());
        List<Integer> pauses = PROOF
                ? List.of(300, 480, 500, 520, 700, 900, 980, 1000, 1020, 1300, 1700, 1980, 2000, 2020, 2500, 3000)
                : List.of(300, idleMillis - 20, idleMillis + 20, Math.min(idleMillis + 400, 1500));
        Duration lasting = Duration.ofSeconds(PROOF ? 150 : 1);
        List<CompletableFuture<List<Sent>>> lanes = new ArrayList<>();
        ExecutorService threads = Executors.newFixedThreadPool(pauses.size());
        for (int lane = 0; lane < pauses.size(); lane++) {
            int first = lane * 1000;
            Duration pause = Duration.ofMillis(pauses.get(lane));
            lanes.add(CompletableFuture.supplyAsync(
                    () -> sendWithPauses(first, 2 + (int) lasting.dividedBy(pause), pause), threads));
        }
        List<Sent> sent = lanes.stream().flatMap(lane -> lane.join().stream()).toList();
        threads.shutdown();
        Map<String, Long> received = server.requests().stream()
                .collect(Collectors.groupingBy(RawServer.Request::body, Collectors.counting()));
        assertThat(received.values()).allMatch(times -> times == 1);
        List<Sent> inDoubt = sent.stream().filter(Sent::inDoubt).toList();
        System.out.printf(
                "%d POSTs to a server that closes after %d ms: %d in doubt, %d received, %d idle closes%n",
                sent.size(),
                idleMillis,
                inDoubt.size(),
                received.size(),
                server.idleCloses().size());
        assertThat(received).hasSizeGreaterThanOrEqualTo(sent.size() - inDoubt.size());
        for (Sent one : inDoubt) {
            assertThat(server.idleCloses())
                    .as("a lead in doubt at a moment in which the server closed")
                    .anyMatch(close -> one.isUnderWayAt(close.at()));
        }
    }

    private List<Sent> sendWithPauses(int first, int rounds, Duration pause) {
        List<Sent> sent = new ArrayList<>();
        try (Routes own = new Routes(server.baseUrl(), context -> {})) {
            for (int round = 0; round < rounds; round++) {
                int number = first + round;
                Executor later = CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS);
                sent.add(CompletableFuture.supplyAsync(() -> sent(own, number), later)
                        .join());
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        return sent;
    }

    private static Sent sent(Routes own, int number) {
        long from = System.nanoTime();
        Exchange done = own.importing(lead(number), "maxQuotaWait=5m");
        boolean failed = done.getException() != null;
        if (failed) {
            assertThat(done.getException()).isInstanceOf(HerobaseImportUncertainException.class);
        }
        return new Sent(from, System.nanoTime(), failed);
    }

    /** By our log: when a lead was given to the component, and when it was done with. */
    private record Sent(long from, long to, boolean inDoubt) {

        /** The clocks are one; what is between a moment and its note may take this long. */
        private static final long NOTED = Duration.ofMillis(20).toNanos();

        private boolean isUnderWayAt(long moment) {
            return moment > from - NOTED && moment < to + NOTED;
        }
    }

    /** It closes after each answer and does not say so: what one lead shows is known for the next ones. */
    @Test
    void aServerThatClosesWithoutSayingSoBringsAtMostOneInDoubt() throws Exception {
        start(Duration.ZERO, (request, connection) -> {
            connection.accept();
            connection.close();
        });
        int inDoubt = 0;
        for (int number = 0; number < 40; number++) {
            Exchange done = send(number);
            if (done.getException() != null) {
                assertThat(done.getException()).isInstanceOf(HerobaseImportUncertainException.class);
                inDoubt++;
            }
        }
        assertThat(inDoubt).isLessThanOrEqualTo(1);
        assertThat(server.requests()).hasSizeGreaterThanOrEqualTo(39);
    }

    /** The server closes in the middle of the pause; the connection is not used, and the lead is sent once on another. */
    @Test
    void aClosedConnectionIsNoticedBeforeTheLeadLeaves() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        start(Duration.ofMillis(60), (request, connection) -> {
            answered.incrementAndGet();
            connection.accept();
        });
        for (int number = 0; number < 10; number++) {
            assertThat(sendAfter(Duration.ofMillis(130), number).getException()).isNull();
        }
        assertThat(answered).hasValue(10);
    }

    /** Also after many at once: what is not used again is closed soon, not by the next request. */
    @Test
    void connectionsThatNobodyUsesAreClosed() throws Exception {
        CountDownLatch all = new CountDownLatch(20);
        start(Duration.ZERO, (request, connection) -> {
            all.countDown();
            try {
                all.await(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            connection.accept();
        });
        ExecutorService senders = Executors.newFixedThreadPool(20);
        send(1000);
        IntStream.range(0, 20)
                .mapToObj(number -> CompletableFuture.runAsync(() -> send(number), senders))
                .toList()
                .forEach(CompletableFuture::join);
        senders.shutdown();
        assertThat(server.acceptedConnections()).isGreaterThanOrEqualTo(10);
        await().atMost(Duration.ofSeconds(10)).until(() -> server.openConnections() == 0);
    }

    private static final String SURPLUS =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n{\"success\":true}";

    /** What follows an answer is never taken for the next one: the second lead is refused, and must not be accepted. */
    @ParameterizedTest
    @ValueSource(strings = {"at once", "in another packet", "a while later"})
    void surplusBytesAreNotTheNextAnswer(String when) throws Exception {
        AtomicInteger answers = new AtomicInteger();
        start(Duration.ZERO, (request, connection) -> {
            if (answers.incrementAndGet() > 1) {
                connection.answer(200, "application/json", "{\"success\":false}", StandardCharsets.UTF_8);
                return;
            }
            switch (when) {
                case "at once" -> connection.send(SURPLUS + SURPLUS);
                case "in another packet" -> connection.send(SURPLUS).send(SURPLUS);
                default -> {
                    connection.send(SURPLUS);
                    CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(() -> {
                        try {
                            connection.send(SURPLUS);
                        } catch (IOException e) {
                            // The client has closed it, which is right.
                        }
                    });
                }
            }
        });
        assertThat(send(1).getMessage().getBody(LeadImportResult.class).isSuccess())
                .isTrue();
        Exchange second = when.equals("a while later") ? sendAfter(Duration.ofMillis(120), 2) : send(2);
        assertThat(second.getException()).isInstanceOf(HerobaseLeadRejectedException.class);
        assertThat(server.requests()).hasSize(2);
    }

    /** Of many at once too; nothing but the request itself tells which answer belongs to it. */
    @Test
    void noAnswerReachesAnotherRequest() throws Exception {
        start(Duration.ZERO, (request, connection) -> {
            boolean refused = request.body().contains("3\"");
            String own = "{\"success\":" + !refused + "}";
            connection.answer(200, "application/json", own, StandardCharsets.UTF_8);
            if (refused) {
                connection.send(SURPLUS);
            }
        });
        List<CompletableFuture<Exchange>> sent = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            int each = number;
            sent.add(CompletableFuture.supplyAsync(() -> send(each)));
        }
        int inDoubt = 0;
        for (int number = 0; number < sent.size(); number++) {
            Exchange done = sent.get(number).join();
            if (done.getException() instanceof HerobaseImportUncertainException) {
                inDoubt++;
            } else if (number % 10 == 3) {
                assertThat(done.getException()).isInstanceOf(HerobaseLeadRejectedException.class);
            } else {
                assertThat(done.getException()).isNull();
            }
        }
        assertThat(inDoubt).as("found out by the first that meets it").isLessThanOrEqualTo(4);
        assertThat(server.requests()).hasSize(40);
    }

    /** Reused while they are fresh: a bulk import does not connect anew for each lead. */
    @Test
    void leadsOneAfterAnotherShareAConnection() throws Exception {
        start(Duration.ZERO, (request, connection) -> connection.accept());
        for (int number = 0; number < 50; number++) {
            assertThat(send(number).getException()).isNull();
        }
        assertThat(server.acceptedConnections()).isLessThanOrEqualTo(3);
    }
}
