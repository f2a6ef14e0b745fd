package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.github.camelherobase.api.HerobaseAccessDeniedException;
import io.github.camelherobase.api.HerobaseAuthenticationException;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.HerobaseServerException;
import io.github.camelherobase.cursor.PositionTakenException;

/** How a consumer stands: whether the next poll asks the server, and if not, why not and until when. */
public sealed interface PollState {

    /** Every {@link #name}. */
    List<String> NAMES = List.of("ready", "limited", "held", "stuck", "failed", "paused", "finished");

    /** One word for each state, as health, JMX and meters show it. */
    String name();

    /** Why the state is what it is. */
    Cause cause();

    /** Before this time no request is made. */
    default Instant restsUntil() {
        return Instant.MIN;
    }

    /** The record that holds the position; null when none does. */
    default Held held() {
        return null;
    }

    /** Why the last request failed; null when it did not. */
    default Exception failure() {
        return null;
    }

    /** What a state is because of. */
    enum Cause {
        /** Nothing is wrong. */
        NONE("none"),
        /** The account's request quota is used up. */
        QUOTA("quota"),
        /** The store that quotaStore names fails. */
        QUOTA_STORE("quota-store"),
        /** A record failed in the route. */
        RECORD_FAILED("record-failed"),
        /** An exchange is under way for longer than maxExchangeTime. */
        EXCHANGE_OVERDUE("exchange-overdue"),
        /** The server reads the bounds of requests later than they are meant. */
        BOUNDS("bounds"),
        /** No record shows how bounds are read, and the server does not manage windows that would be safe without. */
        BOUNDS_UNPROVEN("bounds-unproven"),
        /** No record's time agrees with the server's clock yet, and windows are too short to reckon with another zone. */
        TIME_ZONE_UNPROVEN("time-zone-unproven"),
        /** Answers have no {@code Date}: our own clock counts. */
        DATE_MISSING("date-missing"),
        /** The {@code Date} is the same for too long, as a cache's is: our own clock counts. */
        DATE_STANDS_STILL("date-stands-still"),
        /** The last {@code Date} was not to be expected, and is not believed until the next confirms it. */
        DATE_LEAPS("date-leaps"),
        /** The server's clock and ours differ for good. */
        CLOCKS_DIFFER("clocks-differ"),
        /** Records' times are off by whole quarters of hours: timeZone is wrong. */
        TIME_ZONE("time-zone"),
        /** 401. */
        AUTHENTICATION("authentication"),
        /** 403. */
        ACCESS_DENIED("access-denied"),
        /** The server failed, or did not answer, whatever the size of the window: even the smallest. */
        SMALLEST_WINDOW("smallest-window"),
        /** 5xx. */
        SERVER("server"),
        /** No answer. */
        CONNECTION("connection"),
        /** An answer that is not what was asked for, or is cut. */
        ANSWER("answer"),
        /** Another answer that is an error. */
        REQUEST("request"),
        /** Another node has taken the position. */
        POSITION_TAKEN("position-taken"),
        /** Something of ours or of the user's: a store, a repository. */
        ERROR("error"),
        /** An operator paused the reading. */
        OPERATOR("operator"),
        /** Everything before {@code until} was delivered. */
        UNTIL("until");

        private final String code;

        Cause(String code) {
            this.code = code;
        }

        /** As health, JMX and logs show it. */
        public String code() {
            return code;
        }

        public static Cause of(Exception failure) {
            if (failure instanceof BoundsMisreadException) {
                return BOUNDS;
            }
            if (failure instanceof HerobaseAuthenticationException) {
                return AUTHENTICATION;
            }
            if (failure instanceof HerobaseAccessDeniedException) {
                return ACCESS_DENIED;
            }
            if (failure instanceof HerobaseQuotaExceededException refusal) {
                return "store".equals(refusal.getWindow()) ? QUOTA_STORE : QUOTA;
            }
            if (failure instanceof HerobaseServerException) {
                return SERVER;
            }
            if (failure instanceof HerobaseConnectionException) {
                return CONNECTION;
            }
            if (failure instanceof HerobaseProtocolException) {
                return ANSWER;
            }
            if (failure instanceof PositionTakenException) {
                return POSITION_TAKEN;
            }
            return failure instanceof HerobaseException ? REQUEST : ERROR;
        }
    }

    /**
     * The next poll asks the server.
     *
     * @param cause something that is wrong with the server's times though nothing is lost by it, or none
     */
    record Ready(Cause cause) implements PollState {

        Ready() {
            this(Cause.NONE);
        }

        @Override
        public String name() {
            return "ready";
        }
    }

    /**
     * Waits for quota.
     *
     * @param cause the quota, or its store
     * @param restsUntil when something may be allowed again
     * @param held the record that holds the position besides; null when none does
     */
    record Limited(Cause cause, Instant restsUntil, Held held) implements PollState {

        @Override
        public String name() {
            return "limited";
        }
    }

    /**
     * The position cannot move because a record failed in the route: the window is read again after growing pauses, 1, 2,
     * 4 … 64 delays long.
     *
     * @param recordKey the first record that failed
     * @param attempts how often in a row
     * @param restsUntil when the window is read again
     */
    record Held(String recordKey, int attempts, Instant restsUntil) implements PollState {

        private static final int MOST_DOUBLINGS = 6;

        /** @param before null when no record held the position before */
        static Held after(Held before, String recordKey, Instant now, Duration delay) {
            int attempts = before == null ? 1 : before.attempts + 1;
            Duration pause = delay.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
            return new Held(recordKey, attempts, now.plus(pause));
        }

        @Override
        public String name() {
            return "held";
        }

        @Override
        public Cause cause() {
            return Cause.RECORD_FAILED;
        }

        @Override
        public Held held() {
            return this;
        }
    }

    /**
     * The position cannot move because an exchange does not complete.
     *
     * @param recordKey the first record of the oldest exchange
     * @param since when that was handed to the route
     * @param underWay exchanges that are not complete
     */
    record Stuck(String recordKey, Instant since, int underWay) implements PollState {

        @Override
        public String name() {
            return "stuck";
        }

        @Override
        public Cause cause() {
            return Cause.EXCHANGE_OVERDUE;
        }
    }

    /**
     * The last request, or what came of it, failed.
     *
     * @param attempts how often in a row with the same cause
     * @param held the record that holds the position besides; null when none does
     */
    record Failed(Exception failure, Cause cause, int attempts, Instant restsUntil, Held held) implements PollState {

        private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);
        private static final int MOST_DOUBLINGS = 10;

        static Failed after(PollState before, Exception failure, Cause cause, Instant now, Duration delay) {
            int attempts = before instanceof Failed failed && failed.cause == cause ? failed.attempts + 1 : 1;
            Instant restsUntil =
                    switch (cause) {
                        // An account is locked by many wrong logins.
                        case AUTHENTICATION -> now.plus(loginPause(attempts, delay));
                        // It lasts until somebody at the vendor acts, and each try costs a request.
                        case ACCESS_DENIED -> now.plus(LONGEST_PAUSE);
                        // Until then it costs requests and gains nothing.
                        case BOUNDS -> now.plus(BoundsCheck.EVERY);
                        default -> told(failure, now);
                    };
            return new Failed(failure, cause, attempts, restsUntil, before.held());
        }

        /** The server may say when it wants to be asked again. */
        private static Instant told(Exception failure, Instant now) {
            Instant told = failure instanceof HerobaseServerException server ? server.getRetryAt() : null;
            if (told == null) {
                return Instant.MIN;
            }
            Instant latest = now.plus(LONGEST_PAUSE);
            return told.isBefore(latest) ? told : latest;
        }

        private static Duration loginPause(int attempts, Duration delay) {
            Duration pause = delay.multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
            return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        }

        @Override
        public String name() {
            return "failed";
        }
    }

    /** @param before what it is again when the pause ends */
    record Paused(PollState before) implements PollState {

        @Override
        public String name() {
            return "paused";
        }

        @Override
        public Cause cause() {
            return Cause.OPERATOR;
        }

        @Override
        public Held held() {
            return before.held();
        }
    }

    /**
     * A bounded run has come to its end.
     *
     * @param cause its end, or why it may have come too early
     */
    record Finished(Cause cause) implements PollState {

        @Override
        public String name() {
            return "finished";
        }
    }
}
