package io.github.camelherobase.simulator.books;

import java.time.Instant;

import io.github.camelherobase.simulator.limits.Verdict;

/** One request's way through the simulator, written down as it goes. */
public final class BookEntry {

    private final Books books;
    private final Instant received;
    private final String account;
    private final String serviceKey;
    private final String query;
    private volatile long units;

    BookEntry(Books books, Instant received, String account, String serviceKey, String query) {
        this.books = books;
        this.received = received;
        this.account = account;
        this.serviceKey = serviceKey;
        this.query = query;
    }

    /** The rate limits have spoken. */
    public void judged(Verdict verdict) {
        units = verdict.units();
        books.update(account, serviceKey, book -> book.withVerdict(verdict));
    }

    /**
     * The answer was sent or given up.
     *
     * @param accepted the result of an import; null when the answer is none
     */
    public void answered(int status, long bodyBytes, boolean complete, Boolean accepted) {
        books.finish(
                new AnswerEntry(serviceKey, status, bodyBytes, complete),
                number -> new LoggedRequest(
                        number, received, account, serviceKey, query, status, units, bodyBytes, complete, accepted));
    }
}
