package io.github.camelherobase.examples.searchtosftp;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SearchToSftpTest {

    @TempDir
    Path directory;

    private final HerobaseSimulator herobase = SearchToSftp.herobase();
    private Path folder;
    private SftpFolder sftp;
    private ExampleMain main;

    @BeforeEach
    void start() throws Exception {
        folder = directory.resolve("sftp");
        sftp = SftpFolder.start(folder, directory.resolve("known_hosts"));
        main = SearchToSftp.main(herobase, sftp);
        sell("70000001", "Søren");
        sell("70000002", "Grace \"Amazing\", H.");
        herobase.world().addLead("SPRING25", Map.of("Phone", "70000003", "FirstName", "Nobody's"));
    }

    @AfterEach
    void stop() throws Exception {
        main.stop();
        sftp.close();
        herobase.close();
    }

    private void sell(String phone, String name) {
        String lead = herobase.world()
                .addLead("SPRING25", Map.of("Phone", phone, "FirstName", name))
                .uniqueId();
        herobase.world()
                .dialer()
                .dial(lead, "agent1@example.com")
                .answer()
                .hangUp()
                .save("Sale");
    }

    private String fileOfToday() throws Exception {
        List<Path> files = SearchToSftp.files(folder);
        assertThat(files).hasSize(1);
        assertThat(files.get(0).getFileName()).hasToString("Sales-" + LocalDate.now() + ".csv");
        return Files.readString(files.get(0));
    }

    @Test
    void theNextNightIsAtTwo() throws Exception {
        main.start();

        LocalDateTime next = LocalDateTime.ofInstant(
                SearchToSftp.night(main).getNextFireTime().toInstant(), ZoneId.systemDefault());
        assertThat(next.toLocalTime()).isEqualTo(LocalTime.of(2, 0));
        assertThat(next).isBefore(LocalDateTime.now().plusDays(1).plusHours(1));
        assertThat(herobase.books().requests("GET /leads/csv")).isEmpty();
    }

    @Test
    void theServerHoldsTheSearchAsHeroBaseWroteIt() throws Exception {
        main.start();
        SearchToSftp.letItBeNight(main);
        await().until(() -> !SearchToSftp.files(folder).isEmpty());

        String file = fileOfToday();
        assertThat(file.lines()).hasSize(3);
        assertThat(file)
                .contains("70000001", "Søren", "\"Grace \"\"Amazing\"\", H.\"")
                .doesNotContain("Nobody");
    }

    @Test
    void anExportThatIsCutIsAskedForAgainAndNeverSeen() throws Exception {
        herobase.faults().next("GET /leads/csv", Fault.cutAfterBytes(100));
        main.start();
        SearchToSftp.letItBeNight(main);
        await().until(() -> !SearchToSftp.files(folder).isEmpty());

        assertThat(herobase.books().requests("GET /leads/csv")).hasSize(2);
        assertThat(fileOfToday().lines()).hasSize(3);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).hasSize(1);
        }
    }
}
