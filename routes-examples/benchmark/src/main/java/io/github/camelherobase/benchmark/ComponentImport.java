package io.github.camelherobase.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.simulator.HerobaseSimulator;

/** The import with {@code herobase:importLeads}, with or without a journal in a file, and else as its defaults are. */
public final class ComponentImport {

    private ComponentImport() {}

    /** @param arguments base URL, file, requests at a time; one more: the journal's file */
    public static void main(String[] arguments) throws Exception {
        boolean hasJournal = arguments.length > 3;
        try (DefaultCamelContext context = new DefaultCamelContext();
                FileImportJournal journal = hasJournal ? new FileImportJournal(arguments[3]) : null) {
            if (hasJournal) {
                context.getRegistry().bind("journal", journal);
            }
            HerobaseConfiguration herobase =
                    context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
            herobase.setBaseUrl(arguments[0]);
            herobase.setUsername(HerobaseSimulator.DEFAULT_USERNAME);
            herobase.setPassword(HerobaseSimulator.DEFAULT_PASSWORD);
            herobase.setCampaignCode(HerobaseSimulator.DEFAULT_CAMPAIGN);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:import")
                            .streamCaching("false")
                            .unmarshal(rows())
                            .to("herobase:importLeads?importConcurrency=" + arguments[2]
                                    + (hasJournal ? "&importKey=Phone&importJournal=#journal" : ""));
                }
            });
            context.start();
            Stopwatch watch = new Stopwatch();
            ImportReport report = context.createProducerTemplate()
                    .requestBody("direct:import", Files.newInputStream(Path.of(arguments[1])), ImportReport.class);
            System.out.println(watch.sample(report.accepted(), 0).toLine());
        }
    }

    /** Rows as maps, one by one. */
    static CsvDataFormat rows() {
        return new CsvDataFormat().setLazyLoad(true).setUseMaps(true).setUseOrderedMaps(true);
    }
}
