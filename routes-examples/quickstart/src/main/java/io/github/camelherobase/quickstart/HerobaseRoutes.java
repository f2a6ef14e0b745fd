package io.github.camelherobase.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.h2.jdbcx.JdbcConnectionPool;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.Lead;

/** Leads from CSV files into HeroBase, and the sales out of it into a CSV file and a table. */
final class HerobaseRoutes extends WorkerRoutes {

    private static final Duration EXPORT_EVERY = Duration.ofSeconds(90);

    private final WorkerSettings settings;
    private final WorkerTally tally;
    private final ReadBack readBack = new ReadBack();
    private JdbcConnectionPool database;

    HerobaseRoutes(WorkerSettings settings, WorkerTally tally) {
        this.settings = settings;
        this.tally = tally;
    }

    @Override
    void prepare(CamelContext context) throws SQLException {
        HerobaseComponent herobase = new HerobaseComponent();
        herobase.getConfiguration().setBaseUrl(settings.baseUrl());
        herobase.getConfiguration().setUsername(settings.username());
        herobase.getConfiguration().setPassword(settings.password());
        herobase.setClock(new FastHerobaseClock(settings.clock()));
        context.addComponent("herobase", herobase);
        database = SuccessTable.open(settings.directory());
        context.getRegistry().bind("successes", database);
        context.getPropertiesComponent()
                .addInitialProperty("directory", settings.directory().root().toString());
        context.getPropertiesComponent()
                .addInitialProperty(
                        "exportEvery",
                        Long.toString(settings.clock().onTheWall(EXPORT_EVERY).toMillis()));
    }

    @Override
    public void configure() {
        importRoute();
        exportRoute();
    }

    private void importRoute() {
        from("file:{{directory}}/inbox?move=../done/${file:name}&sortBy=file:name&charset=UTF-8&delay=100&initialDelay=0")
                .routeId("import")
                .autoStartup(false)
                // A file that fails is read again, less the leads that are in HeroBase by then.
                .onException(Exception.class)
                .to("direct:readBack")
                .end()
                // One file at a time: imports hold no thread, so the file consumer would begin with all files at once.
                .throttle(1)
                .concurrentRequestsMode()
                .unmarshal(leadsAsMaps())
                .process(readBack::leaveOutFound)
                .doTry()
                .to("herobase:importLeads?campaignCode=" + Site.CAMPAIGN)
                // A file of which only rejects are left is done all the same.
                .doCatch(HerobaseImportAbortedException.class)
                .onWhen(exchange -> exchange.getException(HerobaseImportAbortedException.class)
                        .report()
                        .complete())
                .process(exchange -> exchange.getMessage()
                        .setBody(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HerobaseImportAbortedException.class)
                                .report()))
                .end()
                .process(exchange -> tally.imported(exchange.getMessage().getBody(ImportReport.class)))
                .split()
                .body(ImportReport.class, ImportReport::problems)
                .transform()
                .body(ImportReport.Problem.class, HerobaseRoutes::reject)
                .marshal()
                .csv()
                .to("file:{{directory}}?fileName=rejects.csv&fileExist=Append&charset=UTF-8");

        from("direct:readBack")
                .to("herobase:simpleLeads")
                .process(exchange -> tally.read())
                .split(body())
                .streaming()
                .process(exchange -> readBack.found(exchange.getMessage().getBody(Lead.class)));
    }

    private void exportRoute() {
        from("timer:export?period={{exportEvery}}&delay={{exportEvery}}")
                .routeId("exportTimer")
                .to("direct:export");

        from("direct:export")
                .setProperty(Exchange.CHARSET_NAME, constant(StandardCharsets.UTF_8.name()))
                .to("herobase:simpleLeads?statuses=UserProcessed&leadClosures=Success")
                .process(exchange -> beginExport())
                .split(body())
                .streaming()
                .transform()
                .body(Lead.class, SuccessTable::row)
                .to("sql:" + SuccessTable.UPSERT + "?dataSource=#successes")
                .marshal()
                .csv()
                .to("file:{{directory}}?fileName=successes.part&fileExist=Append&charset=UTF-8")
                .end()
                .process(exchange -> endExport());
    }

    @Override
    void begin(CamelContext context) throws Exception {
        context.createProducerTemplate().sendBody("direct:readBack", null);
        context.getRouteController().startRoute("import");
    }

    @Override
    void finish(CamelContext context) throws Exception {
        context.getRouteController().stopRoute("exportTimer");
        context.createProducerTemplate().sendBody("direct:export", null);
        database.dispose();
    }

    private static Map<String, Object> reject(ImportReport.Problem problem) {
        Map<String, Object> row = new LinkedHashMap<>(problem.lead().getData());
        row.put(WorkDirectory.REASON, problem.reason());
        return row;
    }

    private void beginExport() throws IOException {
        tally.read();
        new CsvFile(part()).write(SuccessTable.COLUMNS, List.of());
    }

    /** Who reads the file sees a whole export, the last one or this. */
    private void endExport() throws IOException {
        Files.move(part(), settings.directory().successes().path(), StandardCopyOption.REPLACE_EXISTING);
    }

    private Path part() {
        return settings.directory().root().resolve("successes.part");
    }
}
