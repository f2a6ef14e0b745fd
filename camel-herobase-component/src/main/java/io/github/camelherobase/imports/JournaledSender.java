package io.github.camelherobase.imports;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportJournal.Claim;
import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.base.Sha256;
import io.github.camelherobase.client.Account;
import io.github.camelherobase.client.HerobaseRequest.Departure;
import io.github.camelherobase.quota.RateLimit;

/**
 * Sends a lead only when the journal does not know it as accepted or in doubt, and writes down what became of it. A lead
 * that another sender has claimed or sent, in this process or in another, is waited for without a thread.
 */
final class JournaledSender implements LeadSender {

    private static final Logger LOG = LoggerFactory.getLogger(JournaledSender.class);

    private static final int KEY_DIGITS = 32;

    /** Beyond the wait for quota: for a connection, and for the threads that send. */
    private static final Duration UNTIL_DEPARTURE = Duration.ofMinutes(2);

    /** Beyond the wait for the answer's first byte: for the rest of a small answer. */
    private static final Duration WHOLE_ANSWER = Duration.ofSeconds(30);

    private static final Duration LONGEST_LIFE = Duration.ofDays(7);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    /** Of this sender; with a number behind it, of each claim. */
    private final String owners = HexFormat.of().toHexDigits(new SecureRandom().nextLong());

    private final AtomicLong claims = new AtomicLong();
    private final LeadSender sender;
    private final ImportJournal journal;
    private final Account account;
    private final HerobaseClock clock;
    private final ImportSettings settings;
    private final Duration life;
    private final Duration underWay;

    JournaledSender(
            LeadSender sender, ImportJournal journal, Account account, HerobaseClock clock, ImportSettings settings) {
        this.sender = sender;
        this.journal = journal;
        this.account = account;
        this.clock = clock;
        this.settings = settings;
        Duration wait = settings.call().quota().maxWait();
        this.life = wait.compareTo(LONGEST_LIFE) > 0 ? LONGEST_LIFE : wait.plus(UNTIL_DEPARTURE);
        this.underWay = settings.responseTimeout().plus(WHOLE_ANSWER);
    }

    @Override
    public CompletionStage<LeadOutcome> send(LeadRequest request, Departure departure) {
        CompletableFuture<LeadOutcome> outcome = new CompletableFuture<>();
        new Sending(request, departure, outcome).proceed();
        return outcome;
    }

    /** One lead on its way, from its claim to its outcome. */
    private final class Sending {

        private final LeadRequest request;
        private final Departure departure;
        private final CompletableFuture<LeadOutcome> outcome;
        private final String key;
        private long pause = FIRST_PAUSE_MILLIS;
        private long waitedMillis;
        /** The claim or departure that is waited for, and for how long at most since this sender waits. */
        private Instant awaited;

        private long mostMillis;

        /** Another one for each claim, so that nobody takes a later claim for its own. */
        private String owner;

        private Instant noted;
        private Entry doubtBefore;
        private boolean takenOver;
        private Throwable journalFailure;

        private Sending(LeadRequest request, Departure departure, CompletableFuture<LeadOutcome> outcome) {
            this.request = request;
            this.departure = departure;
            this.outcome = outcome;
            this.key = key(request);
        }

        /** Completes the outcome whatever happens, or the exchange would hang. */
        private void proceed() {
            try {
                if (settings.stopping().getAsBoolean()) {
                    outcome.complete(new LeadOutcome.NotSent(request.lead(), ImportLeads.stopping(), true, false));
                    return;
                }
                Optional<Entry> known = claim();
                if (known.isEmpty()) {
                    post();
                } else {
                    judge(known.get());
                }
            } catch (IOException | RuntimeException | Error e) {
                outcome.complete(unwritable(e));
            }
        }

        private Optional<Entry> claim() throws IOException {
            Optional<Entry> old = oldEntry();
            if (old.isPresent()) {
                return old;
            }
            owner = owners + HexFormat.of().toHexDigits(claims.incrementAndGet());
            noted = null;
            takenOver = false;
            doubtBefore = settings.resendUncertain()
                    ? journal.find(key).filter(Entry::isInDoubt).orElse(null)
                    : null;
            return journal.claim(key, new Claim(owner, request.fingerprint(), life, settings.resendUncertain()));
        }

        /** What an earlier version knew, which spelled account and campaign as they were set. */
        private Optional<Entry> oldEntry() throws IOException {
            if (!journal.hasOldKeys()) {
                return Optional.empty();
            }
            String oldKey = hash(account.name(), request.campaignCode(), request.key());
            return oldKey.equals(key)
                    ? Optional.empty()
                    : journal.find(oldKey)
                            .filter(entry -> entry.state() == State.ACCEPTED
                                    || entry.state() == State.SENT && !settings.resendUncertain());
        }

        private void judge(Entry known) {
            if (!known.left().isZero() && mayWaitFor(known)) {
                waitForOther();
            } else if (known.state() == State.CLAIMED) {
                outcome.complete(unwritable(new IOException("another sender has claimed the lead's key for longer than"
                        + " it said; see whether the clock of the journal was set back")));
            } else if (!known.isOf(request.fingerprint())) {
                outcome.complete(otherData(known));
            } else if (known.state() == State.ACCEPTED) {
                outcome.complete(new LeadOutcome.Accepted(
                        LeadImportResult.acceptedBefore(request.lead()), RateLimit.UNKNOWN, false));
            } else {
                outcome.complete(inDoubt(
                        known,
                        "the import journal knows that it was sent "
                                + known.age().toSeconds()
                                + " seconds ago, and of no answer. Look it up, or set readBackFields; with"
                                + " resendUncertain=true it is sent again"));
            }
        }

        /** No longer than was said at first: the journal's clock may be set back meanwhile. */
        private boolean mayWaitFor(Entry known) {
            long most = waitedMillis + known.left().toMillis() + LONGEST_PAUSE_MILLIS;
            mostMillis = known.since().equals(awaited) ? Math.min(mostMillis, most) : most;
            awaited = known.since();
            return waitedMillis < mostMillis;
        }

        private void waitForOther() {
            Instant then = clock.now().plusMillis(pause);
            waitedMillis += pause;
            pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
            clock.callAt(then, () -> {
                try {
                    settings.call().afterWait().execute(this::proceed);
                } catch (RejectedExecutionException e) {
                    outcome.complete(new LeadOutcome.NotSent(request.lead(), ImportLeads.stopping(), true, false));
                }
            });
        }

        private void post() {
            sender.send(request, this::depart).whenComplete((result, failure) -> {
                try {
                    if (failure != null) {
                        outcome.completeExceptionally(failure);
                    } else if (takenOver) {
                        proceed();
                    } else {
                        outcome.complete(settled(result));
                    }
                } catch (RuntimeException | Error e) {
                    outcome.completeExceptionally(e);
                }
            });
        }

        private void depart() throws IOException {
            try {
                Optional<Instant> sent = journal.sent(key, owner, underWay);
                takenOver = sent.isEmpty();
                noted = sent.orElseThrow(() -> new IOException("another sender has taken the lead's key over"));
            } catch (IOException | RuntimeException | Error e) {
                journalFailure = e;
                throw e;
            }
            departure.begin();
        }

        private LeadOutcome settled(LeadOutcome result) {
            if (result instanceof LeadOutcome.Accepted) {
                settle(State.ACCEPTED);
            } else if (result instanceof LeadOutcome.Rejected) {
                settle(State.REJECTED);
            } else if (result instanceof LeadOutcome.InDoubt it) {
                settle(State.SENT);
                return it.doubt() == null
                        ? it
                        : new LeadOutcome.InDoubt(
                                new Doubt(request, it.doubt().since(), noted), withKey(it.reason()), it.charged());
            } else if (result instanceof LeadOutcome.NotSent it) {
                settle(State.NOT_SENT);
                if (doubtBefore != null) {
                    // Not sent this time; whether the request before this one arrived is as open as it was.
                    return new LeadOutcome.InDoubt(doubt(doubtBefore), it.reason(), it.charged(), it.endsImport());
                }
                if (journalFailure != null) {
                    return unwritable(journalFailure);
                }
            }
            return result;
        }

        private void settle(State state) {
            write(() -> journal.settle(key, owner, state));
        }

        private LeadOutcome unwritable(Throwable why) {
            return new LeadOutcome.NotSent(
                    request.lead(),
                    new HerobaseConnectionException(
                            "The lead was not sent: the import journal cannot be written: " + why.getMessage(),
                            why,
                            PostLead.SERVICE),
                    true,
                    false);
        }

        private LeadOutcome otherData(Entry known) {
            return known.state() == State.ACCEPTED
                    ? otherDataAccepted(request, known)
                    : inDoubt(
                            known,
                            sameKey(request) + "sent " + known.age().toSeconds() + " seconds ago and is in doubt");
        }

        private LeadOutcome inDoubt(Entry known, String why) {
            return new LeadOutcome.InDoubt(
                    doubt(known),
                    new HerobaseImportUncertainException(
                            "The lead may or may not be in HeroBase: " + why + " (journal key " + known.key() + ")",
                            null,
                            PostLead.SERVICE,
                            0),
                    false);
        }

        /** By which a person settles it. */
        private HerobaseException withKey(HerobaseException reason) {
            return new HerobaseImportUncertainException(
                    reason.getMessage() + " (journal key " + key + ")",
                    reason.getCause(),
                    reason.getService(),
                    reason.getHttpResponseCode());
        }

        private Doubt doubt(Entry known) {
            return new Doubt(request, clock.now().minus(known.age()), known.since());
        }
    }

    private static String sameKey(LeadRequest request) {
        return "importKey=" + request.keyName()
                + " gives it the key of a lead with other data in the same campaign, which was ";
    }

    /** Never "accepted before": it would lose a lead without a word. */
    private static LeadOutcome otherDataAccepted(LeadRequest request, Entry known) {
        return new LeadOutcome.Rejected(
                request.lead(),
                new HerobaseLeadRejectedException(
                        "The lead was not sent: " + sameKey(request) + "accepted "
                                + known.age().toSeconds()
                                + " seconds ago. Choose a key that names each lead, or give a changed lead"
                                + " another key",
                        PostLead.SERVICE,
                        0,
                        null),
                false);
    }

    @Override
    public LeadOutcome foundThere(Doubt doubt) {
        resolve(doubt, State.ACCEPTED);
        return known(doubt)
                .filter(known -> known.state() == State.ACCEPTED
                        && !known.isOf(doubt.request().fingerprint()))
                .map(known -> otherDataAccepted(doubt.request(), known))
                .orElseGet(() -> LeadSender.super.foundThere(doubt));
    }

    private Optional<Entry> known(Doubt doubt) {
        try {
            return journal.find(key(doubt.request()));
        } catch (IOException | RuntimeException e) {
            LOG.warn("What the import journal knows of a lead cannot be read ({})", e.getMessage(), e);
            return Optional.empty();
        }
    }

    @Override
    public void foundAbsent(Doubt doubt) {
        resolve(doubt, State.NOT_SENT);
    }

    private void resolve(Doubt doubt, State outcome) {
        if (doubt.noted() != null) {
            write(() -> journal.resolve(key(doubt.request()), doubt.noted(), outcome));
        }
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

    /** The same key names different leads in different campaigns; an account or a campaign may be spelled in many ways. */
    private String key(LeadRequest request) {
        return hash(account.quotaKey(), request.campaignCode().trim().toLowerCase(Locale.ROOT), request.key());
    }

    private static String hash(String account, String campaign, String key) {
        return Sha256.hex(account + '\0' + campaign + '\0' + key).substring(0, KEY_DIGITS);
    }

    @FunctionalInterface
    private interface Change {
        void write() throws IOException;
    }
}
