package io.github.camelherobase.imports;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportJournal.State;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.base.Sha256;
import io.github.camelherobase.quota.RateLimit;

/** Sends a lead only when the journal does not know it as accepted or in doubt, and writes down what became of it. */
final class JournaledSender implements LeadSender {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledSender.class);
    private static final int KEY_BYTES = 16;

    private final LeadSender sender;
    private final ImportJournal journal;
    private final String account;
    private final HerobaseClock clock;
    private final boolean resendUncertain;
    /** A key that is on its way now is not in doubt: who comes with it again waits for its outcome. */
    private final ConcurrentHashMap<String, CompletableFuture<LeadOutcome>> onTheirWay = new ConcurrentHashMap<>();

    JournaledSender(
            LeadSender sender, ImportJournal journal, String account, HerobaseClock clock, boolean resendUncertain) {
        this.sender = sender;
        this.journal = journal;
        this.account = account;
        this.clock = clock;
        this.resendUncertain = resendUncertain;
    }

    @Override
    public CompletionStage<LeadOutcome> send(LeadRequest request) {
        String key = hash(request);
        CompletableFuture<LeadOutcome> mine = new CompletableFuture<>();
        CompletableFuture<LeadOutcome> other = onTheirWay.putIfAbsent(key, mine);
        if (other != null) {
            return other.thenCompose(ignored -> send(request));
        }
        claimed(key, request).whenComplete((outcome, failure) -> {
            onTheirWay.remove(key);
            if (failure == null) {
                mine.complete(outcome);
            } else {
                mine.completeExceptionally(failure);
            }
        });
        return mine;
    }

    /** Fails rather than throws, or the key would be on its way for ever. */
    private CompletionStage<LeadOutcome> claimed(String key, LeadRequest request) {
        try {
            return claimAndSend(key, request);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletionStage<LeadOutcome> claimAndSend(String key, LeadRequest request) {
        Instant doubtfulSince = null;
        try {
            Optional<ImportJournal.Entry> found = journal.claim(key, clock.now());
            if (found.isPresent() && found.get().state() == State.ACCEPTED) {
                return CompletableFuture.completedFuture(new LeadOutcome.Accepted(
                        LeadImportResult.acceptedBefore(request.lead()), RateLimit.UNKNOWN, false));
            }
            if (found.isPresent()) {
                if (!resendUncertain) {
                    return CompletableFuture.completedFuture(inDoubt(request, found.get()));
                }
                doubtfulSince = found.get().since();
                journal.claimAgain(key, clock.now());
            }
        } catch (IOException | RuntimeException e) {
            return CompletableFuture.completedFuture(new LeadOutcome.NotSent(
                    request.lead(),
                    new HerobaseConnectionException(
                            "The lead was not sent: the import journal cannot be written: " + e.getMessage(),
                            e,
                            PostLead.SERVICE),
                    true,
                    false));
        }
        Instant earlierDoubt = doubtfulSince;
        return sender.send(request).thenApply(outcome -> settled(key, request, outcome, earlierDoubt));
    }

    private LeadOutcome settled(String key, LeadRequest request, LeadOutcome outcome, Instant earlierDoubt) {
        if (outcome instanceof LeadOutcome.Accepted) {
            write(() -> journal.settle(key, State.ACCEPTED, clock.now()));
        } else if (outcome instanceof LeadOutcome.Rejected) {
            write(() -> journal.settle(key, State.REJECTED, clock.now()));
        } else if (outcome instanceof LeadOutcome.NotSent notSent) {
            if (earlierDoubt != null) {
                // Not sent this time; whether the request before this one arrived is as open as it was.
                return new LeadOutcome.InDoubt(
                        new Doubt(request, earlierDoubt), notSent.reason(), notSent.charged(), notSent.endsImport());
            }
            write(() -> journal.release(key));
        }
        return outcome;
    }

    private static LeadOutcome inDoubt(LeadRequest request, ImportJournal.Entry found) {
        return new LeadOutcome.InDoubt(
                new Doubt(request, found.since()),
                new HerobaseImportUncertainException(
                        "The lead may or may not be in HeroBase: the import journal knows that it was about to be sent at "
                                + found.since() + ", and of no answer. Look it up, or set readBackFields; with"
                                + " resendUncertain=true it is sent again",
                        null,
                        PostLead.SERVICE,
                        0),
                false);
    }

    @Override
    public void foundThere(LeadRequest request) {
        write(() -> journal.settle(hash(request), State.ACCEPTED, clock.now()));
    }

    @Override
    public void foundAbsent(LeadRequest request) {
        write(() -> journal.release(hash(request)));
    }

    private static void write(Change change) {
        try {
            change.write();
        } catch (IOException | RuntimeException | Error e) {
            LOG.warn(
                    "A lead's outcome could not be written to the import journal ({}); if the lead is delivered again, it"
                            + " will count as in doubt",
                    e.getMessage(),
                    e);
        }
    }

    /** The same key names different leads in different campaigns. */
    private String hash(LeadRequest request) {
        String text = account + '\0' + request.campaignCode() + '\0' + request.key();
        return Sha256.hex(text).substring(0, 2 * KEY_BYTES);
    }

    @FunctionalInterface
    private interface Change {
        void write() throws IOException;
    }
}
