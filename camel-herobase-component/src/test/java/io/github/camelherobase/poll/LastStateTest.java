package io.github.camelherobase.poll;

import java.time.Duration;

import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.Fingerprint;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.ConsumerTestSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What an idempotentRepository keeps away: a record whose last state was delivered, and nothing else. */
class LastStateTest extends ConsumerTestSupport {

    private final MemoryIdempotentRepository seen = new MemoryIdempotentRepository();

    private void connect() throws Exception {
        seen.setCacheSize(1_000);
        context.getRegistry().bind("seen", seen);
        addRoute("&idempotentRepository=#seen");
        context.start();
    }

    /** Without a time of its change, as a call: its bytes come back. */
    private void answer(String status) {
        simulator.faults().clear();
        simulator
                .faults()
                .always(
                        "GET /simpleleads",
                        Fault.body(200, "application/json", "[{\"uniqueId\":\"1S1\",\"status\":\"" + status + "\"}]"));
    }

    private void awaitStates(String... states) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(
                        () -> assertThat(sink).extracting(Lead::getStatus).containsExactly(states));
    }

    @Test
    void aStateThatComesBackIsDelivered() throws Exception {
        answer("New");
        connect();
        awaitStates("New");
        answer("Unresolved");
        awaitStates("New", "Unresolved");
        answer("New");
        awaitStates("New", "Unresolved", "New");
        awaitPolls(2);
        awaitStates("New", "Unresolved", "New");
        context.stop();

        newContext();
        connect();
        awaitPolls(2);
        awaitStates("New", "Unresolved", "New");
        context.stop();

        answer("Unresolved");
        newContext();
        connect();
        awaitStates("New", "Unresolved", "New", "Unresolved");
    }

    @Test
    void whatAnEarlierVersionNotedIsKnown() throws Exception {
        addLeads(1);
        connect();
        await().until(() -> sink.size() == 1);
        String content = Fingerprint.of(sink.peek().toBytes()).toString();
        String id = sink.peek().getUniqueId();
        context.stop();
        sink.clear();
        seen.clear();
        seen.add(id + "#" + content);

        newContext();
        connect();
        awaitPolls(2);
        assertThat(sink).isEmpty();
    }

    @Test
    void anOperatorsRewindDeliversAgainAlsoOverARestart() throws Exception {
        addLeads(5);
        connect();
        await().until(() -> sink.size() == 5);
        clock.advance(Duration.ofHours(2));
        awaitPolls(3);
        consumer().rewind("2026-05-06T00:00:00Z");
        await().atMost(Duration.ofSeconds(20)).until(() -> sink.size() == 10);
        awaitPolls(3);
        assertThat(sink).hasSize(10);

        simulator.faults().always("GET /simpleleads", Fault.status(503));
        consumer().rewind("2026-05-06T00:00:00Z");
        awaitPolls(2);
        assertThat(consumer().getPosition()).isEqualTo("2026-05-06T00:00:00Z");
        context.stop();
        simulator.faults().clear();
        newContext();
        connect();
        await().atMost(Duration.ofSeconds(20)).until(() -> sink.size() == 15);
        clock.advance(Duration.ofHours(1));
        awaitPolls(3);
        assertThat(sink).hasSize(15);
    }
}
