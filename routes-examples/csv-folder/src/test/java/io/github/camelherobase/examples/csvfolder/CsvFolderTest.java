package io.github.camelherobase.examples.csvfolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class CsvFolderTest {

    private static final String HEAD = "CrmId,Phone,FirstName\n";

    @TempDir
    Path folder;

    private final HerobaseSimulator herobase = HerobaseSimulator.start();
    private final ExampleMain main = new ExampleMain(herobase);

    @BeforeEach
    void start() {
        main.addOverrideProperty("folder", folder.toString());
        main.configure().addRoutesBuilder(new CsvFolderRoutes());
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
        herobase.close();
    }

    private void importFile(String name, String csv) throws Exception {
        main.getCamelTemplate()
                .sendBodyAndHeader("file:" + folder.resolve("inbox") + "?charset=UTF-8", csv, Exchange.FILE_NAME, name);
        await().until(() -> Files.exists(folder.resolve("done").resolve(name)));
    }

    private String read(String file) throws Exception {
        return Files.readString(folder.resolve(file)).replace("\r\n", "\n");
    }

    private Map<String, Integer> crmIds() {
        return herobase.world().occurrences("SPRING25", "CrmId");
    }

    @Test
    void rejectedLeadsAreMendedAndImportedAgainAndNoneTwice() throws Exception {
        importFile("monday.csv", HEAD + "C-1,70000001,Ada\nC-2,,Søren\nC-3,70000003,\"Grace, H.\"\nC-4,,Åse\n");

        assertThat(crmIds()).isEqualTo(Map.of("C-1", 1, "C-3", 1));
        assertThat(herobase.world().leads())
                .extracting(lead -> lead.data().get("FirstName"))
                .containsExactlyInAnyOrder("Ada", "Grace, H.");
        assertThat(read("rejected/monday.csv")).startsWith(HEAD);
        assertThat(read("rejected/monday.csv").lines().skip(1)).containsExactlyInAnyOrder("C-2,,Søren", "C-4,,Åse");
        assertThat(read("rejected/monday.csv.txt").lines().map(line -> line.substring(0, 7)))
                .containsExactlyInAnyOrder("Lead 1:", "Lead 3:");

        Files.delete(folder.resolve("rejected/monday.csv"));
        importFile("mended.csv", HEAD + "C-2,70000002,Søren\nC-4,70000004,Åse\n");
        importFile("again.csv", HEAD + "C-1,70000001,Ada\nC-2,70000002,Søren\n");

        assertThat(crmIds()).isEqualTo(Map.of("C-1", 1, "C-2", 1, "C-3", 1, "C-4", 1));
        assertThat(folder.resolve("rejected/monday.csv")).doesNotExist();
    }

    @Test
    void aFileOfNothingButRejectsIsDone() throws Exception {
        importFile("bad.csv", HEAD + "C-1,,Ada\n");

        assertThat(herobase.world().leadCount()).isZero();
        assertThat(read("rejected/bad.csv")).isEqualTo(HEAD + "C-1,,Ada\n");
    }

    @Test
    @Timeout(60)
    void aHeroBaseElsewhereNeedsLive() {
        assertThatThrownBy(() -> CsvFolder.main(new String[] {
                    "--camel.component.herobase.base-url=https://herobase.example.com/api",
                    "--camel.component.herobase.username=api@example.com",
                    "--camel.component.herobase.password=secret",
                    "--folder=" + folder.resolve("elsewhere")
                }))
                .hasStackTraceContaining("https://herobase.example.com/api is not on this machine")
                .hasStackTraceContaining("--live");
    }
}
