package io.github.camelherobase.export;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The steps of the guide that give a CSV file its header row: finding C8. */
class CsvHeaderRowTest {

    private static final String COLUMNS = "uniqueId,Phone,FirstName";

    @TempDir
    private Path folder;

    @Test
    void aGrowingFileHasItOnceOverARestartToo() throws Exception {
        try (HerobaseSimulator simulator = HerobaseSimulator.builder().start()) {
            Path file = folder.resolve("sales.csv");
            for (int run = 1; run <= 2; run++) {
                simulator.world().addLead("SPRING25", Map.of("Phone", "7000" + run, "FirstName", "Ida, " + run));
                try (DefaultCamelContext context = new DefaultCamelContext()) {
                    context.getRegistry().bind("store", new FileCursorStore(folder));
                    context.addRoutes(growing(simulator, file));
                    context.start();
                    int lines = run + 1;
                    await().until(() ->
                            Files.exists(file) && Files.readAllLines(file).size() >= lines);
                }
            }
            List<String> lines = Files.readAllLines(file);
            assertThat(lines).first().isEqualTo(COLUMNS);
            assertThat(lines.stream().skip(1))
                    .allMatch(line -> line.matches("[^,]+,7000[12],\"Ida, [12]\""))
                    .anyMatch(line -> line.contains("70001"))
                    .anyMatch(line -> line.contains("70002"));
        }
    }

    private RouteBuilder growing(HerobaseSimulator simulator, Path file) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:simpleLeads?" + account(simulator)
                                + "&outputType=row&dataFields=Phone,FirstName&delay=200"
                                + "&initialDelay=0&initialFrom=beginning&cursorRepository=#store")
                        .choice()
                        .when(exchange -> Files.notExists(file))
                        .marshal(rows(false))
                        .otherwise()
                        .marshal(rows(true))
                        .end()
                        .to("file:" + folder + "?fileName=sales.csv&fileExist=Append");
            }
        };
    }

    private static CsvDataFormat rows(boolean withoutNames) {
        CsvDataFormat rows = new CsvDataFormat();
        rows.setHeader(COLUMNS);
        rows.setSkipHeaderRecord(withoutNames);
        return rows;
    }

    private static String account(HerobaseSimulator simulator) {
        return "baseUrl=" + simulator.baseUrl() + "&quotaSync=0&username=" + HerobaseSimulator.DEFAULT_USERNAME
                + "&password=RAW(" + HerobaseSimulator.DEFAULT_PASSWORD + ")";
    }

    @Test
    void aFileOfOneExportHasItEvenWithoutLeads() throws Exception {
        try (HerobaseSimulator simulator = HerobaseSimulator.builder().start();
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:export")
                            .to("herobase:simpleLeads?" + account(simulator)
                                    + "&outputType=row&dataFields=Phone,FirstName")
                            .marshal(rows(false))
                            .convertBodyTo(String.class);
                }
            });
            context.start();
            var template = context.createProducerTemplate();
            assertThat(template.requestBody("direct:export", null, String.class))
                    .isEqualTo(COLUMNS + "\r\n");
            String id = simulator
                    .world()
                    .addLead("SPRING25", Map.of("Phone", "70001", "FirstName", "Ida"))
                    .uniqueId();
            assertThat(template.requestBody("direct:export", null, String.class))
                    .isEqualTo(COLUMNS + "\r\n" + id + ",70001,Ida\r\n");
        }
    }
}
