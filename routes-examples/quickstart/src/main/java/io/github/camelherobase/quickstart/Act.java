package io.github.camelherobase.quickstart;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.Agents;

/** Has one kind of worker import a file of leads, with agents who work them, and kills it in the middle. */
final class Act {

    private static final Duration TICK = Duration.ofMillis(5);
    private static final Duration AGENTS_EVERY = Duration.ofSeconds(5);
    private static final int CALLS_AT_A_TIME = 20;
    /** The quota closes for a minute at a time; with no request let through for so long, a worker is stuck. */
    private static final Duration LONGEST_STANDSTILL = Duration.ofMinutes(60);

    /** A browser may hold a connection that it has not used yet; nothing else does. */
    private static final Duration LONGEST_BROWSER_WAIT = Duration.ofSeconds(30);

    private final String name;
    private final Class<?> worker;
    private final List<SourceLead> leads;
    private final WorkDirectory directory;
    private final SharedClock clock;
    private final Screen screen;

    Act(
            String name,
            Class<?> worker,
            List<SourceLead> leads,
            WorkDirectory directory,
            SharedClock clock,
            Screen screen) {
        this.name = name;
        this.worker = worker;
        this.leads = leads;
        this.directory = directory;
        this.clock = clock;
        this.screen = screen;
    }

    /** Plays the act on a site of its own. */
    Evidence play(HerobaseSimulator site) throws IOException, InterruptedException, TimeoutException {
        Instant begin = Instant.now();
        screen.line("  watch it in a browser: " + site.pageUrl());
        WorkerSettings settings = new WorkerSettings(site.baseUrl(), Site.USERNAME, Site.PASSWORD, directory, clock);
        Onlooker onlooker = new Onlooker(name, leads.size(), site, clock, screen);
        Agents agents = site.world().agents();

        WorkerProcess first = WorkerProcess.start(worker, settings);
        runUntil(() -> site.world().leadCount() >= inTheMiddle(), first, site, onlooker, agents);
        first.kill();
        awaitLastRequests(site);
        Evidence.Books atKill = books(site);
        screen.line("  " + name + ": the worker was KILLED after " + atKill.leads() + " leads; it is started again");

        WorkerProcess second = WorkerProcess.start(worker, settings);
        runUntil(directory::isInboxEmpty, second, site, onlooker, agents);
        agents.closeAll();
        second.finish();
        awaitQuiet(site);
        onlooker.look();

        return new Evidence(
                leads.stream().map(SourceLead::customerNumber).toList(),
                site.world().occurrences(Site.CAMPAIGN, SourceLead.KEY),
                directory.rejects().column(SourceLead.KEY),
                atKill,
                books(site),
                first.figures(),
                second.figures(),
                Duration.between(begin, Instant.now()));
    }

    /** Past half of the leads, and well into a file. */
    private int inTheMiddle() {
        return leads.size() / 2 + WorkDirectory.LEADS_PER_FILE / 4;
    }

    private void runUntil(
            Condition end, WorkerProcess process, HerobaseSimulator site, Onlooker onlooker, Agents agents)
            throws IOException, InterruptedException, TimeoutException {
        Instant latest = clock.now().plus(LONGEST_STANDSTILL);
        long letThrough = 0;
        Instant nextCalls = clock.now();
        while (!end.isMet()) {
            process.checkAlive();
            long letThroughByNow = books(site).accepted();
            if (letThroughByNow > letThrough) {
                letThrough = letThroughByNow;
                latest = clock.now().plus(LONGEST_STANDSTILL);
            }
            if (clock.now().isAfter(latest)) {
                process.kill();
                throw new TimeoutException(name + ": no request was let through for " + LONGEST_STANDSTILL.toMinutes()
                        + " minutes of the shared clock; see " + directory.log());
            }
            if (clock.now().isAfter(nextCalls)) {
                agents.work(CALLS_AT_A_TIME);
                nextCalls = clock.now().plus(AGENTS_EVERY);
            }
            onlooker.look();
            Thread.sleep(TICK.toMillis());
        }
    }

    /**
     * HeroBase has read each connection of the killed worker to its end. On a busy machine a request may lie there for
     * longer than the fast clock's readBackDelay; it would be taken for lost, and its lead sent again.
     */
    static void awaitLastRequests(HerobaseSimulator site) throws IOException, InterruptedException {
        // Connections are accepted one after another, so those of the worker are known when this one is answered.
        HttpURLConnection own = (HttpURLConnection) new URL(site.pageUrl()).openConnection();
        own.getResponseCode();
        own.disconnect();
        Instant latest = Instant.now().plus(LONGEST_BROWSER_WAIT);
        while (site.openConnections() > 0 && Instant.now().isBefore(latest)) {
            Thread.sleep(TICK.toMillis());
        }
        awaitQuiet(site);
    }

    /** What was on its way when the worker ended has arrived. */
    private static void awaitQuiet(HerobaseSimulator site) throws InterruptedException {
        while (site.books().inFlight() > 0) {
            Thread.sleep(TICK.toMillis());
        }
    }

    private static Evidence.Books books(HerobaseSimulator site) {
        return new Evidence.Books(site.world().leadCount(), site.books().services(Site.USERNAME));
    }

    private interface Condition {
        boolean isMet() throws IOException;
    }
}
