package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** One window by itself: when it ends, what was used of it, and what it makes of each thing that is said of it. */
class QuotaWindowTest {

    private static final Instant NOON = Instant.parse("2026-05-06T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TICK = Duration.ofNanos(1);

    private final QuotaWindow minute = QuotaWindow.minute(0);
    private final QuotaWindow day = QuotaWindow.day(0);

    @Test
    void itEndsItsLengthAfterTheAnswerToItsFirstRequest() {
        assertThat(minute.name()).isEqualTo("minute");
        assertThat(minute.allowsFrom()).isNull();
        assertThat(minute.roll(NOON)).isFalse();

        settle(minute, sent(minute, NOON), NOON.plusSeconds(1));
        settle(minute, sent(minute, NOON.plusSeconds(2)), NOON.plusSeconds(3));

        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(61));
        assertThat(minute.allowsFrom()).isEqualTo(NOON.plusSeconds(61));
        assertThat(minute.used()).isEqualTo(2);
        assertThat(minute.roll(NOON.plusSeconds(61).minus(TICK))).isFalse();
        assertThat(minute.roll(NOON.plusSeconds(61))).isTrue();
        assertThat(minute.end()).isNull();
        assertThat(minute.used()).isZero();
    }

    @Test
    void whoUsedItUpAloneSendsAPartOfTheShortestTripBeforeItsEnd() {
        usedUpByUs(minute);

        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(61));
        assertThat(minute.allowsFrom()).isEqualTo(NOON.plusSeconds(61).minusMillis(10));
        assertThat(minute.roll(NOON.plusSeconds(61).minusMillis(10).minus(TICK)))
                .isFalse();
        assertThat(minute.roll(NOON.plusSeconds(61).minusMillis(10))).isTrue();
    }

    @Test
    void nobodyIsEarlyWhereSomeIsLeft() {
        usedUpByUs(minute);
        minute.limit(4);

        assertThat(minute.allowsFrom()).isEqualTo(minute.end());
    }

    @Test
    void nobodyIsEarlyWhereARequestIsUnderWay() {
        usedUpByUs(minute);
        sent(minute, NOON);

        assertThat(minute.allowsFrom()).isEqualTo(minute.end());
    }

    @Test
    void nobodyIsEarlyWhereOthersUsedSome() {
        minute.limit(3);
        Permit first = sent(minute, NOON);
        answered(minute, first, says(3, 1, 60), true, NOON.plusSeconds(1));
        answered(minute, sent(minute, NOON.plusSeconds(1)), says(3, 0, 59), true, NOON.plusSeconds(2));
        answered(minute, sent(minute, NOON.plusSeconds(2)), says(3, 0, 58), true, NOON.plusSeconds(3));

        assertThat(minute.certain()).isEqualTo(3);
        assertThat(minute.allowsFrom()).isEqualTo(minute.end());
    }

    @Test
    void nobodyIsEarlyWhereTheServerEverRefused() {
        refused(minute, sent(minute, NOON.minusSeconds(99)), 10, NOON.minusSeconds(90));
        assertThat(minute.roll(NOON.minusSeconds(70))).isTrue();
        usedUpByUs(minute);

        assertThat(minute.allowsFrom()).isEqualTo(minute.end());
    }

    @Test
    void nobodyIsEarlyByATripThatTheClockMadeNegative() {
        minute.limit(1);
        settle(minute, sent(minute, NOON), NOON.minusSeconds(5));

        assertThat(minute.allowsFrom()).isEqualTo(NOON.plusSeconds(55));
    }

    @Test
    void nobodyIsEarlyWhereWhatWasUsedCameFromAnother() {
        usedUpByUs(minute);
        minute.add(QuotaWindow.minute(0));

        assertThat(minute.allowsFrom()).isEqualTo(NOON.plusSeconds(61));
    }

    @Test
    void aRequestInFlightOverTheEndCountsInBothAndItsAnswerAnchorsNeither() {
        settle(minute, sent(minute, NOON), NOON);
        Permit late = sent(minute, NOON.plusSeconds(59));
        assertThat(minute.roll(NOON.plusSeconds(60))).isTrue();

        assertThat(minute.used()).isOne();
        assertThat(minute.certain()).isZero();
        settle(minute, late, NOON.plusSeconds(61));

        assertThat(minute.used()).isOne();
        assertThat(minute.certain()).isOne();
        assertThat(minute.inFlight()).isZero();
        assertThat(minute.end()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"1,1,true", "2,1,false", "1,2,false"})
    void whatALateAnswerLeavesNoRoomForEndsByIt(int limit, int late, boolean ends) {
        minute.limit(limit);
        settle(minute, sent(minute, NOON), NOON);
        Permit permit = sent(minute, NOON.plusSeconds(58));
        for (int more = 1; more < late; more++) {
            sent(minute, NOON.plusSeconds(58));
        }
        minute.roll(NOON.plusSeconds(60));

        settle(minute, permit, NOON.plusSeconds(61));

        assertThat(minute.end()).isEqualTo(ends ? NOON.plusSeconds(121) : null);
    }

    @Test
    void aLateAnswerEndsNothingWhereTheLimitIsUnknown() {
        settle(day, sent(day, NOON), NOON);
        Permit late = sent(day, NOON.plusSeconds(1));
        day.roll(NOON.plus(Duration.ofDays(1)));

        settle(day, late, NOON.plus(Duration.ofDays(1)));

        assertThat(day.end()).isNull();
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeItLonger() {
        settle(minute, sent(minute, NOON), NOON);
        minute.roll(NOON.minusSeconds(1));
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(60));

        minute.roll(NOON.minusSeconds(1).minus(TICK));
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(59).minus(TICK));

        minute.roll(NOON.minusSeconds(600));
        assertThat(minute.end()).isEqualTo(NOON.minusSeconds(540));
    }

    @Test
    void aClosedMinuteMayLastTwoHoursAndADayADay() {
        refused(minute, sent(minute, NOON), 7_190, NOON);
        minute.roll(NOON);
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(7_191));
        minute.roll(NOON.minusSeconds(100));
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(7_100));

        day.limit(1);
        refused(day, sent(day, NOON), 86_397, NOON);
        day.roll(NOON);
        assertThat(day.end()).isEqualTo(NOON.plusSeconds(86_398));
        day.roll(NOON.minusSeconds(100));
        assertThat(day.end()).isEqualTo(NOON.plusSeconds(86_300));
    }

    @Test
    void itHasRoomForSoManyAndWhatIsLeftToOthers() {
        minute.limit(10);
        minute.grant(4);

        assertThat(minute.hasRoom(6, 0, NOON)).isTrue();
        assertThat(minute.hasRoom(7, 0, NOON)).isFalse();
        assertThat(minute.hasRoom(4, 2, NOON)).isTrue();
        assertThat(minute.hasRoom(4, 3, NOON)).isFalse();
        assertThat(minute.holds(6)).isTrue();
        assertThat(minute.holds(7)).isFalse();
        assertThat(day.hasRoom(1_000_000, 1_000_000, NOON)).isTrue();
        assertThat(day.holds(1_000_000)).isTrue();
        day.limit(1);
        refused(day, sent(day, NOON), 10, NOON);
        assertThat(day.holds(0)).isFalse();
    }

    @Test
    void whereOthersMayHaveTakenTheRestOneIsAnsweredBeforeTheNextGoes() {
        minute.limit(10);
        // 2 were ours, 3 of others.
        settle(minute, sent(minute, NOON), NOON);
        answered(minute, sent(minute, NOON), says(10, 5, 59), true, NOON.plusSeconds(1));
        assertThat(minute.used()).isEqualTo(5);
        sent(minute, NOON.plusSeconds(2));

        // 6 of 10 are used, one more than was told: one more of others may have come.
        assertThat(minute.allows(3, 0, NOON.plusSeconds(2))).isTrue();
        assertThat(minute.allows(4, 0, NOON.plusSeconds(2))).isFalse();
        assertThat(minute.allows(1, 2, NOON.plusSeconds(2))).isTrue();
        assertThat(minute.allows(1, 3, NOON.plusSeconds(2))).isFalse();
        assertThat(minute.hasRoom(4, 0, NOON.plusSeconds(2))).isTrue();
    }

    @Test
    void noMoreOfOthersMayComeThanAreTheirsSoFar() {
        minute.limit(10);
        answered(minute, sent(minute, NOON), says(10, 8, 59), true, NOON.plusSeconds(1));
        sent(minute, NOON);
        sent(minute, NOON);

        // 4 of 10 are used, 1 of others; two were not told of yet.
        assertThat(minute.allows(5, 0, NOON)).isTrue();
        assertThat(minute.allows(6, 0, NOON)).isFalse();
        day.limit(10);
        settle(day, sent(day, NOON), NOON);
        day.reconcile(new UsageCount(2, null), 0, NOON);
        sent(day, NOON);
        sent(day, NOON);
        assertThat(day.allows(5, 0, NOON)).isTrue();
    }

    @Test
    void windowsAreCounted() {
        QuotaWindow.Mark first = minute.mark();
        settle(minute, sent(minute, NOON), NOON);
        minute.roll(NOON.plusSeconds(60));

        assertThat(minute.mark().isNotBefore(first)).isTrue();
        assertThat(first.isNotBefore(minute.mark())).isFalse();
    }

    @Test
    void whereNothingIsInFlightTheRestMayGo() {
        minute.limit(10);
        answered(minute, sent(minute, NOON), says(10, 5, 59), true, NOON.plusSeconds(1));
        minute.grant(1);
        minute.settle(permit(new QuotaWindow.Mark(-1, 0, 0), NOON), NOON.plusSeconds(1));

        assertThat(minute.allows(4, 0, NOON.plusSeconds(2))).isTrue();
    }

    @Test
    void unitsThatLedToNoRequestAreGivenBack() {
        minute.grant(5);
        minute.giveBack(2);

        assertThat(minute.used()).isEqualTo(3);
        assertThat(minute.inFlight()).isEqualTo(3);
        minute.settle(permit(minute.mark(), NOON), NOON);
        assertThat(minute.certain()).isOne();
    }

    @Test
    void afterARefusalOneGoesAloneUntilOneIsAccepted() {
        Permit first = sent(minute, NOON);
        Permit before = sent(minute, NOON);
        refused(minute, first, 5, NOON.plusSeconds(1));
        assertThat(minute.status().closed()).isTrue();
        assertThat(minute.hasRoom(1, 0, NOON.plusSeconds(1))).isFalse();
        minute.roll(NOON.plusSeconds(7));

        settle(minute, before, NOON.plusSeconds(7));
        minute.accepted(before);
        Permit after = sent(minute, NOON.plusSeconds(7));
        assertThat(minute.allows(1, 0, NOON.plusSeconds(7))).isFalse();

        settle(minute, after, NOON.plusSeconds(8));
        minute.accepted(after);
        sent(minute, NOON.plusSeconds(8));
        assertThat(minute.allows(1, 0, NOON.plusSeconds(8))).isTrue();
    }

    @Test
    void aRequestOfTheInstantOfTheRefusalIsAfterIt() {
        refused(minute, sent(minute, NOON), 5, NOON);
        minute.roll(NOON.plusSeconds(6));
        Permit same = sent(minute, NOON);
        settle(minute, same, NOON.plusSeconds(6));
        minute.accepted(same);
        sent(minute, NOON.plusSeconds(6));

        assertThat(minute.allows(1, 0, NOON.plusSeconds(6))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"40,51", "49,60", "50,60", "51,60", "52,63", "600,611"})
    void aRefusalSaysWhenItOpensAndOursIsKeptWhereItIsLaterByItsRoundingOnly(long reset, long opens) {
        settle(minute, sent(minute, NOON), NOON);
        Permit permit = sent(minute, NOON.plusSeconds(9));

        refused(minute, permit, reset, NOON.plusSeconds(10));

        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(opens));
    }

    @Test
    void aRefusalThatDoesNotSayHowLongIsWaitedForAMinute() {
        Permit permit = sent(minute, NOON);
        minute.close(permit, RateLimit.UNKNOWN, NOON.plusSeconds(1));

        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(61));
    }

    @Test
    void eachFurtherRefusalIsWaitedForTwiceAsLongUpToTwoHours() {
        long[] waits = {1, 15, 30, 60, 120, 240, 480, 960, 1_920, 3_840, 7_200, 7_200};
        Instant now = NOON;
        for (long wait : waits) {
            Permit permit = sent(minute, now);
            refused(minute, permit, 0, now);
            assertThat(Duration.between(now, minute.end())).isEqualTo(Duration.ofSeconds(wait));
            now = minute.end();
            minute.roll(now);
        }
    }

    @Test
    void aRefusalOfARequestBeforeTheFirstOneIsNoFurtherOne() {
        Permit first = sent(minute, NOON);
        Permit second = sent(minute, NOON);
        Permit third = sent(minute, NOON);
        refused(minute, first, 9, NOON.plusSeconds(1));
        refused(minute, second, 4, NOON.plusSeconds(2));
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(11));

        refused(minute, third, 20, NOON.plusSeconds(3));
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(24));

        minute.roll(NOON.plusSeconds(24));
        refused(minute, sent(minute, NOON.plusSeconds(24)), 0, NOON.plusSeconds(24));
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(39));
    }

    @Test
    void aLateRefusalClosesTheNextOneToo() {
        Permit first = sent(minute, NOON);
        Permit late = sent(minute, NOON);
        refused(minute, first, 9, NOON.plusSeconds(1));
        minute.roll(NOON.plusSeconds(11));
        settle(minute, sent(minute, NOON.plusSeconds(11)), NOON.plusSeconds(11));

        refused(minute, late, 3, NOON.plusSeconds(12));

        assertThat(minute.status().closed()).isTrue();
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(16));
    }

    @Test
    void itOpensNoLaterThanIsKnownOtherwise() {
        refused(minute, sent(minute, NOON), 50, NOON);

        minute.openNotAfter(NOON.plusSeconds(60));
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(51));
        minute.openNotAfter(NOON.plusSeconds(20));
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(20));
    }

    @Test
    void whatSaysNothingOfTheRestChangesNothing() {
        minute.limit(10);
        assertThat(answered(minute, sent(minute, NOON), new RateLimit(10L, null, 5L), false, NOON))
                .isTrue();
        assertThat(minute.used()).isOne();
        assertThat(minute.end()).isEqualTo(NOON.plus(MINUTE));

        assertThat(answered(day, sent(day, NOON), says(10, 0, 5), false, NOON)).isTrue();
        assertThat(day.used()).isOne();
    }

    @Test
    void whatTheServerCountedIsUsed() {
        minute.limit(100);
        Permit first = sent(minute, NOON);
        sent(minute, NOON);
        sent(minute, NOON);

        answered(minute, first, says(100, 60, 50), true, NOON.plusSeconds(1));

        assertThat(minute.used()).as("with two that may not be counted yet").isEqualTo(42);
        assertThat(minute.end()).as("others had opened it").isEqualTo(NOON.plusSeconds(52));
    }

    @Test
    void whatTheServerCountedIsExactWhereNothingIsInFlight() {
        minute.limit(100);
        minute.grant(8);
        minute.settle(permit(8, minute.mark()), NOON);
        answered(minute, sent(minute, NOON), says(100, 97, 60), true, NOON.plusSeconds(1));

        assertThat(minute.used()).as("a gateway answered six").isEqualTo(3);
    }

    @Test
    void anAnswerOfAnEarlierWindowTellsNothingOfThisOne() {
        minute.limit(100);
        settle(minute, sent(minute, NOON), NOON);
        Permit late = sent(minute, NOON.plusSeconds(59));
        minute.roll(NOON.plusSeconds(60));

        assertThat(answered(minute, late, says(100, 3, 50), true, NOON.plusSeconds(61)))
                .isTrue();
        assertThat(minute.used()).isOne();
    }

    @ParameterizedTest
    @CsvSource({"100,true", "99,false", "98,true", "97,true"})
    void aCountWithoutThisRequestCannotBeTrue(long remaining, boolean possible) {
        minute.limit(100);
        if (remaining == 100) {
            // The first of all: nothing was told before.
            assertThat(answered(minute, sent(minute, NOON), says(100, remaining, 59), true, NOON))
                    .isTrue();
            return;
        }
        answered(minute, sent(minute, NOON), says(100, 99, 60), true, NOON);

        assertThat(answered(minute, sent(minute, NOON), says(100, remaining, 59), true, NOON.plusSeconds(1)))
                .isEqualTo(possible);
    }

    @ParameterizedTest
    @CsvSource({
        // Within the rounding of ours, the count is not lost.
        "90,51,98,false,60",
        // By its reset it must be later, whatever was counted.
        "90,52,98,true,63",
        // It lost what was counted; its end may be later by its rounding.
        "90,50,99,true,61",
        "90,49,99,false,0",
        // No longer than a minute from now.
        "90,60,98,true,70",
        // What is longer than it cannot be of it.
        "90,61,98,false,60"
    })
    void aServersWindowThatEndsAfterOursIsTheNext(int used, long reset, long remaining, boolean next, long endSeconds) {
        minute.limit(100);
        answered(minute, sent(minute, NOON), says(100, 99, 60), true, NOON);
        Permit permit = sent(minute, NOON.plusSeconds(10));

        boolean possible = answered(minute, permit, says(100, remaining, reset), false, NOON.plusSeconds(10));

        assertThat(possible).isEqualTo(endSeconds != 0);
        if (possible) {
            assertThat(minute.end()).isEqualTo(NOON.plusSeconds(endSeconds));
            assertThat(minute.certain()).isEqualTo(next ? 0 : 2);
            assertThat(minute.used()).isEqualTo(100 - remaining);
        }
    }

    @Test
    void theNextWindowHoldsWhatIsInFlightToo() {
        minute.limit(100);
        answered(minute, sent(minute, NOON), says(100, 99, 60), true, NOON);
        Permit permit = sent(minute, NOON.plusSeconds(10));
        sent(minute, NOON.plusSeconds(10));

        answered(minute, permit, says(100, 70, 59), false, NOON.plusSeconds(10));

        assertThat(minute.used()).isEqualTo(31);
        assertThat(minute.allows(69, 0, NOON.plusSeconds(10))).isTrue();
    }

    @Test
    void whereOursHasNoEndOrNothingIsSaidOfTheEndNoneIsLater() {
        minute.limit(100);
        settle(minute, sent(minute, NOON), NOON);
        Permit late = sent(minute, NOON.plusSeconds(59));
        minute.roll(NOON.plusSeconds(60));
        assertThat(answered(minute, late, says(100, 50, 60), false, NOON.plusSeconds(60)))
                .isTrue();
        assertThat(minute.end()).isNull();

        Permit next = sent(minute, NOON.plusSeconds(61));
        answered(minute, next, new RateLimit(100L, 98L, null), false, NOON.plusSeconds(61));
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(121));
        assertThat(minute.used()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        // Reset, remaining of 1,000, seconds until its end after the first answer.
        "80000,999,80001",
        "86339,999,86340",
        "86340,999,86400",
        "86400,900,86401",
        "86401,900,86400",
    })
    void aDayThatOthersOpenedEndsWhenTheServerSays(long reset, long remaining, long ends) {
        day.limit(1_000);
        answered(day, sent(day, NOON), says(1_000, remaining, reset), true, NOON);

        assertThat(day.end()).isEqualTo(NOON.plusSeconds(ends));
        assertThat(day.used()).isEqualTo(1_000 - remaining);
    }

    @ParameterizedTest
    @CsvSource({"10,99,60", "10,98,11", "60,98,61", "61,98,60", ",98,60"})
    void aMinuteThatOthersOpenedEndsWhenTheServerSays(Long reset, long remaining, long ends) {
        minute.limit(100);
        answered(minute, sent(minute, NOON), new RateLimit(100L, remaining, reset), true, NOON);

        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(ends));
    }

    @Test
    void onlyTheFirstAnswerTellsWhoOpenedIt() {
        minute.limit(100);
        answered(minute, sent(minute, NOON), says(100, 99, 60), true, NOON);
        answered(minute, sent(minute, NOON), says(100, 50, 10), true, NOON);

        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(60));
        assertThat(minute.used()).isEqualTo(50);
    }

    @Test
    void aDayThatOthersUsedUpIsTriedByOneAfterFiveMinutes() {
        day.limit(100);
        answered(day, sent(day, NOON), says(100, 0, 86_000), true, NOON);
        day.probeIfUsedUpByOthers(NOON);
        Instant due = NOON.plus(Duration.ofMinutes(5));
        day.probeIfUsedUpByOthers(NOON.plusSeconds(60));

        assertThat(day.allowsFrom()).isEqualTo(due);
        assertThat(day.hasRoom(1, 0, due.minus(TICK))).isFalse();
        assertThat(day.hasRoom(1, 0, due)).isTrue();
        assertThat(day.holds(0)).isTrue();
        day.grant(0);
        assertThat(day.hasRoom(1, 0, due)).isTrue();
        day.grant(1);
        assertThat(day.hasRoom(1, 0, due)).isFalse();
        assertThat(day.holds(1)).as("what was taken for it may be used").isTrue();

        day.giveBack(0);
        assertThat(day.hasRoom(1, 0, due)).isFalse();
        day.giveBack(1);
        assertThat(day.hasRoom(1, 0, NOON)).as("nothing was tried").isTrue();
        day.grant(2);
        day.giveBack(1);
        assertThat(day.hasRoom(1, 0, due)).as("one is under way").isFalse();
    }

    @Test
    void nothingIsTriedWhereSomeIsLeftOrWeUsedItUp() {
        day.limit(2);
        answered(day, sent(day, NOON), says(2, 1, 86_400), true, NOON);
        day.probeIfUsedUpByOthers(NOON);
        assertThat(day.allowsFrom()).isEqualTo(day.end());

        answered(day, sent(day, NOON), says(2, 0, 86_400), true, NOON);
        day.probeIfUsedUpByOthers(NOON);
        assertThat(day.allowsFrom()).isEqualTo(day.end());
        assertThat(day.hasRoom(1, 0, NOON.plusSeconds(3_600))).isFalse();
        assertThat(day.holds(1)).isFalse();
    }

    @Test
    void aTryIsNoLaterThanItsEndAndARefusalEndsIt() {
        day.limit(100);
        answered(day, sent(day, NOON), says(100, 0, 99), true, NOON);
        day.probeIfUsedUpByOthers(NOON);
        assertThat(day.allowsFrom()).isEqualTo(NOON.plusSeconds(100));

        refused(day, sent(day, NOON), 1_000, NOON);
        assertThat(day.allowsFrom()).isEqualTo(NOON.plusSeconds(1_001));
    }

    @Test
    void whatHeadersToldIsForgottenAndWhatWeCountedIsKept() {
        minute.limit(100);
        answered(minute, sent(minute, NOON), says(100, 10, 5), true, NOON);
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(6));

        minute.forgetHeaders(240, NOON.plusSeconds(1));

        assertThat(minute.limit()).isEqualTo(240);
        assertThat(minute.used()).isOne();
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(60));
    }

    @Test
    void anEndIsForgottenWhereTheServerDidNotRefuse() {
        minute.forgetHeaders(240, NOON);
        assertThat(minute.end()).isNull();

        refused(minute, sent(minute, NOON), 5, NOON);
        minute.forgetHeaders(240, NOON);
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(6));

        day.limit(100);
        day.reconcile(new UsageCount(100, 50L), 0, NOON);
        day.forgetHeaders(QuotaWindow.UNLIMITED, NOON.plusSeconds(7));
        assertThat(day.end()).isEqualTo(NOON.plusSeconds(7).plus(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @CsvSource({
        // Told, its reset, seconds until the end after; empty: none.
        "5,100,101",
        "5,0,",
        "5,,",
        "0,,",
        "100,,86400",
        "99,,",
    })
    void theCountsServiceTellsHowMuchAndUntilWhen(long told, Long reset, Long ends) {
        day.limit(100);
        day.reconcile(new UsageCount(told, reset), 0, NOON);

        assertThat(day.used()).isEqualTo(told);
        assertThat(day.end()).isEqualTo(ends == null ? null : NOON.plusSeconds(ends));
    }

    @Test
    void theCountsServiceMayNotHaveCountedWhatIsUnderWay() {
        day.limit(100);
        settle(day, sent(day, NOON), NOON);
        settle(day, sent(day, NOON), NOON);
        day.reconcile(new UsageCount(40, 86_300L), 3, NOON);
        assertThat(day.used()).isEqualTo(43);
        assertThat(day.end()).as("ours is later").isEqualTo(NOON.plus(Duration.ofDays(1)));

        day.reconcile(new UsageCount(40, 86_400L), 0, NOON);
        assertThat(day.used()).isEqualTo(40);
        assertThat(day.end()).isEqualTo(NOON.plusSeconds(86_401));
    }

    @Test
    void aCountBelowWhatWasAnsweredIsOld() {
        day.limit(100);
        settle(day, sent(day, NOON), NOON);
        settle(day, sent(day, NOON), NOON);
        day.reconcile(new UsageCount(0, null), 0, NOON);

        assertThat(day.used()).isEqualTo(2);
        day.limit(1);
        day.reconcile(new UsageCount(0, null), 0, NOON);
        assertThat(day.used()).isOne();
    }

    @Test
    void aCountBelowTheOneBeforeIsOfTheNextDay() {
        day.limit(100);
        settle(day, sent(day, NOON), NOON);
        day.reconcile(new UsageCount(90, 20L), 0, NOON);
        day.reconcile(new UsageCount(90, 19L), 0, NOON.plusSeconds(1));
        assertThat(day.end()).isEqualTo(NOON.plus(Duration.ofDays(1)));

        day.reconcile(new UsageCount(7, null), 0, NOON.plusSeconds(30));
        assertThat(day.used()).isEqualTo(7);
        assertThat(day.end()).isEqualTo(NOON.plusSeconds(30).plus(Duration.ofDays(1)));

        day.reconcile(new UsageCount(0, null), 0, NOON.plusSeconds(40));
        assertThat(day.used()).isZero();
        assertThat(day.end()).isNull();
    }

    @Test
    void whatTheCountsServiceHasRoomForOpens() {
        day.limit(100);
        refused(day, sent(day, NOON), 500, NOON);
        day.reconcile(new UsageCount(100, null), 0, NOON);
        assertThat(day.status().closed()).isTrue();
        day.reconcile(new UsageCount(100, null), 0, NOON);
        assertThat(day.status().closed()).isTrue();

        day.limit(101);
        day.reconcile(new UsageCount(100, null), 0, NOON);
        assertThat(day.status().closed()).isFalse();
    }

    @Test
    void whereTheLimitIsUnknownACountOpensNothing() {
        refused(day, sent(day, NOON), 500, NOON);
        day.reconcile(new UsageCount(1, null), 0, NOON);

        assertThat(day.status().closed()).isTrue();
    }

    @Test
    void othersOfACountMayHaveTakenTheRest() {
        day.limit(100);
        settle(day, sent(day, NOON), NOON);
        day.reconcile(new UsageCount(80, 20L), 0, NOON);
        sent(day, NOON);
        sent(day, NOON);

        assertThat(day.allows(16, 0, NOON)).isTrue();
        assertThat(day.allows(17, 0, NOON)).isFalse();
    }

    @Test
    void whatTurnedOutToBeOneIsAddedUp() {
        QuotaWindow other = QuotaWindow.day(0);
        day.limit(100);
        settle(day, sent(day, NOON), NOON);
        sent(day, NOON);
        other.limit(100);
        settle(other, sent(other, NOON), NOON.plusSeconds(5));
        sent(other, NOON);
        sent(other, NOON);
        sent(other, NOON);
        QuotaWindow.Mark before = day.mark();

        day.add(other);

        assertThat(day.used()).isEqualTo(6);
        assertThat(day.inFlight()).isEqualTo(4);
        assertThat(day.certain()).isEqualTo(2);
        assertThat(day.end()).isEqualTo(NOON.plusSeconds(5).plus(Duration.ofDays(1)));
        assertThat(day.mark().generation()).isGreaterThan(before.generation());
        assertThat(day.mark().answered()).isZero();
    }

    @Test
    void whatWasKnownElsewhereRaisesIt() {
        QuotaWindow other = QuotaWindow.day(0);
        settle(other, sent(other, NOON), NOON);
        settle(other, sent(other, NOON), NOON);
        sent(other, NOON);
        sent(day, NOON);

        day.raiseTo(other);

        assertThat(day.used()).isEqualTo(2);
        assertThat(day.certain()).isOne();
        assertThat(day.end()).isEqualTo(NOON.plus(Duration.ofDays(1)));
    }

    @Test
    void theLaterEndAndTheLaterBeginningAreTaken() {
        QuotaWindow earlier = QuotaWindow.minute(0);
        QuotaWindow later = QuotaWindow.minute(0);
        settle(earlier, sent(earlier, NOON), NOON);
        settle(later, sent(later, NOON), NOON.plusSeconds(10));

        minute.raiseTo(QuotaWindow.minute(0));
        assertThat(minute.end()).isNull();
        minute.raiseTo(earlier);
        minute.raiseTo(later);
        minute.raiseTo(earlier);
        minute.raiseTo(QuotaWindow.minute(0));
        assertThat(minute.end()).isEqualTo(NOON.plusSeconds(70));
        minute.forgetHeaders(240, NOON.plusSeconds(50));
        assertThat(minute.end()).as("by its beginning").isEqualTo(NOON.plusSeconds(70));

        assertThat(minute.status().closed()).isFalse();
        refused(earlier, sent(earlier, NOON), 1, NOON);
        minute.raiseTo(earlier);
        assertThat(minute.status().closed()).isTrue();
        minute.raiseTo(later);
        assertThat(minute.status().closed()).isTrue();
    }

    @Test
    void marksAreInTheOrderOfWindowsAndThenOfAnswers() {
        QuotaWindow.Mark mark = new QuotaWindow.Mark(3, 5, 1);

        assertThat(mark.isNotBefore(mark)).isTrue();
        assertThat(mark.isNotBefore(new QuotaWindow.Mark(3, 6, 0))).isFalse();
        assertThat(mark.isNotBefore(new QuotaWindow.Mark(3, 4, 2))).isTrue();
        assertThat(mark.isNotBefore(new QuotaWindow.Mark(2, 6, 0))).isTrue();
        assertThat(mark.isNotBefore(new QuotaWindow.Mark(4, 0, 0))).isFalse();
    }

    /** Three requests, of which the shortest took 50 ms, are all that it allows. */
    private static void usedUpByUs(QuotaWindow window) {
        window.limit(3);
        settle(window, sent(window, NOON.plusMillis(900)), NOON.plusSeconds(1));
        settle(window, sent(window, NOON.plusSeconds(1)), NOON.plusMillis(1_050));
        settle(window, sent(window, NOON.plusSeconds(1)), NOON.plusMillis(1_080));
    }

    private static Permit sent(QuotaWindow window, Instant at) {
        QuotaWindow.Mark mark = window.mark();
        window.grant(1);
        return permit(mark, at);
    }

    private static Permit permit(QuotaWindow.Mark mark, Instant at) {
        return new Permit(null, 1, at, new QuotaWindow.Mark[] {mark});
    }

    private static Permit permit(int units, QuotaWindow.Mark mark) {
        return new Permit(null, units, NOON, new QuotaWindow.Mark[] {mark});
    }

    private static void settle(QuotaWindow window, Permit permit, Instant at) {
        window.settle(permit, at);
    }

    /** As the windows of a service do with an answer. */
    private static boolean answered(QuotaWindow window, Permit permit, RateLimit said, boolean sameWindow, Instant at) {
        window.settle(permit, at);
        window.told(permit);
        window.accepted(permit);
        return window.learn(permit, said, sameWindow, at);
    }

    private static void refused(QuotaWindow window, Permit permit, long reset, Instant at) {
        window.settle(permit, at);
        window.close(permit, new RateLimit(null, null, reset), at);
    }

    private static RateLimit says(long limit, long remaining, long reset) {
        return new RateLimit(limit, remaining, reset);
    }
}
