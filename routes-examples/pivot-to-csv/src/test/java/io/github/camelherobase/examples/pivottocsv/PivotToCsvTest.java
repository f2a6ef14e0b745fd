package io.github.camelherobase.examples.pivottocsv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;

import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PivotToCsvTest {

    @TempDir
    Path folder;

    private final HerobaseSimulator herobase = PivotToCsv.herobase();
    private final ExampleMain main = new ExampleMain(herobase);

    @BeforeEach
    void start() {
        main.addOverrideProperty("folder", folder.toString());
    }

    @AfterEach
    void stop() {
        main.stop();
        herobase.close();
    }

    private String lead(String campaign, Map<String, String> data) {
        return herobase.world().addLead(campaign, data).uniqueId();
    }

    private static String read(Path run, String file) throws IOException {
        return Files.readString(run.resolve(file)).replace("\r\n", "\n");
    }

    @Test
    void eachCampaignHasItsFileWithItsColumns() throws Exception {
        String ada = lead("SPRING25", Map.of("Phone", "70000001", "FirstName", "Ada"));
        String sons = lead("B2B", Map.of("Phone", "70000002", "Company", "Søren, \"Ærø\"\n& Sons"));
        String nobody = lead("SPRING25", Map.of("Phone", "70000003"));

        Path run = PivotToCsv.export(main);

        assertThat(run).hasParent(folder);
        assertThat(PivotToCsv.files(run))
                .extracting(file -> file.getFileName().toString())
                .containsExactly("B2B.csv", "SPRING25.csv");
        assertThat(read(run, "SPRING25.csv"))
                .isEqualTo("uniqueId,Phone,FirstName,Result\n" + ada + ",70000001,Ada,\n" + nobody + ",70000003,,\n");
        assertThat(read(run, "B2B.csv"))
                .isEqualTo("uniqueId,Phone,Company,Result\n" + sons + ",70000002,\"Søren, \"\"Ærø\"\"\n& Sons\",\n");
        assertThat(herobase.books().requests("GET /simpleleads")).hasSize(1);
        assertThat(herobase.books().requests("GET /rawleads/csv")).hasSize(1);
    }

    @Test
    void leadsWithOtherFieldsThanTheirCampaignsAreNotMixedIn() throws Exception {
        String ada = lead("B2B", Map.of("Phone", "70000001", "Company", "A"));
        String fax = lead("B2B", Map.of("Phone", "70000002", "Company", "B", "Fax", "70000009"));
        String carl = lead("B2B", Map.of("Phone", "70000003", "Company", "C"));

        Path run = PivotToCsv.export(main);

        assertThat(read(run, "B2B.csv"))
                .isEqualTo("uniqueId,Phone,Company,Result\n" + ada + ",70000001,A,\n" + carl + ",70000003,C,\n");
        assertThat(read(run, "B2B-2.csv"))
                .isEqualTo("uniqueId,Phone,Company,Result,Fax\n" + fax + ",70000002,B,,70000009\n");
    }

    @Test
    void aRunThatFailsLeavesNoWholeFolder() throws Exception {
        // More than any buffer holds, so that rows are written before the answer breaks off.
        IntStream.range(70_000_000, 70_002_000).forEach(phone -> lead("B2B", Map.of("Phone", String.valueOf(phone))));
        herobase.faults().next("GET /rawleads/csv", Fault.cutAfterBytes(150_000));

        assertThatThrownBy(() -> PivotToCsv.export(main))
                .isInstanceOf(CamelExecutionException.class)
                .hasCauseInstanceOf(HerobaseException.class);
        assertThat(PivotToCsv.files(folder)).singleElement().asString().endsWith(".part");
    }
}
