package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.QuotaPriority;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

/** Who gets a permit, in which order, and what the others hear. */
class PermitTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final Instant BEGIN = Instant.parse("2026-05-06T10:00:00Z");
    private static final String LEADS = "POST /leads";
    private static final RateLimit NO_HEADERS = RateLimit.UNKNOWN;

    private final SimulatedTime time = new SimulatedTime(BEGIN);
    private final List<String> heard = new ArrayList<>();
    private final List<Permit> granted = new ArrayList<>();

    @Test
    void theFirstRequestOfAServiceGoesAloneAndEvenTheImpatientAwaitItsAnswer() {
        AccountQuota quota = quota(true);
        Permit probe = quota.tryAcquire(LEADS, terms(QuotaPriority.normal, 0));
        acquire(quota, "impatient", terms(QuotaPriority.normal, 0), time.now());
        time.runUntil(BEGIN.plusSeconds(5));
        assertThat(heard).isEmpty();

        probe.answered(NO_HEADERS);

        assertThat(heard).containsExactly("impatient");
    }

    @Test
    void highGoesBeforeNormalBeforeLowAndAmongEqualsWhoCameFirst() {
        AccountQuota quota = usedUp(true);
        acquire(quota, "low 1", terms(QuotaPriority.low, 0), Instant.MAX);
        acquire(quota, "normal 1", terms(QuotaPriority.normal, 0), Instant.MAX);
        acquire(quota, "high 1", terms(QuotaPriority.high, 0), Instant.MAX);
        acquire(quota, "normal 2", terms(QuotaPriority.normal, 5), Instant.MAX);
        acquire(quota, "normal 3", terms(QuotaPriority.normal, 0), Instant.MAX);
        acquire(quota, "high 2", terms(QuotaPriority.high, 0), Instant.MAX);

        time.runUntil(BEGIN.plusSeconds(61));

        assertThat(heard).containsExactly("high 1", "high 2", "normal 1", "normal 2", "normal 3", "low 1");
    }

    @Test
    void anAnswerThatTheServerDidNotCountMakesNoLiarOfIt() {
        AccountQuota quota = quota(true);
        QuotaTerms terms = terms(QuotaPriority.normal, 0);
        quota.tryAcquire(LEADS, terms).answered(new RateLimit(400L, 399L, 60L));
        quota.tryAcquire(LEADS, terms).answered(NO_HEADERS);
        quota.tryAcquire(LEADS, terms).answered(new RateLimit(400L, 398L, 60L));

        assertThat(quota.status(LEADS).windows())
                .filteredOn(window -> window.window().equals("minute"))
                .singleElement()
                .satisfies(minute -> assertThat(minute.limit()).isEqualTo(400));
    }

    @Test
    void twoAnswersInTheOtherOrderWithinOneTickOfTheClockMakeNoLiarOfIt() {
        AccountQuota quota = quota(true);
        QuotaTerms terms = terms(QuotaPriority.normal, 0);
        quota.tryAcquire(LEADS, terms).answered(new RateLimit(400L, 399L, 60L));
        Permit first = quota.tryAcquire(LEADS, terms);
        Permit second = quota.tryAcquire(LEADS, terms);
        second.answered(new RateLimit(400L, 397L, 60L));
        first.answered(new RateLimit(400L, 398L, 60L));

        assertThat(quota.status(LEADS).windows())
                .filteredOn(window -> window.window().equals("minute"))
                .singleElement()
                .satisfies(minute -> assertThat(minute.limit()).isEqualTo(400));
    }

    @Test
    void aTrialOfAUsedUpDayThatNeverLeftIsMadeAgain() {
        AccountQuota quota = quota(true);
        QuotaTerms terms = terms(QuotaPriority.normal, 0);
        quota.tryAcquire(LEADS, terms).answered(new RateLimit(20_000L, 0L, 80_000L));
        assertThat(quota.tryAcquire(LEADS, terms)).isNull();
        time.runUntil(BEGIN.plus(Duration.ofMinutes(6)));
        quota.tryAcquire(LEADS, terms).notSent();

        assertThat(quota.tryAcquire(LEADS, terms)).isNotNull();
        assertThat(quota.tryAcquire(LEADS, terms)).isNull();
    }

    @Test
    void aLargeLimitThatDoesNotSayWhoseItIsRaisesNoMinute() {
        for (boolean refused : new boolean[] {false, true}) {
            AccountQuota quota = quota(true);
            QuotaTerms terms = terms(QuotaPriority.normal, 0);
            Permit first = quota.tryAcquire(LEADS, terms);
            if (refused) {
                first.refused(new RateLimit(20_000L, 0L, null));
            } else {
                first.answered(new RateLimit(20_000L, 19_999L, null));
            }

            assertThat(quota.status(LEADS).windows())
                    .extracting(WindowStatus::window, WindowStatus::limit)
                    .containsExactlyInAnyOrder(tuple("minute", 240L), tuple("day", null));
        }
    }

    @Test
    void aRefusalByTheServerIsNotToldAsOurOwnCount() {
        AccountQuota quota = quota(true);
        quota.tryAcquire(LEADS, terms(QuotaPriority.normal, 0)).refused(new RateLimit(240L, 0L, 30L));
        acquire(quota, "impatient", terms(QuotaPriority.normal, 0), time.now());

        assertThat(heard)
                .singleElement()
                .asString()
                .contains("POST /leads was not sent: the server refused a request (429), so the account's quota of 240"
                        + " requests for the minute counts as used up until");
    }

    @Test
    void aReserveIsLeftToThoseWithASmallerOne() {
        AccountQuota quota = quota(true);
        quota.usageFrom(limitOf(100));
        QuotaTerms modest = terms(QuotaPriority.normal, 90);
        for (int request = 0; request < 10; request++) {
            acquire(quota, "modest " + request, modest, Instant.MAX);
        }
        granted.forEach(permit -> permit.answered(NO_HEADERS));
        assertThat(granted).hasSize(10);

        acquire(quota, "modest", modest, time.now());
        acquire(quota, "entitled", terms(QuotaPriority.low, 0), time.now());

        assertThat(heard).doesNotContain("modest").contains("entitled");
        assertThat(heard).anySatisfy(text -> assertThat(text)
                .startsWith("modest refused: POST /leads was not sent: the account's quota of 100 requests for the day"
                        + " is used up but for the 90 that quotaReserve leaves to others until"));
        assertThat(quota.limitedUntil(LEADS, modest)).contains(BEGIN.plus(Duration.ofDays(1)));
        assertThat(quota.limitedUntil(LEADS, terms(QuotaPriority.low, 0))).isEmpty();
    }

    @Test
    void aRefusalNamesTheWindowAndWhenItOpens() {
        AccountQuota quota = usedUp(true);
        acquire(quota, "impatient", terms(QuotaPriority.normal, 0), time.now());
        assertThat(heard)
                .containsExactly(
                        "impatient refused: POST /leads was not sent: the account's quota of 240 requests for the"
                                + " minute is used up until 2026-05-06T10:01:00Z, and it opens too late. Repeat it then, raise"
                                + " maxQuotaWait, or ask the vendor for a higher limit");
        assertThat(quota.status(LEADS).refusedHere()).isEqualTo(1);
    }

    @Test
    void tenThousandWhoWaitNeedOneTimerAndAllGetTheirTurn() {
        AccountQuota quota = usedUp(true);
        int timers = time.awaited();
        for (int waiter = 0; waiter < 10_000; waiter++) {
            acquire(
                    quota,
                    "waiter",
                    QuotaTerms.waiting(Duration.ofHours(2)),
                    time.now().plus(Duration.ofHours(2)));
        }
        assertThat(time.awaited()).isEqualTo(timers + 1);
        assertThat(quota.status(LEADS).waiting()).isEqualTo(10_000);

        for (int minute = 1; minute <= 43; minute++) {
            time.runUntil(time.now().plusSeconds(61));
            List<Permit> sent = List.copyOf(granted);
            granted.clear();
            sent.forEach(permit -> permit.answered(NO_HEADERS));
        }

        assertThat(heard).hasSize(10_000).containsOnly("waiter");
        assertThat(quota.waitTimes(LEADS).buckets())
                .filteredOn(bucket -> bucket.count() > 0)
                .extracting(WaitTimes.Bucket::label)
                .contains("PT10M", "PT1H");
    }

    @Test
    void stoppingRefusesWhoWaitsAndWhoComes() {
        AccountQuota quota = usedUp(true);
        acquire(quota, "waiter", terms(QuotaPriority.normal, 0), Instant.MAX);
        quota.stop();
        acquire(quota, "late", terms(QuotaPriority.normal, 0), Instant.MAX);
        assertThat(heard).hasSize(2).allSatisfy(text -> assertThat(text).contains("the context is stopping"));
    }

    @Test
    void withoutFairUseARequestCostsTheDearerCloseToTheEdgesOfProductionHours() {
        RequestCost cost = RequestCost.naive(ZONE);
        assertThat(cost.at(Instant.parse("2026-05-06T05:59:57Z"))).isEqualTo(4);
        assertThat(cost.at(Instant.parse("2026-05-06T05:59:58Z"))).isEqualTo(8);
        assertThat(cost.at(Instant.parse("2026-05-06T12:00:00Z"))).isEqualTo(8);
        assertThat(cost.at(Instant.parse("2026-05-06T19:00:01Z"))).isEqualTo(8);
        assertThat(cost.at(Instant.parse("2026-05-06T19:00:03Z"))).isEqualTo(4);
    }

    @Test
    void productionHoursAreThoseOfTheZoneAlsoWhereItsClocksChange() {
        RequestCost cost = RequestCost.naive(ZONE);
        // In winter an hour later than in summer; clocks change on 29 March and 25 October.
        assertThat(cost.at(Instant.parse("2026-01-15T06:59:57Z"))).isEqualTo(4);
        assertThat(cost.at(Instant.parse("2026-01-15T06:59:58Z"))).isEqualTo(8);
        assertThat(cost.at(Instant.parse("2026-03-28T06:30:00Z"))).isEqualTo(4);
        assertThat(cost.at(Instant.parse("2026-03-29T06:30:00Z"))).isEqualTo(8);
        assertThat(cost.at(Instant.parse("2026-03-29T19:30:00Z"))).isEqualTo(4);
        assertThat(cost.at(Instant.parse("2026-10-24T06:30:00Z"))).isEqualTo(8);
        assertThat(cost.at(Instant.parse("2026-10-25T06:30:00Z"))).isEqualTo(4);
        assertThat(cost.at(Instant.parse("2026-10-25T19:30:00Z"))).isEqualTo(8);
        assertThat(RequestCost.naive(ZoneId.of("America/New_York")).at(Instant.parse("2026-05-06T11:59:57Z")))
                .isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({"10000, 1", "10001, 8"})
    void onlyServicesOfMoreThanTenThousandADayCountNaiveRequestsDearer(long limit, long units) {
        AccountQuota quota = quota(false);
        quota.usageFrom(limitOf(limit));
        quota.tryAcquire(LEADS, terms(QuotaPriority.normal, 0)).answered(NO_HEADERS);
        assertThat(quota.status(LEADS).windows()).singleElement().satisfies(day -> {
            assertThat(day.limit()).isEqualTo(limit);
            assertThat(day.used()).isEqualTo(units);
        });
    }

    @Test
    void aClockThatIsSetBackHoldsUpNobodyLongerThanAMinute() {
        MovedClock moved = new MovedClock(time);
        AccountQuota quota = new AccountQuota("user@host", true, ZONE, Duration.ofMinutes(15), moved);
        for (int request = 0; request < 240; request++) {
            quota.tryAcquire(LEADS, terms(QuotaPriority.normal, 0)).answered(NO_HEADERS);
        }
        moved.by(Duration.ofHours(-3));
        acquire(quota, "waiter", terms(QuotaPriority.normal, 0), Instant.MAX);

        time.runUntil(BEGIN.plusSeconds(59));
        assertThat(heard).isEmpty();
        time.runUntil(BEGIN.plusSeconds(62));
        assertThat(heard).containsExactly("waiter");
    }

    @Test
    void headersWithoutSenseCountAsMissing() {
        assertThat(RateLimit.of("240", "239", "60")).isEqualTo(new RateLimit(240L, 239L, 60L));
        assertThat(RateLimit.of("-1", "x", "1e9")).isEqualTo(RateLimit.UNKNOWN);
        assertThat(RateLimit.of("0", "-5", "99999999")).isEqualTo(RateLimit.UNKNOWN);
        assertThat(RateLimit.of("240", "241", " 7 ")).isEqualTo(new RateLimit(240L, null, 7L));
        assertThat(RateLimit.of(null, "99999999999999999999", null)).isEqualTo(RateLimit.UNKNOWN);
    }

    @Test
    void servicesAreNamedAsTheServerNamesThem() {
        ServiceNames names = new ServiceNames();
        assertThat(names.keyOf("GET /leads/csv")).isEqualTo("GET /leads");
        names.learn(Set.of("ImportLead", "/api/leads/csv", "get simpleleads", "/calls"));
        assertThat(names.keyOf("POST /leads")).isEqualTo("ImportLead");
        assertThat(names.keyOf("GET /leads/csv")).isEqualTo("/api/leads/csv");
        assertThat(names.keyOf("GET /leads")).isEqualTo("GET /leads");
        assertThat(names.keyOf("GET /simpleleads")).isEqualTo("get simpleleads");
        assertThat(names.keyOf("GET /calls/csv")).isEqualTo("/calls");
    }

    /** All of the first minute is used and answered. */
    private AccountQuota usedUp(boolean fairUse) {
        AccountQuota quota = quota(fairUse);
        for (int request = 0; request < 240; request++) {
            quota.tryAcquire(LEADS, terms(QuotaPriority.normal, 0)).answered(NO_HEADERS);
        }
        return quota;
    }

    private AccountQuota quota(boolean fairUse) {
        return new AccountQuota("user@host", fairUse, ZONE, Duration.ofMinutes(15), time);
    }

    private static QuotaTerms terms(QuotaPriority priority, long reserve) {
        return new QuotaTerms(priority, reserve, Duration.ZERO);
    }

    private void acquire(AccountQuota quota, String name, QuotaTerms terms, Instant deadline) {
        quota.acquire(LEADS, terms, deadline, new Waiter() {
            @Override
            public void granted(Permit permit) {
                granted.add(permit);
                heard.add(name);
            }

            @Override
            public void refused(HerobaseQuotaExceededException refusal) {
                heard.add(name + " refused: " + refusal.getMessage());
            }
        });
    }

    /** A clock that somebody sets. */
    private static final class MovedClock implements HerobaseClock {

        private final SimulatedTime time;
        private Duration moved = Duration.ZERO;

        private MovedClock(SimulatedTime time) {
            this.time = time;
        }

        private void by(Duration move) {
            moved = moved.plus(move);
        }

        @Override
        public Instant now() {
            return time.now().plus(moved);
        }

        @Override
        public Cancellable callAt(Instant when, Runnable task) {
            return time.callAt(when.minus(moved), task);
        }
    }

    private static UsageSource limitOf(long daily) {
        return new UsageSource() {
            @Override
            public Set<String> services() {
                return Set.of();
            }

            @Override
            public CompletionStage<Map<String, Long>> limits() {
                return CompletableFuture.completedFuture(Map.of(LEADS, daily));
            }

            @Override
            public CompletionStage<Map<String, UsageCount>> counts() {
                return CompletableFuture.completedFuture(Map.of(LEADS, new UsageCount(0, 0L)));
            }
        };
    }
}
