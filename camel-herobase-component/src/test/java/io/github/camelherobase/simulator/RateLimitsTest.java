package io.github.camelherobase.simulator;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.books.ServiceBook;
import io.github.camelherobase.simulator.limits.CounterScope;
import io.github.camelherobase.simulator.limits.EarlyRefusals;
import io.github.camelherobase.simulator.limits.MinuteAnchor;
import io.github.camelherobase.simulator.limits.RefusedRequests;
import io.github.camelherobase.simulator.limits.ServiceKeys;
import io.github.camelherobase.simulator.service.RetryAfter;
import io.github.camelherobase.simulator.service.UsageShape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** One test for each sentence of "Rate limiting" on the vendor's page. */
class RateLimitsTest extends ApiTest {

    private HerobaseSimulator.Builder limited(long dailyLimit) {
        return builder()
                .account(AccountSpec.named("api@example.com", "secret").dailyLimit("GET /myaccount", dailyLimit));
    }

    private HttpResponse<String> call(String... headers) {
        return get("/myaccount", headers);
    }

    private void assertHeaders(HttpResponse<String> response, int status, long limit, long remaining, long reset) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(header(response, "X-Rate-Limit-Limit")).as("limit").isEqualTo(limit);
        assertThat(header(response, "X-Rate-Limit-Remaining")).as("remaining").isEqualTo(remaining);
        assertThat(header(response, "X-Rate-Limit-Reset")).as("reset").isEqualTo(reset);
    }

    @Test
    void aDayIs24HoursFromTheFirstRequest() {
        start(limited(2));
        assertHeaders(call(), 200, 2, 1, 86_400);
        clock.advance(Duration.ofHours(23));
        assertHeaders(call(), 200, 2, 0, 3_600);
        assertHeaders(call(), 429, 2, 0, 3_600);
        clock.advance(Duration.ofHours(1).minusNanos(1));
        assertHeaders(call(), 429, 2, 0, 1);
        clock.advance(Duration.ofNanos(1));
        assertHeaders(call(), 200, 2, 1, 86_400);
    }

    @Test
    void theNextDayBeginsWithItsFirstRequestNotAfter24Hours() {
        start(limited(2));
        call();
        clock.advance(Duration.ofHours(30));
        assertHeaders(call(), 200, 2, 1, 86_400);
    }

    @Test
    void eachServiceIsCountedForItself() {
        start(limited(1));
        call();
        assertThat(call().statusCode()).isEqualTo(429);
        assertThat(get("/myaccount/request/counts").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "10000,  10:00, 1",
        "10001,  07:59, 4",
        "10001,  08:00, 8",
        "10001,  20:59, 8",
        "10001,  21:00, 4",
        "10001,  00:00, 4"
    })
    void naiveUseOfHighLimitsIsDear(long dailyLimit, LocalTime localTime, long cost) {
        start(limited(dailyLimit));
        clock.set(LocalDate.of(2026, 5, 6)
                .atTime(localTime)
                .atZone(ZoneId.of("Europe/Copenhagen"))
                .toInstant());
        assertHeaders(call(), 200, dailyLimit, dailyLimit - cost, 86_400);
    }

    @Test
    void theOtherReadingIsOneOutsideOfProductionHours() {
        start(limited(20_000).ratePolicy(policy -> policy.outsideUnits(1)));
        clock.set(Instant.parse("2026-05-06T20:00:00Z"));
        assertHeaders(call(), 200, 20_000, 19_999, 86_400);
    }

    @ParameterizedTest
    @CsvSource({"10001, 240", "100000, 240", "345600, 240", "345601, 241", "500000, 348"})
    void fairUseHasAMinuteLimit(long dailyLimit, long minuteLimit) {
        start(limited(dailyLimit));
        assertHeaders(call(FAIR_USE), 200, minuteLimit, minuteLimit - 1, 60);
    }

    @Test
    void fairUseCostsOneButTheMinuteIsLimited() {
        start(limited(20_000));
        clock.advance(Duration.ofSeconds(30));
        for (int i = 0; i < 240; i++) {
            assertThat(call(FAIR_USE).statusCode()).isEqualTo(200);
        }
        clock.advance(Duration.ofMillis(500));
        assertHeaders(call(FAIR_USE), 429, 240, 0, 60);
        clock.advance(Duration.ofMillis(59_500));
        assertHeaders(call(FAIR_USE), 200, 240, 239, 60);
        ServiceBook book = simulator.books().service("api@example.com", "GET /myaccount");
        assertThat(book.unitsCharged()).isEqualTo(241);
        assertThat(book.refusedByMinute()).isEqualTo(1);
        assertThat(book.refusedByDay()).isZero();
        assertThat(book.accepted()).isEqualTo(241);
        assertThat(book.received()).isEqualTo(242);
    }

    @Test
    void minutesCanBeTheClocks() {
        start(limited(20_000).ratePolicy(policy -> policy.minuteAnchor(MinuteAnchor.CLOCK)));
        clock.advance(Duration.ofSeconds(45));
        assertHeaders(call(FAIR_USE), 200, 240, 239, 15);
    }

    @Test
    void onADaily429TheHeadersSpeakOfTheDayEvenWithFairUse() {
        start(limited(10_001).ratePolicy(policy -> policy.outsideUnits(10_000)));
        clock.set(Instant.parse("2026-05-06T22:00:00Z"));
        call();
        assertHeaders(call(FAIR_USE), 200, 240, 239, 60);
        clock.advance(Duration.ofSeconds(10));
        assertHeaders(call(FAIR_USE), 429, 10_001, 0, 86_390);
        assertThat(simulator
                        .books()
                        .service("api@example.com", "GET /myaccount")
                        .refusedByDay())
                .isEqualTo(1);
    }

    @Test
    void theFairUseHeaderMustBeExactAndIsWithoutEffectOnLowLimits() {
        start(limited(20_000));
        assertHeaders(call("X-Rate-Limit-Fair-Use-Policy", "Minute-rated"), 200, 20_000, 19_992, 86_400);
        simulator.close();
        start(limited(10_000));
        assertHeaders(call(FAIR_USE), 200, 10_000, 9_999, 86_400);
    }

    @Test
    void refusedRequestsAreFreeUnlessSwitched() {
        start(limited(1).ratePolicy(policy -> policy.refused(RefusedRequests.CHARGED)));
        call();
        call();
        assertThat(simulator
                        .books()
                        .service("api@example.com", "GET /myaccount")
                        .unitsCharged())
                .isEqualTo(2);
    }

    @Test
    void countersCanBeTheCustomersAndServicesShared() {
        start(builder()
                .account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(2))
                .account(AccountSpec.named("second@example.com", "secret").defaultDailyLimit(2))
                .ratePolicy(policy -> policy.scope(CounterScope.CUSTOMER).serviceKeys(ServiceKeys.PER_PATH)));
        call();
        call("Authorization", basic("second@example.com", "secret"));
        assertThat(call().statusCode()).isEqualTo(429);
        assertThat(object(get("/leads/1S3064"))).containsKey("responseStatus");
        assertThat(simulator.books().services("api@example.com")).containsKeys("/myaccount", "/leads/{uniqueId}");
    }

    @Test
    void csvCanShareTheCounterOfItsService() {
        start(builder()
                .account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(2))
                .ratePolicy(policy -> policy.serviceKeys(ServiceKeys.CSV_SHARED)));
        get("/rawleads");
        get("/rawleads/csv");
        assertThat(get("/rawleads").statusCode()).isEqualTo(429);
        assertThat(array(get("/myaccount/request/limits")).stream().map(limit -> limit.get("service")))
                .contains("GET /rawleads", "POST /leads", "GET /leads")
                .doesNotContain("GET /rawleads/csv")
                .doesNotHaveDuplicates();
        simulator.close();

        start(builder().account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(2)));
        get("/rawleads");
        get("/rawleads/csv");
        assertThat(get("/rawleads").statusCode()).isEqualTo(200);
    }

    @Test
    void productionHoursCanBeThoseOfAnotherZone() {
        start(limited(20_000).ratePolicy(policy -> policy.zone(ZoneId.of("America/New_York"))));
        // 10:00 in Copenhagen is 4:00 there.
        assertHeaders(call(), 200, 20_000, 19_996, 86_400);
    }

    @Test
    void requestsWithoutTheRightCanBeCountedToo() {
        start(limited(3).ratePolicy(policy -> policy.earlyRefusals(EarlyRefusals.COUNTED)));
        assertHeaders(call("Accept", "application/xml"), 406, 3, 2, 86_400);
        simulator.close();
        start(builder()
                .account(AccountSpec.named("api@example.com", "secret")
                        .resourceRights(Resource.CALLS)
                        .dailyLimit("GET /calls", 1))
                .ratePolicy(policy -> policy.earlyRefusals(EarlyRefusals.COUNTED)));
        assertHeaders(get("/calls"), 403, 1, 0, 86_400);
        assertThat(get("/calls").statusCode()).isEqualTo(429);
    }

    @Test
    void limitsAndCountsCanBeInspected() {
        start(limited(5));
        call();
        clock.advance(Duration.ofSeconds(100));
        assertThat(array(get("/myaccount/request/limits")))
                .anySatisfy(limit -> assertThat(limit.toString()).isEqualTo("{service=GET /myaccount, limit=5}"))
                .anySatisfy(limit -> assertThat(limit.toString()).isEqualTo("{service=POST /leads, limit=100000}"));
        assertThat(array(get("/myaccount/request/counts"))).anySatisfy(count -> assertThat(count.toString())
                .isEqualTo("{service=GET /myaccount, count=1, secondsLeft=86300}"));
    }

    @Test
    void limitsAndCountsCanBeMaps() {
        start(limited(5).openPoints(points -> points.usageShape(UsageShape.MAP)));
        call();
        assertThat(get("/myaccount/request/limits").body()).contains("\"GET /myaccount\":5");
        assertThat(get("/myaccount/request/counts").body()).contains("\"GET /myaccount\":1");
    }

    /** "All responses include information about current limits and counts", errors too once they are counted. */
    @ParameterizedTest
    @CsvSource({
        "/myaccount, 200",
        "/calls, 400",
        "/leads/1S1, 404",
        "/leads, 500",
        "/simpleleads, 200",
        "/rawleads/csv, 200"
    })
    void allCountedResponsesTellLimitsAndCounts(String path, int status) {
        start(builder().account(AccountSpec.named("api@example.com", "secret").defaultDailyLimit(2)));
        assertHeaders(get(path), status, 2, 1, 86_400);
        assertHeaders(get(path), status, 2, 0, 86_400);
        assertHeaders(get(path), 429, 2, 0, 86_400);
    }

    @Test
    void retryAfterCanBeSwitchedOn() {
        start(limited(1).openPoints(points -> points.retryAfter(RetryAfter.PRESENT)));
        call();
        assertThat(header(call(), "Retry-After")).isEqualTo(86_400);
    }

    @Test
    void whatIsRefusedEarlierIsNotCounted() {
        start(limited(5));
        call("Accept", "application/xml");
        call("Authorization", basic("api@example.com", "wrong"));
        assertHeaders(call(), 200, 5, 4, 86_400);
        // The books are closed a moment after the client has read the answer.
        await().until(() -> simulator.books().inFlight() == 0);
        assertThat(simulator
                        .books()
                        .service("api@example.com", "GET /myaccount")
                        .answers())
                .isEqualTo(Map.of(200, 1L, 406, 1L));
    }
}
