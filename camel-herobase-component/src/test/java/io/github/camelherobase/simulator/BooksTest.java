package io.github.camelherobase.simulator;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.books.RecordedRequest;
import io.github.camelherobase.simulator.fault.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class BooksTest extends ApiTest {

    @Test
    void requestsAreKeptAsTheyCame() {
        start();
        post(LEAD, FAIR_USE);
        get("/simpleleads?Projects=*&ModifiedFrom=2026-05-06", "Accept", "application/json");
        RecordedRequest imported = simulator.books().requests("POST /leads").get(0);
        assertThat(imported.header("x-rate-limit-fair-use-policy")).isEqualTo("Minute rated");
        assertThat(imported.body()).isEqualTo(LEAD);
        assertThat(imported.received()).isEqualTo(MORNING);
        RecordedRequest exported =
                simulator.books().requests("GET /simpleleads").get(0);
        assertThat(exported.header("Accept")).isEqualTo("application/json");
        assertThat(exported.path()).isEqualTo("/api/simpleleads");
        assertThat(exported.query()).isEqualTo("Projects=*&ModifiedFrom=2026-05-06");
        assertThat(exported.queryParameters().text("modifiedfrom")).hasValue("2026-05-06");
        assertThat(simulator.books().requests()).hasSize(2);
        assertThat(simulator.books().requests().toString()).doesNotContain("Basic", "2026");
    }

    @Test
    void onlyTheLastRequestsAreKept() {
        start(builder().requestsKept(2));
        IntStream.range(0, 3).forEach(i -> get("/myaccount?n=" + i));
        assertThat(simulator.books().requests())
                .extracting(RecordedRequest::query)
                .containsExactly("n=1", "n=2");
        simulator.close();
        start(builder().requestsKept(0));
        get("/myaccount");
        assertThat(simulator.books().requests()).isEmpty();
        assertThat(simulator.books().received()).isEqualTo(1);
    }

    @Test
    void theMostRequestsAtOnceAreCounted() {
        start();
        CountDownLatch together = new CountDownLatch(3);
        simulator.faults().always("POST /leads", (request, processing) -> {
            together.countDown();
            try {
                together.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return processing.get();
        });
        List<CompletableFuture<Void>> calls = IntStream.range(0, 3)
                .mapToObj(i -> CompletableFuture.runAsync(() -> post(LEAD), task -> new Thread(task).start()))
                .toList();
        calls.forEach(CompletableFuture::join);
        await().until(() -> simulator.books().inFlight() == 0);
        assertThat(simulator.books().inFlightMaximum()).isEqualTo(3);
        assertThat(simulator.books().service("api@example.com", "POST /leads").answers())
                .containsEntry(200, 3L);
    }

    @Test
    void aFaultThatFailsIsBookedToo() {
        start();
        Fault broken = (request, processing) -> {
            throw new IllegalStateException("broken");
        };
        simulator.faults().next("GET /myaccount", broken);
        assertThat(get("/myaccount").statusCode()).isEqualTo(500);
        await().until(() -> simulator.books().inFlight() == 0);
    }

    @Test
    void booksCanBeBegunAnew() {
        start();
        get("/myaccount");
        await().until(() -> simulator.books().inFlight() == 0);
        simulator.books().clear();
        assertThat(simulator.books().received()).isZero();
        assertThat(simulator.books().requests()).isEmpty();
        assertThat(simulator.books().inFlightMaximum()).isZero();
    }
}
