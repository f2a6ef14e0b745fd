package io.github.camelherobase.export;

import java.io.InputStream;
import java.io.Reader;
import java.util.Iterator;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.base.DiscardedReading;
import io.github.camelherobase.base.ReadOnce;

/**
 * The reading of an export, which cannot begin anew: when a step that has read of it fails and is repeated, or another
 * takes its place, the rest would look like the whole.
 *
 * <p>An exchange shows that itself, by the exception that it caught since reading began; copies of it are told of by
 * {@link FailedAttempts}. To read in several steps is fine while none fails.
 */
public final class OneReading implements ReadOnce {

    private final String export;
    private final Exchange opener;
    private final String openerId;
    private final String parentId;
    private Object caughtBefore;
    private volatile boolean begun;
    /** A splitter's record may fail too, which shows as a failure of the whole; a step that read before it has not. */
    private boolean begunBySplitter;

    private volatile boolean failed;
    private Throwable failure;

    /** @param export what the message of a refusal names */
    public OneReading(String export, Exchange opener) {
        this.export = export;
        this.opener = opener;
        this.openerId = opener.getExchangeId();
        this.parentId = opener.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
    }

    /** Something is taken that cannot be taken again. */
    public void begin() {
        if (!begun) {
            caughtBefore = caught();
            begunBySplitter = DiscardedReading.isBySplitter();
            begun = true;
        }
    }

    /**
     * Called before anything is read.
     *
     * @throws HerobaseProtocolException when an earlier attempt has read of it
     */
    public void check() {
        if (begun && (failed || caughtSince())) {
            throw refusal();
        }
    }

    /** No cause, or an {@code onException} for what failed first would catch this too. */
    private HerobaseProtocolException refusal() {
        HerobaseProtocolException refusal = new HerobaseProtocolException(
                export
                        + ": a step that failed has read of this export already, and what it has read cannot be read again."
                        + " Repeat the export with all that reads it: put them into a route of their own with"
                        + " errorHandler(noErrorHandler()), call that route by direct:, and let the caller redeliver",
                null,
                null,
                0,
                false);
        if (failure != null) {
            refusal.addSuppressed(failure);
        }
        return refusal;
    }

    private boolean caughtSince() {
        Object caught = caught();
        if (caught == caughtBefore) {
            return false;
        }
        // One that is pooled serves another message by now. And what a splitter caught for a record shows here too.
        if (opener.getExchangeId().equals(openerId)
                && mayBeThis(opener.getMessage().getBody())
                && (!begunBySplitter || !DiscardedReading.isBySplitter())) {
            fail(caught);
            return true;
        }
        caughtBefore = caught;
        return false;
    }

    private void fail(Object why) {
        if (!failed) {
            failure = why instanceof Throwable thrown ? thrown : null;
            failed = true;
        }
    }

    private Object caught() {
        return opener.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
    }

    /** Where the body is something else, such as a record, a step failed that does not read the export. */
    private static boolean mayBeThis(Object body) {
        return body instanceof ReadOnce
                || body instanceof Iterator
                || body instanceof InputStream
                || body instanceof Reader;
    }

    /** A copy without a parent is a wiretap's, whose failures are its own affair. */
    @Override
    public void attemptFailed(String exchangeId, String ancestorId, Throwable why) {
        boolean ours = exchangeId.equals(openerId) || exchangeId.equals(parentId) || ancestorId != null;
        if (begun && ours) {
            fail(why);
        }
    }
}
