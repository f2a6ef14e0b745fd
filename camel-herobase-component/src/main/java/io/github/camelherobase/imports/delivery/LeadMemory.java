package io.github.camelherobase.imports.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.LeadImportResult;

/** What a delivery remembers of one account's leads. Safe for several threads. */
public final class LeadMemory {

    /** Beyond these only the fingerprint is kept, so that a delivery of any size needs little memory. */
    private static final int KEPT = 1_000;

    private static final Answer.InDoubt NOT_KEPT = new Answer.InDoubt(null, null);

    private final ReentrantLock lock = new ReentrantLock();
    private final AcceptedLeads accepted = new AcceptedLeads();
    private final Map<Long, LeadImportResult> results = new HashMap<>();
    private final FingerprintSet doubtful = new FingerprintSet();
    private final Map<Long, Answer.InDoubt> doubts = new LinkedHashMap<>();
    private final FingerprintSet handedOver = new FingerprintSet();
    private final Map<Long, List<UnderWay>> underWay = new HashMap<>();

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

        /** It is to be sent; what became of it must be told. */
        record Send(UnderWay underWay) implements Answer {}
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
        private final FingerprintSet seen = new FingerprintSet();

        private Visit(Place place) {
            this.place = place;
        }

        public LeadMemory memory() {
            return LeadMemory.this;
        }

        /** The next lead of the body; each is met once. */
        public Lead meet(long fingerprint) {
            lock.lock();
            try {
                int occurrence = 0;
                while (!seen.add(Place.mix(fingerprint ^ Place.mix(occurrence)))) {
                    occurrence++;
                }
                return new Lead(this, fingerprint, occurrence);
            } finally {
                lock.unlock();
            }
        }

        /** @param resendUncertain whether a lead in doubt is sent again */
        public Answer ask(Lead lead, boolean resendUncertain) {
            lock.lock();
            try {
                for (UnderWay other : underWay.getOrDefault(lead.fingerprint, List.of())) {
                    if (other.lead.visit != this) {
                        return new Answer.Elsewhere(other.end);
                    }
                }
                if (accepted.contains(lead.fingerprint, place, lead.occurrence)) {
                    return new Answer.AcceptedBefore(results.get(lead.fingerprint));
                }
                if (!resendUncertain && doubtful.contains(lead.fingerprint)) {
                    return doubts.getOrDefault(lead.fingerprint, NOT_KEPT);
                }
                UnderWay mine = new UnderWay(lead);
                underWay.computeIfAbsent(lead.fingerprint, key -> new ArrayList<>(1))
                        .add(mine);
                return new Answer.Send(mine);
            } finally {
                lock.unlock();
            }
        }

        /** Whether a lead with a problem is to be handed over: true once in a delivery, until it is taken back. */
        public boolean isToHandOver(Lead lead, Enum<?> outcome) {
            lock.lock();
            try {
                return handedOver.add(handOverOf(lead, outcome));
            } finally {
                lock.unlock();
            }
        }

        public void notHandedOver(Lead lead, Enum<?> outcome) {
            lock.lock();
            try {
                handedOver.remove(handOverOf(lead, outcome));
            } finally {
                lock.unlock();
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
        private final CompletableFuture<Void> end = new CompletableFuture<>();

        private UnderWay(Lead lead) {
            this.lead = lead;
        }

        public void accepted(LeadImportResult result) {
            end(() -> remember(lead, result));
        }

        public void inDoubt(HerobaseException reason, Instant since) {
            end(() -> {
                doubtful.add(lead.fingerprint);
                if (doubts.size() < KEPT) {
                    doubts.put(lead.fingerprint, new Answer.InDoubt(reason, since));
                }
            });
        }

        /** It is certainly not in HeroBase, unless it was in doubt before: then it stays so. */
        public void notAccepted() {
            end(() -> {});
        }

        private void end(Runnable change) {
            lock.lock();
            try {
                change.run();
                List<UnderWay> all = underWay.get(lead.fingerprint);
                all.remove(this);
                if (all.isEmpty()) {
                    underWay.remove(lead.fingerprint);
                }
            } finally {
                lock.unlock();
            }
            end.complete(null);
        }
    }

    /** A lead in doubt turned out to be in HeroBase. */
    public void foundThere(Lead lead) {
        lock.lock();
        try {
            remember(lead, null);
        } finally {
            lock.unlock();
        }
    }

    /** A lead in doubt turned out not to be in HeroBase. */
    public void foundAbsent(Lead lead) {
        lock.lock();
        try {
            settle(lead.fingerprint);
        } finally {
            lock.unlock();
        }
    }

    /** Whether a lead is in doubt. */
    public boolean isInDoubt(Lead lead) {
        lock.lock();
        try {
            return doubtful.contains(lead.fingerprint);
        } finally {
            lock.unlock();
        }
    }

    private void remember(Lead lead, LeadImportResult result) {
        accepted.add(lead.fingerprint, lead.visit.place);
        settle(lead.fingerprint);
        if (result != null && results.size() < KEPT) {
            results.put(lead.fingerprint, result);
        }
    }

    private void settle(long fingerprint) {
        doubtful.remove(fingerprint);
        doubts.remove(fingerprint);
    }
}
