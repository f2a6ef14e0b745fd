package io.github.camelherobase.quickstart;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.simulator.HerobaseSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An act with real processes, small enough for one minute's quota. */
class ActTest {

    @TempDir
    Path temp;

    private final SharedClock clock = SharedClock.startingNow(20);
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final Screen screen = new Screen(new PrintStream(printed, true, StandardCharsets.UTF_8), false);

    @Test
    void aKilledWorkerLosesAndDoublesNothing() throws Exception {
        List<SourceLead> leads = SourceLeads.generate(120);
        WorkDirectory directory = WorkDirectory.create(temp.resolve("act"), leads);
        try (HerobaseSimulator site = Site.open(clock)) {
            Evidence evidence = new Act("herobase", HerobaseWorker.class, leads, directory, clock, screen).play(site);

            assertThat(evidence.atKill().leads()).isBetween(80L, 120L);
            assertThat(new Audit()
                            .books("herobase", evidence)
                            .worker("herobase", evidence)
                            .exports(
                                    "herobase",
                                    Site.sold(site),
                                    directory.successes().column("kundenr"),
                                    SuccessTable.customerNumbers(directory))
                            .mismatches())
                    .isEmpty();
            assertThat(evidence.second().acceptedBefore()).isPositive();
            assertThat(Site.sold(site)).isNotEmpty();
            assertThat(evidence.figures().heapBytes()).isPositive();
            assertThat(printed.toString(StandardCharsets.UTF_8))
                    .contains("KILLED after " + evidence.atKill().leads() + " leads")
                    .doesNotContain(Site.PASSWORD);
        }
    }

    @Test
    void aRequestThatTheKilledWorkerLeftBehindIsWaitedFor() throws Exception {
        try (HerobaseSimulator site = Site.open(clock);
                Socket worker = new Socket("localhost", site.port())) {
            byte[] request = ("GET /api/campaigns HTTP/1.1\r\nHost: localhost\r\nAuthorization: Basic "
                            + Base64.getEncoder()
                                    .encodeToString(
                                            (Site.USERNAME + ":" + Site.PASSWORD).getBytes(StandardCharsets.UTF_8))
                            + "\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            worker.getOutputStream().write(request, 0, request.length - 1);
            CompletableFuture<Long> received = CompletableFuture.supplyAsync(() -> {
                try {
                    Act.awaitLastRequests(site);
                } catch (IOException | InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return site.books().received();
            });

            assertThatThrownBy(() -> received.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
            worker.getOutputStream().write(request, request.length - 1, 1);
            worker.shutdownOutput();

            assertThat(received.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        }
    }

    @Test
    void aWorkerThatEndsByItselfIsSaidAtOnce() throws Exception {
        List<SourceLead> leads = SourceLeads.generate(10);
        WorkDirectory directory = WorkDirectory.create(temp.resolve("act"), leads);
        try (HerobaseSimulator site = Site.open(clock)) {
            Act act = new Act("nothing", NoWorker.class, leads, directory, clock, screen);

            assertThatThrownBy(() -> act.play(site))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("The worker ended by itself with exit code 0; see " + directory.log());
        }
    }

    /** It happened once, beside load, and nothing told why. */
    @Test
    void ofAWorkerThatDoesNotEndItIsSaidWhatItsThreadsDo() throws Exception {
        WorkDirectory directory = WorkDirectory.create(temp.resolve("act"), SourceLeads.generate(10));
        WorkerProcess worker = WorkerProcess.start(
                StuckWorker.class, new WorkerSettings("", Site.USERNAME, Site.PASSWORD, directory, clock));
        assertThatThrownBy(() -> worker.finish(3))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("did not end within 3 s; see " + directory.log())
                .hasMessageContaining("StuckWorker.waitForNobody")
                .hasMessageNotContaining(Site.PASSWORD);
    }

    static final class StuckWorker {

        private StuckWorker() {}

        public static void main(String[] none) throws InterruptedException {
            waitForNobody();
        }

        private static void waitForNobody() throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    static final class NoWorker {

        private NoWorker() {}

        public static void main(String[] none) {
            // Ends at once.
        }
    }
}
