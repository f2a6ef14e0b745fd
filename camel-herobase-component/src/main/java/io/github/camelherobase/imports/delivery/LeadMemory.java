package io.github.camelherobase.imports.delivery;

import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.LeadImportResult;

/** What a delivery remembers of one account's leads. Safe for several threads. */
public final class LeadMemory {

    /** Beyond these only the fingerprint is kept, so that a delivery of any size needs little memory. */
    private static final int KEPT = 1_000;

    /** At first; a power of two. */
    private static final int CHAINS = 4;

    private static final Answer.InDoubt NOT_KEPT = new Answer.InDoubt(null, null);

    private final String account;
    /** Of another account in the same delivery; null when there is none. */
    private final LeadMemory next;

    /** Null until something became of a lead: ten thousand deliveries may wait for quota. */
    private Outcomes outcomes;

    /** One that is being sent, as in a delivery of one lead. */
    private UnderWay underWay;

    /** Those beside it, in chains by their fingerprints' last bits; null when there was never one. */
    private UnderWay[] furtherUnderWay;

    private int further;

    /** Of a delivery that nothing else belongs to. */
    public LeadMemory() {
        this(null, null);
    }

    LeadMemory(String account, LeadMemory next) {
        this.account = account;
        this.next = next;
    }

    /** The memory of an account, here or in those behind; null when there is none. */
    LeadMemory of(String wanted) {
        LeadMemory found = this;
        while (found != null && !wanted.equals(found.account)) {
            found = found.next;
        }
        return found;
    }

    private static final class Outcomes {

        private final AcceptedLeads accepted = new AcceptedLeads();
        private final Map<Long, LeadImportResult> results = new HashMap<>();
        private final FingerprintSet doubtful = new FingerprintSet();
        private final Map<Long, Answer.InDoubt> doubts = new LinkedHashMap<>();
        private final FingerprintSet handedOver = new FingerprintSet();

        private void remember(Lead lead, LeadImportResult result) {
            accepted.add(lead.fingerprint, lead.visit.place);
            if (!doubtful.isEmpty()) {
                settle(lead.fingerprint);
            }
            if (results.size() < KEPT && result != null) {
                results.put(lead.fingerprint, result);
            }
        }

        private void doubt(long fingerprint, Answer.InDoubt doubt) {
            doubtful.add(fingerprint);
            if (doubts.size() < KEPT) {
                doubts.put(fingerprint, doubt);
            }
        }

        private void settle(long fingerprint) {
            doubtful.remove(fingerprint);
            doubts.remove(fingerprint);
        }
    }

    /** What the memory says of a lead that is to be sent. */
    public sealed interface Answer {

        /** @param result of the request that had it accepted; null when it is not kept */
        record AcceptedBefore(LeadImportResult result) implements Answer {}

        /**
         * It may or may not be in HeroBase.
         *
         * @param reason null when it is not kept
         * @param since when its request was about to leave; null when that is not known
         */
        record InDoubt(HerobaseException reason, Instant since) implements Answer {}

        /** Ask again when {@code end} completes, which it always does. */
        record Elsewhere(CompletionStage<Void> end) implements Answer {}

        /**
         * It is to be sent; what became of it must be told.
         *
         * @param inDoubt whether it was in doubt before
         */
        record Send(UnderWay underWay, boolean inDoubt) implements Answer {}
    }

    /**
     * An import of one body, of one lead or many.
     *
     * @param place of its exchange
     */
    public Visit visit(Place place) {
        return new Visit(place);
    }

    /** One import of a body. */
    public final class Visit {

        private final Place place;
        /** While no second lead was met. */
        private Lead only;
        /** Null until then: ten thousand imports of one lead may wait for quota. */
        private FingerprintSet seen;

        private Visit(Place place) {
            this.place = place;
        }

        public LeadMemory memory() {
            return LeadMemory.this;
        }

        /** The next lead of the body; each is met once. */
        public Lead meet(long fingerprint) {
            synchronized (LeadMemory.this) {
                if (only == null) {
                    only = new Lead(this, fingerprint, 0);
                    return only;
                }
                if (seen == null) {
                    seen = new FingerprintSet();
                    see(only.fingerprint, 0);
                }
                int occurrence = 0;
                while (!see(fingerprint, occurrence)) {
                    occurrence++;
                }
                return new Lead(this, fingerprint, occurrence);
            }
        }

        private boolean see(long fingerprint, int occurrence) {
            return seen.add(Place.mix(fingerprint ^ Place.mix(occurrence)));
        }

        /** @param resendUncertain whether a lead in doubt is sent again */
        public Answer ask(Lead lead, boolean resendUncertain) {
            synchronized (LeadMemory.this) {
                UnderWay other = elsewhere(lead);
                if (other != null) {
                    return new Answer.Elsewhere(other.end());
                }
                Answer known = outcomes == null ? null : known(lead, resendUncertain);
                if (known != null) {
                    return known;
                }
                UnderWay mine = new UnderWay(lead);
                begin(mine);
                return new Answer.Send(mine, outcomes != null && outcomes.doubtful.contains(lead.fingerprint));
            }
        }

        private Answer known(Lead lead, boolean resendUncertain) {
            if (outcomes.accepted.contains(lead.fingerprint, place, lead.occurrence)) {
                return new Answer.AcceptedBefore(outcomes.results.get(lead.fingerprint));
            }
            return !resendUncertain && outcomes.doubtful.contains(lead.fingerprint)
                    ? outcomes.doubts.getOrDefault(lead.fingerprint, NOT_KEPT)
                    : null;
        }

        /** Whether a lead with a problem is to be handed over: true once in a delivery, until it is taken back. */
        public boolean isToHandOver(Lead lead, Enum<?> outcome) {
            synchronized (LeadMemory.this) {
                return outcomes().handedOver.add(handOverOf(lead, outcome));
            }
        }

        public void notHandedOver(Lead lead, Enum<?> outcome) {
            synchronized (LeadMemory.this) {
                outcomes().handedOver.remove(handOverOf(lead, outcome));
            }
        }

        private long handOverOf(Lead lead, Enum<?> outcome) {
            return Place.mix(
                    lead.fingerprint ^ Place.mix(place.path() + outcome.ordinal()) ^ Place.mix(lead.occurrence));
        }
    }

    /** A lead of a body. */
    public static final class Lead {

        private final Visit visit;
        private final long fingerprint;
        private final int occurrence;

        private Lead(Visit visit, long fingerprint, int occurrence) {
            this.visit = visit;
            this.fingerprint = fingerprint;
            this.occurrence = occurrence;
        }

        public boolean isOf(Visit otherVisit, long otherFingerprint) {
            return visit == otherVisit && fingerprint == otherFingerprint;
        }
    }

    /** A lead that is being sent. Exactly one of its methods is called once. */
    public final class UnderWay {

        private final Lead lead;
        /** The next of its chain. */
        private UnderWay next;
        /** Null while nobody waits for it. */
        private CompletableFuture<Void> end;

        private UnderWay(Lead lead) {
            this.lead = lead;
        }

        private CompletableFuture<Void> end() {
            if (end == null) {
                end = new CompletableFuture<>();
            }
            return end;
        }

        public void accepted(LeadImportResult result) {
            end(() -> outcomes().remember(lead, result));
        }

        public void inDoubt(HerobaseException reason, Instant since) {
            end(() -> outcomes().doubt(lead.fingerprint, new Answer.InDoubt(reason, since)));
        }

        /** It is certainly not in HeroBase, unless it was in doubt before: then it stays so. */
        public void notAccepted() {
            end(() -> {});
        }

        private void end(Runnable change) {
            CompletableFuture<Void> waited;
            synchronized (LeadMemory.this) {
                try {
                    change.run();
                } finally {
                    LeadMemory.this.end(this);
                    waited = end;
                }
            }
            if (waited != null) {
                waited.complete(null);
            }
        }
    }

    private Outcomes outcomes() {
        if (outcomes == null) {
            outcomes = new Outcomes();
        }
        return outcomes;
    }

    /** One of the same fingerprint that another visit sends; null when there is none. */
    private UnderWay elsewhere(Lead lead) {
        if (underWay != null && underWay.lead.fingerprint == lead.fingerprint && underWay.lead.visit != lead.visit) {
            return underWay;
        }
        if (furtherUnderWay == null) {
            return null;
        }
        UnderWay other = furtherUnderWay[chain(lead)];
        while (other != null && (other.lead.fingerprint != lead.fingerprint || other.lead.visit == lead.visit)) {
            other = other.next;
        }
        return other;
    }

    private int chain(Lead lead) {
        return (int) lead.fingerprint & furtherUnderWay.length - 1;
    }

    private void begin(UnderWay mine) {
        if (underWay == null) {
            underWay = mine;
            return;
        }
        if (furtherUnderWay == null) {
            furtherUnderWay = new UnderWay[CHAINS];
        } else if (further == furtherUnderWay.length) {
            lengthen();
        }
        further++;
        chain(mine);
    }

    private void chain(UnderWay mine) {
        int chain = chain(mine.lead);
        mine.next = furtherUnderWay[chain];
        furtherUnderWay[chain] = mine;
    }

    private void lengthen() {
        UnderWay[] chains = furtherUnderWay;
        furtherUnderWay = new UnderWay[2 * chains.length];
        for (UnderWay first : chains) {
            for (UnderWay each = first; each != null; ) {
                UnderWay next = each.next;
                chain(each);
                each = next;
            }
        }
    }

    private void end(UnderWay mine) {
        if (underWay == mine) {
            underWay = null;
            return;
        }
        int chain = chain(mine.lead);
        further--;
        if (furtherUnderWay[chain] == mine) {
            furtherUnderWay[chain] = mine.next;
            return;
        }
        UnderWay before = furtherUnderWay[chain];
        while (before.next != mine) {
            before = before.next;
        }
        before.next = mine.next;
    }

    /** A lead in doubt turned out to be in HeroBase. */
    public synchronized void foundThere(Lead lead) {
        outcomes().remember(lead, null);
    }

    /** A lead in doubt turned out not to be in HeroBase. */
    public synchronized void foundAbsent(Lead lead) {
        outcomes().settle(lead.fingerprint);
    }
}
