package io.github.camelherobase.client;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.utils.DateUtils;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;

import io.github.camelherobase.quota.RateLimit;

/** An answer whose body is still on the wire; end it with {@link #release()} or {@link #cancel()}. */
public final class HerobaseResponse {

    private static final int LONGEST_URL = 300;
    /** An error, or what came in the place of an answer, is read for so long: what is there by then is told. */
    private static final Duration READ_FOR = Duration.ofSeconds(3);

    private static final int DESCRIBED = 16 * 1024;
    /** Read at first of an answer whose length is not told. */
    private static final int UNTOLD = 1024;

    private final Account account;
    private final UnaryOperator<String> mask;
    private final HttpUriRequestBase request;
    private final ClassicHttpResponse response;
    /** Null when it was not the server that answered. */
    private final TimeLimit limit;

    private final AnswerTimes times;
    private AnswerBody body;
    /** Null until it is asked for. */
    private RateLimit rateLimit;

    private final Instant sent;
    private final Instant headAt;
    private final boolean endProven;
    /** Null when it is not compressed. */
    private final EncodedBody encoded;

    /**
     * @param mask takes values of a lead out of a text of the server's
     * @param limit of time, for an answer that is read as a whole
     * @param times how long an answer and a read may take
     * @param sent when the request was sent, by our clock
     * @param headAt when the head of the answer was there, by our clock
     * @param endProven whether the body has a length or a last chunk
     * @param encoded the body before it is decompressed; null when it is not compressed
     */
    HerobaseResponse(
            Account account,
            UnaryOperator<String> mask,
            HttpUriRequestBase request,
            ClassicHttpResponse response,
            TimeLimit limit,
            AnswerTimes times,
            Instant sent,
            Instant headAt,
            boolean endProven,
            EncodedBody encoded) {
        this.account = account;
        this.mask = mask;
        this.request = request;
        this.response = response;
        this.limit = limit;
        this.times = times;
        this.sent = sent;
        this.headAt = headAt;
        this.endProven = endProven;
        this.encoded = encoded;
    }

    /** Of the request, for messages: without secrets, and not longer than a line or two. */
    public String url() {
        String url = account.mask(account.origin() + request.getRequestUri());
        return url.length() <= LONGEST_URL ? url : url.substring(0, LONGEST_URL) + "...";
    }

    public int status() {
        return response.getCode();
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(valueOf(name));
    }

    private String valueOf(String name) {
        Header header = response.getFirstHeader(name);
        return header == null ? null : header.getValue();
    }

    /**
     * The server's time when the request was sent, at the latest: its {@code Date} less the time that the head took.
     * Without a usable {@code Date}, our clock's.
     */
    public Instant sentAt() {
        Instant date = DateUtils.parseStandardDate(response, HttpHeaders.DATE);
        return date == null ? sent : date.minus(Duration.between(sent, headAt));
    }

    /** Whether there is a usable {@code Date}. */
    public boolean tellsTime() {
        return DateUtils.parseStandardDate(response, HttpHeaders.DATE) != null;
    }

    /** Our clock's time when the request was sent. */
    public Instant ownSentAt() {
        return sent;
    }

    /** Whether a cut body is an error when it is read: it has a length or a last chunk, and does not end by closing only. */
    public boolean isEndProven() {
        return endProven;
    }

    /** What the answer says of the quota. */
    public RateLimit rateLimit() {
        if (rateLimit == null) {
            rateLimit = RateLimit.of(
                    valueOf("X-Rate-Limit-Limit"), valueOf("X-Rate-Limit-Remaining"), valueOf("X-Rate-Limit-Reset"));
        }
        return rateLimit;
    }

    /** When the server wants to be asked again, if it says so. */
    RetryAfter retryAfter() {
        Instant date = DateUtils.parseStandardDate(response, HttpHeaders.DATE);
        return RetryAfter.of(valueOf(HttpHeaders.RETRY_AFTER), date == null ? headAt : date);
    }

    /** Our clock's time when the head of the answer was there. */
    Instant answeredAt() {
        return headAt;
    }

    /**
     * The body as a stream of records, decompressed. Reading it can end in an {@link IOException} at any byte, and takes
     * any time as long as records come; see {@link #recordRead()}.
     */
    public InputStream body() throws IOException {
        endLimit();
        AnswerBody records = stream();
        records.watch(times.answer(), request::cancel);
        return records;
    }

    /** The reader of {@link #body()} has got a record: the time for the next one begins. */
    public void recordRead() {
        body.recordRead();
    }

    private void endLimit() {
        if (limit != null) {
            limit.close();
        }
        if (body != null) {
            body.endWatch();
        }
    }

    private AnswerBody stream() throws IOException {
        if (body == null) {
            body = new AnswerBody(
                    response.getEntity() == null
                            ? InputStream.nullInputStream()
                            : response.getEntity().getContent(),
                    encoded,
                    times.read());
        }
        return body;
    }

    /**
     * The whole body of a small answer. Gives the connection back, or ends it when the body cannot be read or is larger.
     *
     * @param most bytes
     * @throws TooLarge when it is larger
     * @throws IOException that says it when it is not complete within the time-out for an answer
     * @throws IOException when it is cut
     */
    public byte[] read(int most) throws IOException {
        boolean whole = false;
        try {
            byte[] bytes = read(stream(), most + 1);
            if (bytes.length > most) {
                throw new TooLarge(most);
            }
            release();
            whole = true;
            return bytes;
        } catch (IOException e) {
            throw limit != null && limit.isPassed() ? new TooLate(times.answer()) : e;
        } finally {
            if (!whole) {
                cancel();
            }
        }
    }

    /** At most so many bytes, in an array of the size that the head tells: most answers are far smaller than a block. */
    private byte[] read(InputStream in, int most) throws IOException {
        long told = response.getEntity() == null ? 0 : response.getEntity().getContentLength();
        // One more, so that the end is seen.
        byte[] bytes = new byte[(int) Math.min(most, told < 0 ? UNTOLD : told + 1)];
        int length = in.readNBytes(bytes, 0, bytes.length);
        if (length < bytes.length) {
            return Arrays.copyOf(bytes, length);
        }
        byte[] rest = in.readNBytes(most - length);
        byte[] all = Arrays.copyOf(bytes, length + rest.length);
        System.arraycopy(rest, 0, all, length, rest.length);
        return all;
    }

    /**
     * What came in the place of what was asked for, in words that quote nothing of a person. Ends the answer.
     *
     * @param seen the beginning of the body, as far as it was read
     */
    public String describe(byte[] seen) {
        byte[] beginning = beginning(seen, DESCRIBED);
        cancel();
        return new ForeignAnswer(header("Content-Type").orElse(null), beginning, text -> mask.apply(account.mask(text)))
                        .inWords()
                + header("Content-Encoding")
                        .filter(coding -> coding.matches("(?!identity)[\\w-]{1,20}"))
                        .map(coding -> ", compressed with " + coding + ", which is not known here")
                        .orElse("");
    }

    /** Whether a word is in the beginning of the body. The answer is to be cancelled then. */
    boolean speaksOf(String word) {
        byte[] beginning = beginning(new byte[0], DESCRIBED);
        return PlainText.lowerCase(
                        PlainText.decoded(beginning, header("Content-Type").orElse(null)))
                .contains(word);
    }

    /**
     * The beginning of the body: as much as comes in a few seconds, whatever the server does. The answer is to be
     * cancelled then.
     *
     * @param seen what was read of it before
     */
    byte[] beginning(byte[] seen, int most) {
        byte[] read = Arrays.copyOf(seen, Math.max(most, seen.length));
        int length = seen.length;
        // Not closed here: closing would first read the rest, which may have no end.
        try (TimeLimit limit = TimeLimit.of(READ_FOR, request::cancel)) {
            endLimit();
            InputStream rest = stream();
            int count = 0;
            while (count >= 0 && length < most && !limit.isPassed()) {
                count = rest.read(read, length, most - length);
                length += Math.max(count, 0);
            }
        } catch (IOException e) {
            // What came before it was cut, or took too long, says enough.
        }
        return Arrays.copyOf(read, length);
    }

    /** The body was read to its end: gives the connection back. */
    public void release() {
        endLimit();
        try {
            response.close();
        } catch (IOException e) {
            // The answer was complete; a connection that fails now is thrown away by the pool.
            request.cancel();
        }
    }

    /** The rest is not wanted: ends the connection, for closing the answer would first download the rest. */
    public void cancel() {
        endLimit();
        request.cancel();
        try {
            response.close();
        } catch (IOException e) {
            // Expected: the connection was just ended under it.
        }
    }

    /** A small answer that is none. */
    public static final class TooLarge extends IOException {

        private TooLarge(int most) {
            super("the answer is larger than " + most / (1024 * 1024)
                    + " MB, which none of HeroBase is; check baseUrl and resourcePath, and any proxy before HeroBase");
        }
    }

    /** A small answer that never ends. */
    public static final class TooLate extends IOException {

        private TooLate(Duration limit) {
            super("it was not complete within " + BrokenAnswer.inWords(limit)
                    + ". The server is overloaded, or what answers is not HeroBase");
        }
    }
}
