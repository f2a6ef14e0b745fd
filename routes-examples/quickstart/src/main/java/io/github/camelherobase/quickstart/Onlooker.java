package io.github.camelherobase.quickstart;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

import io.github.camelherobase.simulator.HerobaseSimulator;

/** Shows how far an import is, and how the window of the quota closes and opens. */
final class Onlooker {

    private static final int BAR = 20;
    private static final Duration SHOW_EVERY = Duration.ofMillis(100);

    private final String act;
    private final int offered;
    private final HerobaseSimulator site;
    private final SharedClock clock;
    private final Screen screen;
    private final QuotaWatch quota = new QuotaWatch(Site.REQUESTS_PER_MINUTE);
    private long shownAt;

    Onlooker(String act, int offered, HerobaseSimulator site, SharedClock clock, Screen screen) {
        this.act = act;
        this.offered = offered;
        this.site = site;
        this.clock = clock;
        this.screen = screen;
    }

    void look() {
        Instant now = clock.now();
        quota.look(site.books().service(Site.USERNAME, Evidence.IMPORT).accepted(), now);
        long nanos = System.nanoTime();
        if (nanos - shownAt > SHOW_EVERY.toNanos()) {
            shownAt = nanos;
            show(now);
        }
    }

    private void show(Instant now) {
        int leads = site.world().leadCount();
        int filled = Math.min(BAR, BAR * leads / offered);
        String text = String.format(
                Locale.ROOT,
                "  %-9s [%s%s] %,5d of %,d  %s",
                act,
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                leads,
                offered,
                quota.describe(now));
        screen.progress(text, quota.isClosed(now));
    }
}
