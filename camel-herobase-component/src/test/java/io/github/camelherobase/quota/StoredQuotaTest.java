package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.HerobaseQuotaExceededException;

import static org.assertj.core.api.Assertions.assertThat;

/** An entry that the version before has written is read. */
class StoredQuotaTest {

    private static final Instant BEGIN = Instant.parse("2026-05-06T10:00:00Z");
    private static final String LEADS = "POST /leads";
    /** Written by the component of commit 8ba5f47 when three of four permits were answered. */
    private static final String ENTRY =
            "3,0,1,3,!,1778061658500,1778061662001,1778061600001,0,1,3,240,1778061606000,0,3,9223372036854775807,0,3,3,8,8,0,0,5,1000000,1778061600001,"
                    + "1778148000001,0,!,0,-,240,0,3,3,8,8,3,0,5,1000000,1778061600001,1778061660001,0,!,0,-,b75c3c69-b9f2,5,5,1778061630500";

    @Test
    void whatTheVersionBeforeHasWrittenCounts() throws Exception {
        SimulatedTime time = new SimulatedTime(BEGIN.plusSeconds(10));
        SharedMemory store = new SharedMemory(time::now);
        store.write("user@host " + LEADS, 0, ENTRY);
        SimulatedProcess process = new SimulatedProcess(time, Duration.ofMillis(5), Duration.ZERO);
        AccountQuota quota =
                new AccountQuota("user@host", true, ZoneId.of("Europe/Copenhagen"), Duration.ZERO, process);
        quota.shareThrough(store, process);
        quota.acquire(LEADS, QuotaTerms.waiting(QuotaTerms.UNTIL_RESET), Instant.MAX, new Waiter() {
            @Override
            public void granted(Permit permit) {
                permit.answered(RateLimit.UNKNOWN);
            }

            @Override
            public void refused(HerobaseQuotaExceededException refusal) {
                throw new AssertionError(refusal);
            }
        });
        time.runUntil(BEGIN.plusSeconds(12));

        assertThat(quota.status(LEADS).windows())
                .allSatisfy(window -> assertThat(window.used()).isBetween(5L, 30L));
        assertThat(quota.status(LEADS).windows().get(0).resetsAt())
                .isEqualTo(BEGIN.plus(Duration.ofDays(1)).plusMillis(1));
    }
}
