package io.github.camelherobase.simulator.books;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

import io.github.camelherobase.simulator.http.HttpRequest;

/**
 * What the simulator saw and did. Safe for use by several threads; each question is answered from one moment.
 *
 * <p>An entry is closed when the answer's last byte was handed to the network, which can be a moment after the client
 * read it: tests that ask for answers wait for them.
 */
public final class Books {

    /** The account of requests without valid credentials. */
    public static final String NOBODY = "";

    /** The service of requests to a path that has none. */
    public static final String UNKNOWN_SERVICE = "unknown";

    private static final int KEPT_ANSWERS = 10_000;
    private static final int KEPT_LOG = 200;

    private record BookKey(String account, String serviceKey) {}

    private final Map<BookKey, ServiceBook> services = new HashMap<>();
    private final Ring<AnswerEntry> answers = new Ring<>(KEPT_ANSWERS);
    private final Ring<LoggedRequest> log = new Ring<>(KEPT_LOG);
    private final Ring<RecordedRequest> requests;
    private final int requestsKept;
    private long finished;
    private int inFlight;
    private int inFlightMaximum;

    /**
     * Empty books.
     *
     * @param requestsKept how many of the last requests are kept whole; 0 for none
     */
    public Books(int requestsKept) {
        this.requestsKept = requestsKept;
        this.requests = new Ring<>(requestsKept);
    }

    /** Opens the entry of a request that was read. */
    public BookEntry open(HttpRequest request, String account, String serviceKey, Instant received) {
        RecordedRequest recorded = requestsKept > 0 ? RecordedRequest.of(request, serviceKey, received) : null;
        synchronized (this) {
            if (recorded != null) {
                requests.add(recorded);
            }
            inFlight++;
            inFlightMaximum = Math.max(inFlightMaximum, inFlight);
            update(account, serviceKey, ServiceBook::withRequest);
        }
        return new BookEntry(this, received, account, serviceKey, request.query());
    }

    /** What an account did at a service, such as {@code POST /leads}. */
    public synchronized ServiceBook service(String account, String serviceKey) {
        return services.getOrDefault(new BookKey(account, serviceKey), ServiceBook.EMPTY);
    }

    /** What an account did, by service. */
    public synchronized Map<String, ServiceBook> services(String account) {
        Map<String, ServiceBook> found = new TreeMap<>();
        services.forEach((key, book) -> {
            if (key.account().equals(account)) {
                found.put(key.serviceKey(), book);
            }
        });
        return found;
    }

    /** Requests received from all accounts. */
    public synchronized long received() {
        return services.values().stream().mapToLong(ServiceBook::received).sum();
    }

    /** Requests refused with 429, of all accounts. */
    public synchronized long refused() {
        return services.values().stream().mapToLong(ServiceBook::refused).sum();
    }

    /** The last {@value #KEPT_ANSWERS} finished answers, oldest first. */
    public synchronized List<AnswerEntry> answers() {
        return answers.toList();
    }

    /**
     * The answer finished last.
     *
     * @throws NoSuchElementException when there was none
     */
    public AnswerEntry lastAnswer() {
        List<AnswerEntry> all = answers();
        if (all.isEmpty()) {
            throw new NoSuchElementException("No answer was finished yet");
        }
        return all.get(all.size() - 1);
    }

    /** The last requests, oldest first, as many as are kept. */
    public synchronized List<RecordedRequest> requests() {
        return requests.toList();
    }

    /** The last requests to one service, oldest first. */
    public List<RecordedRequest> requests(String serviceKey) {
        return requests().stream()
                .filter(request -> request.serviceKey().equals(serviceKey))
                .toList();
    }

    /** The last {@value #KEPT_LOG} requests that were answered, oldest first. */
    public synchronized List<LoggedRequest> log() {
        return log.toList();
    }

    /** Requests that are being answered now. */
    public synchronized int inFlight() {
        return inFlight;
    }

    /** The most requests that were ever being answered at once. */
    public synchronized int inFlightMaximum() {
        return inFlightMaximum;
    }

    /** Begins new books; requests being answered now stay in flight. */
    public synchronized void clear() {
        services.clear();
        answers.clear();
        requests.clear();
        log.clear();
        inFlightMaximum = inFlight;
    }

    synchronized void update(String account, String serviceKey, UnaryOperator<ServiceBook> change) {
        services.compute(
                new BookKey(account, serviceKey), (key, book) -> change.apply(book == null ? ServiceBook.EMPTY : book));
    }

    synchronized void finish(AnswerEntry answer, LongFunction<LoggedRequest> entry) {
        inFlight--;
        answers.add(answer);
        LoggedRequest logged = entry.apply(++finished);
        log.add(logged);
        update(logged.account(), answer.serviceKey(), book -> book.withAnswer(answer));
    }
}
