package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.quota.HeaderTrust.Told;

import static org.assertj.core.api.Assertions.assertThat;

/** Which headers of successful answers can be true together. */
class HeaderTrustTest {

    private static final Instant NOON = Instant.parse("2026-05-06T12:00:00Z");
    private static final QuotaWindow.Mark DAY = new QuotaWindow.Mark(0, 0, 0);

    private final HeaderTrust trust = new HeaderTrust();

    @Test
    void whatSaysNothingOfTheEndIsOfTheSameWindow() {
        assertThat(trust.hear(sent(0), new RateLimit(10L, 0L, null), DAY, at(0)))
                .isEqualTo(Told.SAME_WINDOW);
        assertThat(trust.hear(sent(1), new RateLimit(10L, 0L, null), DAY, at(1)))
                .isEqualTo(Told.SAME_WINDOW);
    }

    @Test
    void theFirstTellsOfAnotherWindowAndTheNextOfTheSame() {
        assertThat(hear(0, 10, 9, 60)).isEqualTo(Told.ANOTHER_WINDOW);
        assertThat(hear(5, 10, 8, 55)).isEqualTo(Told.SAME_WINDOW);
        assertThat(hear(50, 10, 7, 10)).isEqualTo(Told.SAME_WINDOW);
    }

    @ParameterizedTest
    @CsvSource({"59,SAME_WINDOW", "54,SAME_WINDOW", "60,INCONSISTENT", "49,INCONSISTENT"})
    void theEndOfAWindowStandsStill(long reset, Told told) {
        hear(0, 10, 9, 60);

        // Between 58 and 62 seconds after the beginning; here reset lies within 2 s of that, from 5 s on.
        assertThat(hear(5, 10, 8, reset - (reset > 58 ? 0 : -1))).isEqualTo(told);
    }

    @Test
    void whatIsInconsistentIsDoubtedForAnHour() {
        assertThat(trust.isDoubted(at(0))).isFalse();
        hear(0, 10, 9, 60);
        assertThat(trust.isDoubted(at(0))).isFalse();
        hear(5, 10, 8, 30);

        assertThat(trust.isDoubted(at(5).plus(Duration.ofHours(1)).minusNanos(1)))
                .isTrue();
        assertThat(trust.isDoubted(at(5).plus(Duration.ofHours(1)))).isFalse();
    }

    @Test
    void afterADoubtNothingIsComparedWithWhatWasBefore() {
        hear(0, 10, 9, 60);
        trust.doubt(at(1));

        assertThat(hear(2, 10, 8, 300)).isEqualTo(Told.ANOTHER_WINDOW);
    }

    @Test
    void aLaterEndBeforeTheFirstWasReachedCannotBe() {
        hear(0, 10, 9, 60);

        assertThat(hear(57, 10, 9, 60)).isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void aLaterEndWhenTheFirstWasReachedIsTheNextWindows() {
        hear(0, 10, 9, 60);

        assertThat(hear(58, 10, 9, 60)).isEqualTo(Told.ANOTHER_WINDOW);
        assertThat(hear(59, 10, 8, 59)).isEqualTo(Told.SAME_WINDOW);
    }

    @Test
    void anAnswerThatWasLateTellsOfTheWindowBefore() {
        hear(0, 10, 9, 60);
        hear(61, 10, 9, 60);

        // Sent before the next window's first answer was heard.
        assertThat(trust.hear(sent(50), new RateLimit(10L, 5L, 5L), DAY, at(62)))
                .isEqualTo(Told.ANOTHER_WINDOW);
        assertThat(trust.hear(sent(61), new RateLimit(10L, 5L, 5L), DAY, at(62)))
                .isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void ofOneInstantTheAnswersOfTheDayTellWhichIsLater() {
        QuotaWindow.Mark three = new QuotaWindow.Mark(0, 3, 0);
        trust.hear(sent(0), new RateLimit(10L, 9L, 60L), three, at(0));

        Permit before = permit(at(0), new QuotaWindow.Mark(0, 2, 0));
        assertThat(trust.hear(before, new RateLimit(10L, 5L, 5L), three, at(0))).isEqualTo(Told.ANOTHER_WINDOW);
        Permit after = permit(at(0), three);
        assertThat(trust.hear(after, new RateLimit(10L, 5L, 5L), three, at(0))).isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void afterAnHourClocksMayHaveDrifted() {
        hear(0, 10, 9, 86_400);
        assertThat(hear(3_600, 10, 8, 82_800)).isEqualTo(Told.SAME_WINDOW);

        assertThat(hear(3_601, 10, 9, 82_790)).isEqualTo(Told.ANOTHER_WINDOW);
    }

    @Test
    void theEndIsKnownBetterWithEachAnswer() {
        // Between 8 and 72 seconds.
        trust.hear(sent(-50), new RateLimit(100L, 99L, 60L), DAY, at(10));
        // Between 38 and 42.
        assertThat(hear(10, 100, 98, 30)).isEqualTo(Told.SAME_WINDOW);
        // Between 18 and 58: knows no better.
        assertThat(trust.hear(sent(0), new RateLimit(100L, 97L, 20L), DAY, at(36)))
                .isEqualTo(Told.SAME_WINDOW);

        assertThat(hear(37, 100, 96, 8)).isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void theEndIsNotBeforeWhatTheBestAnswerSaid() {
        trust.hear(sent(-50), new RateLimit(100L, 99L, 60L), DAY, at(10));
        hear(10, 100, 98, 30);
        trust.hear(sent(0), new RateLimit(100L, 97L, 20L), DAY, at(36));

        assertThat(hear(36, 100, 96, 0)).as("38 at the latest").isEqualTo(Told.SAME_WINDOW);
        assertThat(hear(36, 100, 95, 0)).isEqualTo(Told.SAME_WINDOW);
        HeaderTrust other = new HeaderTrust();
        other.hear(sent(-50), new RateLimit(100L, 99L, 60L), DAY, at(10));
        other.hear(sent(10), new RateLimit(100L, 98L, 30L), DAY, at(10));
        other.hear(sent(0), new RateLimit(100L, 97L, 20L), DAY, at(36));
        assertThat(other.hear(sent(35), new RateLimit(100L, 96L, 0L), DAY, at(35)))
                .as("37, and 38 at the earliest")
                .isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void aCountDoesNotFall() {
        hear(0, 10, 7, 60);
        assertThat(hear(1, 10, 7, 59)).as("others' answers may be as many").isEqualTo(Told.SAME_WINDOW);
        assertThat(hear(2, 10, 8, 58)).isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void ofAnswersThatOvertookEachOtherTheCountMayBeSmaller() {
        trust.hear(sent(0), new RateLimit(10L, 5L, 60L), DAY, at(2));
        assertThat(trust.hear(sent(1), new RateLimit(10L, 8L, 58L), DAY, at(3))).isEqualTo(Told.SAME_WINDOW);

        // The smaller one is not remembered.
        assertThat(hear(4, 10, 6, 57)).isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void ofAnswersThatOvertookEachOtherALargerCountIsRemembered() {
        trust.hear(sent(0), new RateLimit(10L, 5L, 60L), DAY, at(2));
        assertThat(trust.hear(sent(1), new RateLimit(10L, 4L, 58L), DAY, at(3))).isEqualTo(Told.SAME_WINDOW);

        assertThat(hear(4, 10, 5, 57)).isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void aSecondRequestWhenNothingIsLeftCannotBe() {
        hear(0, 10, 1, 60);
        assertThat(hear(1, 10, 0, 59)).isEqualTo(Told.SAME_WINDOW);
        assertThat(hear(2, 10, 0, 58)).isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void theCountOfAnotherLimitIsAnotherCount() {
        hear(0, 10, 0, 60);
        assertThat(hear(1, 20, 19, 59)).isEqualTo(Told.SAME_WINDOW);
        assertThat(hear(2, 20, 18, 58)).isEqualTo(Told.SAME_WINDOW);
        assertThat(hear(3, 20, 19, 57)).isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void whatSaysNothingOfTheCountCountsForNothing() {
        hear(0, 10, 5, 60);
        assertThat(trust.hear(sent(1), new RateLimit(null, 9L, 59L), DAY, at(1)))
                .isEqualTo(Told.SAME_WINDOW);
        assertThat(trust.hear(sent(2), new RateLimit(10L, null, 58L), DAY, at(2)))
                .isEqualTo(Told.SAME_WINDOW);
        assertThat(hear(3, 10, 6, 57)).isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void aWindowWhoseFirstAnswerSaysNothingOfTheCountHasNone() {
        hear(0, 10, 0, 60);
        trust.hear(sent(61), new RateLimit(null, 0L, 60L), DAY, at(61));
        assertThat(hear(62, 10, 9, 59)).isEqualTo(Told.SAME_WINDOW);
        assertThat(hear(63, 10, 9, 58)).isEqualTo(Told.SAME_WINDOW);
        assertThat(hear(64, 10, 10, 57)).isEqualTo(Told.INCONSISTENT);
    }

    @Test
    void aWindowWhoseFirstAnswerSaysHalfOfTheCountHasNone() {
        hear(0, 10, 0, 60);
        trust.hear(sent(61), new RateLimit(10L, null, 60L), DAY, at(61));

        assertThat(hear(62, 10, 9, 59)).isEqualTo(Told.SAME_WINDOW);
        assertThat(hear(63, 10, 10, 58)).isEqualTo(Told.INCONSISTENT);
    }

    /** An answer that needs no time. */
    private Told hear(long second, long limit, long remaining, long reset) {
        return trust.hear(sent(second), new RateLimit(limit, remaining, reset), DAY, at(second));
    }

    private static Permit sent(long second) {
        return permit(at(second), DAY);
    }

    private static Permit permit(Instant at, QuotaWindow.Mark day) {
        return new Permit(null, 1, at, new QuotaWindow.Mark[] {day});
    }

    private static Instant at(long second) {
        return NOON.plusSeconds(second);
    }
}
