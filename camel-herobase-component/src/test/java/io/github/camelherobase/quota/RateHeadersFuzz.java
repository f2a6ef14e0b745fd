package io.github.camelherobase.quota;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.github.camelherobase.api.HerobaseQuotaExceededException;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the headers of answers, the limits and the counts say: they are read as numbers or not at all, no request
 * fails of it, and of those that wait one goes within two days.
 */
public final class RateHeadersFuzz {

    private static final Instant BEGIN = Instant.parse("2026-05-06T10:00:00Z");
    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");
    private static final String LEADS = "POST /leads";
    private static final QuotaTerms TERMS = QuotaTerms.waiting(QuotaTerms.UNTIL_RESET);
    private static final int PARTS = 61;
    private static final BigInteger DAY =
            BigInteger.valueOf(Duration.ofHours(25).toSeconds());

    private RateHeadersFuzz() {}

    /** A line an answer: what it is, and three headers, with a bar between them. */
    public static void fuzzerTestOneInput(byte[] data) {
        SimulatedTime time = new SimulatedTime(BEGIN);
        AccountQuota quota = new AccountQuota("user@host", true, ZONE, Duration.ofMinutes(15), time);
        Usage usage = new Usage();
        if (data.length % 2 == 1) {
            quota.usageFrom(usage);
        }
        for (String line : new String(data, StandardCharsets.ISO_8859_1).split("\n", 60)) {
            String[] words = line.split("\\|", -1);
            answer(quota, usage, time, words[0], read(word(words, 1), word(words, 2), word(words, 3)));
        }
        // Only what the server goes on saying may hold requests up; a limit of one a day is heeded.
        usage.tell(new RateLimit(1_000L, 0L, null));
        long granted = quota.status(LEADS).granted();
        permit(quota, time, Duration.ofDays(2));
        assertThat(quota.status(LEADS).granted())
                .as("permits of two days after %s", granted)
                .isGreaterThan(granted);
    }

    private static String word(String[] words, int index) {
        return index < words.length ? words[index] : null;
    }

    private static RateLimit read(String limit, String remaining, String reset) {
        RateLimit read = RateLimit.of(limit, remaining, reset);
        assertThat(same(read.limit(), limit)).isTrue();
        assertThat(same(read.remaining(), remaining)).isTrue();
        assertThat(same(read.resetSeconds(), reset)).isTrue();
        assertThat(read.limit() == null || read.limit() > 0).isTrue();
        assertThat(read.remaining() == null || read.remaining() >= 0).isTrue();
        assertThat(read.resetSeconds() == null
                        || read.resetSeconds() >= 0
                                && BigInteger.valueOf(read.resetSeconds()).compareTo(DAY) <= 0)
                .isTrue();
        return read;
    }

    private static boolean same(Long read, String said) {
        return read == null || new BigInteger(said.trim()).equals(BigInteger.valueOf(read));
    }

    private static void answer(AccountQuota quota, Usage usage, SimulatedTime time, String what, RateLimit said) {
        if (what.startsWith("w")) {
            time.runUntil(time.now().plusSeconds(what.length() > 1 ? 7L * what.length() * what.charAt(1) : 1));
        }
        if (what.startsWith("c")) {
            usage.tell(said);
        }
        Permit permit = permit(quota, time, Duration.ofSeconds(61));
        if (permit == null) {
            return;
        }
        switch (what.isEmpty() ? ' ' : what.charAt(0)) {
            case 'r' -> permit.refused(said);
            case 'n' -> permit.notSent();
            case 'u' -> permit.unanswered();
            default -> permit.answered(said);
        }
    }

    /** Null when none comes in that time; one that comes later is answered without a word. */
    private static Permit permit(AccountQuota quota, SimulatedTime time, Duration patience) {
        List<Permit> granted = new ArrayList<>();
        boolean[] late = {false};
        quota.acquire(LEADS, TERMS, Instant.MAX, new Waiter() {
            @Override
            public void granted(Permit permit) {
                if (late[0]) {
                    permit.answered(RateLimit.UNKNOWN);
                } else {
                    granted.add(permit);
                }
            }

            @Override
            public void refused(HerobaseQuotaExceededException refusal) {
                throw new AssertionError(refusal);
            }
        });
        for (int part = 0; part < PARTS && granted.isEmpty(); part++) {
            time.runUntil(time.now().plus(patience.dividedBy(PARTS)));
        }
        late[0] = true;
        return granted.isEmpty() ? null : granted.get(0);
    }

    /** What the server's services say of the account: the numbers of the last line that begins with c. */
    private static final class Usage implements UsageSource {

        private final List<RateLimit> said = new ArrayList<>();

        void tell(RateLimit numbers) {
            said.add(numbers);
        }

        private RateLimit last() {
            return said.isEmpty() ? new RateLimit(1_000L, 1_000L, null) : said.get(said.size() - 1);
        }

        @Override
        public Set<String> services() {
            return Set.of("GET /limits", "GET /counts");
        }

        @Override
        public CompletionStage<Map<String, Long>> limits() {
            Long limit = last().limit();
            return CompletableFuture.completedFuture(limit == null ? Map.of() : Map.of(LEADS, limit));
        }

        @Override
        public CompletionStage<Map<String, UsageCount>> counts() {
            Long used = last().remaining();
            return CompletableFuture.completedFuture(
                    used == null ? Map.of() : Map.of(LEADS, new UsageCount(used, last().resetSeconds())));
        }
    }
}
