package io.github.camelherobase.simulator.books;

import io.github.camelherobase.simulator.limits.Verdict;

/** One request's way through the simulator, written down as it goes. */
public final class BookEntry {

    private final Books books;
    private final String account;
    private final String serviceKey;

    BookEntry(Books books, String account, String serviceKey) {
        this.books = books;
        this.account = account;
        this.serviceKey = serviceKey;
    }

    /** The rate limits have spoken. */
    public void judged(Verdict verdict) {
        books.update(account, serviceKey, book -> book.withVerdict(verdict));
    }

    /** The answer was sent or given up. */
    public void answered(int status, long bodyBytes, boolean complete) {
        books.finish(account, new AnswerEntry(serviceKey, status, bodyBytes, complete));
    }
}
