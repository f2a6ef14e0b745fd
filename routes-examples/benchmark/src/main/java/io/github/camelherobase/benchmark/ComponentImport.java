package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.io.InputStream;
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
final class ComponentImport implements ImportContender {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final FileImportJournal journal;

    /** @param journalFile null: none */
    ComponentImport(String baseUrl, int concurrency, Path journalFile) throws Exception {
        journal = journalFile == null ? null : new FileImportJournal(journalFile);
        if (journal != null) {
            context.getRegistry().bind("journal", journal);
        }
        HerobaseConfiguration herobase =
                context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
        herobase.setBaseUrl(baseUrl);
        herobase.setUsername(HerobaseSimulator.DEFAULT_USERNAME);
        herobase.setPassword(HerobaseSimulator.DEFAULT_PASSWORD);
        herobase.setCampaignCode(HerobaseSimulator.DEFAULT_CAMPAIGN);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:import")
                        .streamCaching("false")
                        .unmarshal(rows())
                        .to("herobase:importLeads?importConcurrency=" + concurrency
                                + (journal == null ? "" : "&importKey=Phone&importJournal=#journal"));
            }
        });
        context.start();
    }

    @Override
    public long run(InputStream csv) {
        return context.createProducerTemplate()
                .requestBody("direct:import", csv, ImportReport.class)
                .accepted();
    }

    @Override
    public void close() throws IOException {
        context.close();
        if (journal != null) {
            journal.close();
        }
    }

    /** Rows as maps, one by one. */
    static CsvDataFormat rows() {
        return new CsvDataFormat().setLazyLoad(true).setUseMaps(true).setUseOrderedMaps(true);
    }
}
