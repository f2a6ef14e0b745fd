package io.github.camelherobase.check;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.camelherobase.api.HerobaseClock;

/** The account that is asked, {@value #REQUESTS} times at the most. */
final class Tenant implements AutoCloseable {

    static final int REQUESTS = 10;

    /** Of an answer; the rest is cancelled. */
    private static final int READ_AT_MOST = 64 * 1024;
    /** Of lists that are of use only when most of them was read. */
    private static final int READ_OF_LISTS = 1024 * 1024;

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final String JSON = "application/json";

    private final ComponentLine component;
    private final PlainLine plain;
    private final InstantSource clock;
    private final ZoneId zone = ZoneId.of("Europe/Copenhagen");
    private final List<Answer> answers = new ArrayList<>();

    /** @param componentClock the component's; null for the machine's */
    Tenant(Credentials credentials, InstantSource clock, HerobaseClock componentClock) {
        this.clock = clock;
        this.component = new ComponentLine(credentials, clock, componentClock);
        this.plain = new PlainLine(component.base(), credentials, clock);
    }

    Instant now() {
        return clock.instant();
    }

    /** Of the times that the server shows. */
    ZoneId zone() {
        return zone;
    }

    /** A time as plain requests send it: whole seconds without an offset. */
    static String onTheWire(LocalDateTime time) {
        return SECONDS.format(time);
    }

    /** What was answered so far, in this order. */
    List<Answer> answers() {
        return List.copyOf(answers);
    }

    /** Asks an operation; empty when no request is left. */
    Optional<Answer> ask(String service, String uri, Map<String, Object> headers) {
        return keep(() -> component.ask(service, uri, headers, READ_AT_MOST));
    }

    /** Asks for a list of the organisation, of which more is read. */
    Optional<Answer> askList(String service, String uri) {
        return keep(() -> component.ask(service, uri, Map.of(), READ_OF_LISTS));
    }

    /** Asks without the component; empty when no request is left. */
    Optional<Answer> askPlain(String path, Map<String, String> query) {
        return keep(() -> plain.get(path, query, JSON, true, READ_AT_MOST));
    }

    /** Asks without the component and without the fair-use policy. */
    Optional<Answer> askNaively(String path, Map<String, String> query) {
        return keep(() -> plain.get(path, query, JSON, false, READ_AT_MOST));
    }

    /** Asks for anything rather than for JSON. */
    Optional<Answer> askForAnything(String path, Map<String, String> query) {
        return keep(() -> plain.get(path, query, "*/*", true, READ_AT_MOST));
    }

    private Optional<Answer> keep(Supplier<Answer> question) {
        if (answers.size() == REQUESTS) {
            return Optional.empty();
        }
        Answer answer = question.get();
        answers.add(answer);
        return Optional.of(answer);
    }

    @Override
    public void close() {
        component.close();
    }
}
