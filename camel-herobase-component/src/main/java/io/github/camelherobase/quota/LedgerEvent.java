package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;

/** Something that happened at one process, to be told to the others. */
interface LedgerEvent {

    /** Rises with each event of a process. */
    long number();

    /** Units that were granted before and are not outstanding any more. */
    long units();

    void applyTo(ServiceWindows windows);

    /** The same, with its times moved to another clock. */
    LedgerEvent shifted(Duration shift);

    /** A request was answered, or refused with 429. */
    record Answered(long number, Permit permit, RateLimit said, boolean refused, Instant at) implements LedgerEvent {

        @Override
        public long units() {
            return permit.units();
        }

        @Override
        public void applyTo(ServiceWindows windows) {
            if (refused) {
                windows.refused(permit, said, at);
            } else {
                windows.answered(permit, said, at);
            }
        }

        @Override
        public LedgerEvent shifted(Duration shift) {
            return new Answered(number, permit.shifted(shift), said, refused, at.plus(shift));
        }
    }

    /** Units were not used. */
    record Returned(long number, long units) implements LedgerEvent {

        @Override
        public void applyTo(ServiceWindows windows) {
            windows.giveBack(units);
        }

        @Override
        public LedgerEvent shifted(Duration shift) {
            return this;
        }
    }

    /** The limits service told the day's limit. */
    record LimitTold(long number, long daily) implements LedgerEvent {

        @Override
        public long units() {
            return 0;
        }

        @Override
        public void applyTo(ServiceWindows windows) {
            windows.tellLimit(daily);
        }

        @Override
        public LedgerEvent shifted(Duration shift) {
            return this;
        }
    }

    /** What was counted under another name, before the server's was known. */
    record Carried(long number, ServiceWindows counted) implements LedgerEvent {

        @Override
        public long units() {
            return 0;
        }

        @Override
        public void applyTo(ServiceWindows windows) {
            windows.raiseTo(counted);
        }

        @Override
        public LedgerEvent shifted(Duration shift) {
            return new Carried(number, counted.shifted(shift));
        }
    }

    /** The counts service told what was used. */
    record Reconciled(long number, UsageCount told, long settledBefore, Instant at) implements LedgerEvent {

        @Override
        public long units() {
            return 0;
        }

        @Override
        public void applyTo(ServiceWindows windows) {
            windows.reconcile(told, settledBefore, at);
        }

        @Override
        public LedgerEvent shifted(Duration shift) {
            return new Reconciled(number, told, settledBefore, at.plus(shift));
        }
    }
}
