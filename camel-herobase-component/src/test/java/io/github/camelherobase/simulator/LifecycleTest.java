package io.github.camelherobase.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.service.DateHeaderPresence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class LifecycleTest extends ApiTest {

    @Test
    void stoppingEndsConnectionsAndThreadsAndFreesThePort() throws IOException {
        start();
        int port = simulator.port();
        get("/myaccount");
        try (Socket idle = new Socket("127.0.0.1", port)) {
            await().until(() -> simulator.openConnections() == 2);
            simulator.close();
            assertThat(idle.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(simulator.openConnections()).isZero();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("herobase-simulator-acceptor"));
        start(builder().port(port));
        assertThat(get("/myaccount").statusCode()).isEqualTo(200);
        assertThatThrownBy(() -> builder().port(port).start()).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void theDateHeaderIsTheSimulatedTimeAndMayBeWrong() {
        start(builder().openPoints(points -> points.dateHeaderSkew(Duration.ofMinutes(-3))));
        assertThat(get("/myaccount").headers().firstValue("Date")).hasValue("Wed, 06 May 2026 07:57:00 GMT");
    }

    @Test
    void theDateHeaderCanBeAbsent() {
        start(builder().openPoints(points -> points.dateHeaderPresence(DateHeaderPresence.ABSENT)));
        assertThat(get("/myaccount").headers().firstValue("Date")).isEmpty();
    }
}
