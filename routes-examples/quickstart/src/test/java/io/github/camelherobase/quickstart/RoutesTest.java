package io.github.camelherobase.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.Lead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The routes in this process, within one minute's quota. */
class RoutesTest {

    private static final int COUNT = 150;

    @TempDir
    Path temp;

    private final SharedClock clock = SharedClock.startingNow(100);
    private final HerobaseSimulator site = Site.open(clock);
    private final List<SourceLead> leads = SourceLeads.generate(COUNT);
    private final WorkerTally tally = new WorkerTally();

    @AfterEach
    void close() {
        site.close();
    }

    private WorkerSettings settings(WorkDirectory directory) {
        return new WorkerSettings(site.baseUrl(), Site.USERNAME, Site.PASSWORD, directory, clock);
    }

    @SuppressWarnings("try") // closing a context may be interrupted
    private void run(WorkerRoutes routes, WorkDirectory directory) throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            routes.prepare(context);
            context.addRoutes(routes);
            context.start();
            await().atMost(Duration.ofSeconds(20)).until(directory::isInboxEmpty);
            site.world().agents().closeAll();
            // So long that the position, which keeps the overlap behind, leaves these sales behind.
            Instant later = clock.now().plus(Duration.ofMinutes(3));
            await().until(() -> clock.now().isAfter(later));
            routes.finish(context);
        }
    }

    private List<String> numbers(boolean valid) {
        return leads.stream()
                .filter(lead -> lead.isValid() == valid)
                .map(SourceLead::customerNumber)
                .toList();
    }

    private void assertEachIsInOnce() {
        Map<String, Integer> occurrences = site.world().occurrences(Site.CAMPAIGN, SourceLead.KEY);
        assertThat(occurrences.keySet()).containsExactlyInAnyOrderElementsOf(numbers(true));
        assertThat(occurrences.values()).containsOnly(1);
    }

    @Test
    void leadsGoInRejectsIntoTheirFileAndSalesOutTwice() throws Exception {
        WorkDirectory directory = WorkDirectory.create(temp.resolve("act"), leads);
        run(new HerobaseRoutes(settings(directory), tally), directory);

        assertEachIsInOnce();
        assertThat(site.world().leads().map(Lead::data))
                .extracting(data -> data.get("Bemærkning"))
                .containsAll(leads.stream()
                        .filter(SourceLead::isValid)
                        .map(SourceLead::note)
                        .toList());
        assertThat(directory.rejects().column(SourceLead.KEY)).containsExactlyInAnyOrderElementsOf(numbers(false));
        assertThat(directory.rejects().column(WorkDirectory.REASON))
                .allMatch(reason -> reason.contains("success:false"));
        assertThat(Site.sold(site)).isNotEmpty();
        assertThat(directory.successes().column("kundenr")).containsExactlyInAnyOrderElementsOf(Site.sold(site));
        assertThat(SuccessTable.customerNumbers(directory)).containsExactlyInAnyOrderElementsOf(Site.sold(site));
        assertThat(tally.figures().charged()).isEqualTo(COUNT);
        assertThat(tally.figures().requests())
                .isEqualTo(new Evidence.Books(0, site.books().services(Site.USERNAME)).received());
    }

    @Test
    void whatAnEarlierWorkerSentIsNotSentAgainAndWhatItReadStaysRead() throws Exception {
        WorkDirectory directory = WorkDirectory.create(temp.resolve("act"), leads);
        run(new HerobaseRoutes(settings(directory), new WorkerTally()), directory);
        Files.move(
                directory.done().resolve("leads-00001.csv"), directory.inbox().resolve("leads-00001.csv"));
        run(new HerobaseRoutes(settings(directory), tally), directory);

        assertEachIsInOnce();
        long validOfFirstFile = leads.subList(0, WorkDirectory.LEADS_PER_FILE).stream()
                .filter(SourceLead::isValid)
                .count();
        assertThat(tally.figures().accepted()).isZero();
        assertThat(tally.figures().acceptedBefore()).isEqualTo(validOfFirstFile);
        assertThat(tally.figures().charged()).isEqualTo(WorkDirectory.LEADS_PER_FILE - validOfFirstFile);
        assertThat(SuccessTable.customerNumbers(directory)).containsExactlyInAnyOrderElementsOf(Site.sold(site));
        assertThat(directory.successes().column("kundenr")).containsExactlyInAnyOrderElementsOf(Site.sold(site));
    }

    @Test
    void byHandAllLeadsGoInToo() throws Exception {
        WorkDirectory directory = WorkDirectory.create(temp.resolve("act"), leads);
        run(new ByHandRoutes(settings(directory)), directory);

        assertEachIsInOnce();
        assertThat(directory.rejects().column(SourceLead.KEY)).containsExactlyInAnyOrderElementsOf(numbers(false));
    }
}
