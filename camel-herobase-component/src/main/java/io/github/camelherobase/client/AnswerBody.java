package io.github.camelherobase.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

import io.github.camelherobase.base.BlockStream;

/**
 * The body of an answer. Its failures say what happened, and quote nothing of it. However long a stream of records is,
 * the time that its reader waits for one record has a limit: an answer may send bytes for ever and never a record.
 */
final class AnswerBody extends BlockStream {

    private final EncodedBody encoded;
    private final Duration readTimeout;
    private final long created = System.nanoTime();
    private Duration limit;
    private Runnable end;
    /** In reads since the last record; known to the reader. */
    private long waited;
    /** When the read that lasts would have begun if it had been one with those since the last record; negative between reads. */
    private volatile long reading = -1;

    private volatile TimeLimit watch;
    private volatile boolean late;
    private volatile boolean over;

    /**
     * @param encoded what the body is decompressed from; null when it is not compressed
     * @param readTimeout of one read, for messages
     */
    AnswerBody(InputStream body, EncodedBody encoded, Duration readTimeout) {
        super(body);
        this.encoded = encoded;
        this.readTimeout = readTimeout;
    }

    /**
     * @param longest in reads for one record
     * @param cut ends the connection; must not block
     */
    void watch(Duration longest, Runnable cut) {
        limit = longest;
        end = cut;
        watchFor(longest);
    }

    private void watchFor(Duration time) {
        watch = TimeLimit.of(time, this::look);
        if (over) {
            watch.close();
        }
    }

    private void look() {
        long began = reading;
        Duration left = began < 0 ? limit : limit.minusNanos(now() - began);
        if (left.compareTo(Duration.ZERO) <= 0) {
            late = true;
            end.run();
        } else if (!over) {
            watchFor(left.plusMillis(1));
        }
    }

    private long now() {
        return System.nanoTime() - created;
    }

    /** The reader has got a record: the time for the next one begins. */
    void recordRead() {
        waited = 0;
    }

    /** Nothing more is read. */
    void endWatch() {
        over = true;
        TimeLimit last = watch;
        if (last != null) {
            last.close();
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        long began = now() - waited;
        reading = began;
        try {
            int count = super.read(target, offset, length);
            if (count < 0 && encoded != null) {
                encoded.checkEnd();
            }
            return count;
        } catch (IOException e) {
            throw late ? tooLate() : BrokenAnswer.body(e, readTimeout);
        } finally {
            waited = now() - began;
            reading = -1;
        }
    }

    private IOException tooLate() {
        return new SocketTimeoutException("it went on for " + BrokenAnswer.inWords(limit)
                + " without a whole record, far longer than any answer of HeroBase needs for one");
    }
}
