package io.github.camelherobase.quickstart;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.OpenDataException;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ScheduledPollConsumerScheduler;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.h2.jdbcx.JdbcConnectionPool;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.journal.FileImportJournal;

/**
 * Leads from CSV files into HeroBase, and the sales out of it into a table and a CSV file. What must outlive a kill is in
 * two places: the journal knows which leads were sent, and the position how far the sales were read.
 */
final class HerobaseRoutes extends WorkerRoutes {

    private static final String IMPORT = "import";
    private static final String EXPORT = "export";
    private static final Duration EXPORT_EVERY = Duration.ofSeconds(30);
    private static final String READY = "ready";
    /** The first may have begun before, and its count may be told early. */
    private static final int GOOD_POLLS = 3;

    private final WorkerSettings settings;
    private final WorkerTally tally;
    private final HerobaseComponent herobase = new HerobaseComponent();
    private JdbcConnectionPool database;
    private FileImportJournal journal;

    HerobaseRoutes(WorkerSettings settings, WorkerTally tally) {
        this.settings = settings;
        this.tally = tally;
    }

    @Override
    void prepare(CamelContext context) throws SQLException, IOException {
        herobase.getConfiguration().setBaseUrl(settings.baseUrl());
        herobase.getConfiguration().setUsername(settings.username());
        herobase.getConfiguration().setPassword(settings.password());
        herobase.setClock(new FastHerobaseClock(settings.clock()));
        context.addComponent("herobase", herobase);
        database = SuccessTable.open(settings.directory());
        InstantSource time = settings.clock()::now;
        journal = new FileImportJournal(
                settings.directory().state().resolve("import.journal"), null, time.withZone(ZoneOffset.UTC));
        context.getRegistry().bind("successes", database);
        context.getRegistry().bind("journal", journal);
        context.getRegistry()
                .bind("positions", new FileCursorStore(settings.directory().state()));
        context.getRegistry().bind("sharedClock", polls());
        context.getPropertiesComponent()
                .addInitialProperty("directory", settings.directory().root().toString());
    }

    /** Camel's scheduler goes by the machine's clock, on which a delay is shorter. */
    private ScheduledPollConsumerScheduler polls() {
        DefaultScheduledPollConsumerScheduler polls = new DefaultScheduledPollConsumerScheduler();
        polls.setInitialDelay(0);
        polls.setDelay(settings.clock().onTheWall(EXPORT_EVERY).toMillis());
        polls.setUseFixedDelay(true);
        return polls;
    }

    @Override
    public void configure() {
        onException(HerobaseImportAbortedException.class)
                .process(exchange -> tally.imported(
                        exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HerobaseImportAbortedException.class)
                                .report()));

        from("file:{{directory}}/inbox?move=../done/${file:name}&moveFailed=../failed/${file:name}"
                        + "&sortBy=file:name&charset=UTF-8&delay=100&initialDelay=0")
                .routeId(IMPORT)
                // One file at a time: imports hold no thread, so the file consumer would begin with all files at once.
                .throttle(1)
                .concurrentRequestsMode()
                .unmarshal(leadsAsMaps())
                .to(
                        "herobase:importLeads?campaignCode=" + Site.CAMPAIGN
                                + "&importKey=Kundenr&importJournal=#journal&readBackFields=Kundenr&rejectedUri=direct:rejected")
                .process(exchange -> tally.imported(exchange.getMessage().getBody(ImportReport.class)));

        rows(
                from("direct:rejected")
                        .filter(header(HerobaseConstants.OUTCOME).isEqualTo(ImportReport.Outcome.REJECTED))
                        .process(HerobaseRoutes::addReason),
                settings.directory().rejects().path(),
                WorkDirectory.REJECT_COLUMNS);

        rows(
                from("herobase:simpleLeads?statuses=UserProcessed&leadClosures=Success&cursorRepository=#positions&delay="
                                + EXPORT_EVERY + "&scheduler=#sharedClock")
                        .routeId(EXPORT)
                        .transform()
                        .body(Lead.class, SuccessTable::row)
                        .to("sql:" + SuccessTable.UPSERT + "?dataSource=#successes"),
                settings.directory().successes().path(),
                SuccessTable.COLUMNS);
    }

    private static void addReason(Exchange exchange) {
        Map<Object, Object> row = new LinkedHashMap<>(exchange.getMessage().getBody(Map.class));
        row.put(WorkDirectory.REASON, exchange.getMessage().getHeader(HerobaseConstants.REASON));
        exchange.getMessage().setBody(row);
    }

    /**
     * Once polls that began after this moment have read to the end, every sale before it is exported. The position tells
     * less: on a quiet site it stays behind the newest sale.
     */
    @Override
    void finish(CamelContext context) throws Exception {
        HerobaseConsumer export = (HerobaseConsumer) context.getRoute(EXPORT).getConsumer();
        int good = 0;
        for (long polls = export.getCounter(); good < GOOD_POLLS; ) {
            Thread.sleep(10);
            if (export.getCounter() > polls) {
                polls = export.getCounter();
                good = READY.equals(export.getPollState()) ? good + 1 : 0;
            }
        }
        context.getRouteController().stopRoute(EXPORT);
        context.getRouteController().stopRoute(IMPORT);
        tally.requests(requests());
        database.dispose();
        journal.close();
    }

    /** As the component's own quota counts them, over all services; each has a row for each of its windows. */
    private long requests() throws OpenDataException {
        return herobase.quota().values().stream()
                .map(CompositeData.class::cast)
                .filter(row -> row.get("window").equals("day"))
                .mapToLong(row -> (Long) row.get("granted"))
                .sum();
    }
}
