package io.github.camelherobase.api;

import java.time.Duration;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * What became of every lead of an import of many. Its parts are read by their names, in Simple too: {@code
 * ${body.accepted}}. Getters beside them would be ambiguous there.
 *
 * @param accepted in HeroBase, those of {@code acceptedBefore} included
 * @param rejected certainly not in HeroBase, and sending them unchanged would fail again
 * @param notSent read, but certainly not in HeroBase: sending them later is safe
 * @param inDoubt may or may not be in HeroBase
 * @param acceptedBefore of the accepted, those that the journal already knew; nothing was sent for them now
 * @param blank read, but without a value in any field: passed over, no request was made for them
 * @param complete whether the source was read to its end; if not, everything from position {@link #getTotal()} on was
 *     not even read, and so not sent
 * @param dryRun nothing was sent: {@code accepted} are the leads that pass every check, and {@code requestsCharged} is
 *     what an import would cost
 * @param duration from the first lead to the last answer
 * @param requestsCharged requests that left, each of which counts against the account's quota
 * @param problems the leads that were not accepted, by position: every one that was not sent, and the first
 *     {@link #PROBLEMS_KEPT} of the others, those in doubt before rejected ones; {@code rejectedUri} gets all of these
 */
public record ImportReport(
        long accepted,
        long rejected,
        long notSent,
        long inDoubt,
        long acceptedBefore,
        long blank,
        boolean complete,
        boolean dryRun,
        @JsonIgnore Duration duration,
        long requestsCharged,
        List<Problem> problems) {

    /** How many rejected and doubtful leads a report holds, so that an import of any size has a small report. */
    public static final int PROBLEMS_KEPT = 1_000;

    public ImportReport {
        problems = List.copyOf(problems);
    }

    /** A report without blank leads. */
    public ImportReport(
            long accepted,
            long rejected,
            long notSent,
            long inDoubt,
            long acceptedBefore,
            boolean complete,
            boolean dryRun,
            Duration duration,
            long requestsCharged,
            List<Problem> problems) {
        this(
                accepted,
                rejected,
                notSent,
                inDoubt,
                acceptedBefore,
                0,
                complete,
                dryRun,
                duration,
                requestsCharged,
                problems);
    }

    /** How many leads were read from the source. */
    public long getTotal() {
        return accepted + rejected + notSent + inDoubt + blank;
    }

    /** The duration in milliseconds, for JSON, which has no durations. */
    public long getDurationMillis() {
        return duration.toMillis();
    }

    /** The counts only. */
    @Override
    public String toString() {
        return "ImportReport[accepted=" + accepted + ", rejected=" + rejected + ", notSent=" + notSent + ", inDoubt="
                + inDoubt + ", acceptedBefore=" + acceptedBefore + ", blank=" + blank + ", complete=" + complete
                + ", dryRun=" + dryRun
                + ", duration=" + duration + (dryRun ? ", requestsAnImportWouldCost=" : ", requestsCharged=")
                + requestsCharged + "]";
    }

    /** What a lead that was not accepted came to. */
    public enum Outcome {
        REJECTED,
        NOT_SENT,
        IN_DOUBT
    }

    /**
     * A lead that was not accepted.
     *
     * @param position in the source, from 0
     * @param outcome what it came to
     * @param reason in words, without values of the lead
     * @param lead the lead as it would be or was sent; null when the element was no lead
     */
    public record Problem(long position, Outcome outcome, String reason, LeadImport lead) {

        /** Without the lead: its fields are data about a person. */
        @Override
        public String toString() {
            return "Problem[position=" + position + ", " + outcome + ": " + reason + "]";
        }
    }
}
