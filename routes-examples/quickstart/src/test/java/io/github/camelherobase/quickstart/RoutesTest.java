package io.github.camelherobase.quickstart;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadClosure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The routes in this process, within one minute's quota. */
class RoutesTest {

    private static final int COUNT = 150;

    @TempDir
    Path temp;

    private final SharedClock clock = SharedClock.startingNow(1);
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
            routes.begin(context);
            await().atMost(Duration.ofSeconds(20)).until(directory::isInboxEmpty);
            site.world().agents().closeAll();
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

    private List<String> sold() {
        return site.world()
                .leads()
                .filter(lead -> lead.closure() == LeadClosure.Success)
                .map(lead -> lead.data().get(SourceLead.KEY))
                .toList();
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
        assertThat(directory.rejects().column(SourceLead.KEY)).isEqualTo(numbers(false));
        assertThat(sold()).isNotEmpty();
        assertThat(directory.successes().column("kundenr")).containsExactlyInAnyOrderElementsOf(sold());
        JdbcConnectionPool database = SuccessTable.open(directory);
        assertThat(SuccessTable.customerNumbers(database)).containsExactlyInAnyOrderElementsOf(sold());
        database.dispose();
        assertThat(tally.figures().charged()).isEqualTo(COUNT);
    }

    @Test
    void whatAnEarlierWorkerSentIsNotSentAgain() throws Exception {
        leads.subList(0, 40).stream().filter(SourceLead::isValid).forEach(lead -> site.world()
                .addLead(Site.CAMPAIGN, lead.data()));
        WorkDirectory directory = WorkDirectory.create(temp.resolve("act"), leads);
        run(new HerobaseRoutes(settings(directory), tally), directory);

        assertEachIsInOnce();
        assertThat(directory.rejects().column(SourceLead.KEY)).isEqualTo(numbers(false));
    }

    @Test
    void byHandAllLeadsGoInToo() throws Exception {
        WorkDirectory directory = WorkDirectory.create(temp.resolve("act"), leads);
        run(new ByHandRoutes(settings(directory)), directory);

        assertEachIsInOnce();
        assertThat(directory.rejects().column(SourceLead.KEY)).containsExactlyInAnyOrderElementsOf(numbers(false));
    }
}
