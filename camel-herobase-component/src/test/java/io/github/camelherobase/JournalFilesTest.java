package io.github.camelherobase;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.support.OwnServer;
import io.github.camelherobase.support.OwnServer.Answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One process has a journal's file, and has it still; by public names only, so that it also runs on versions before. */
class JournalFilesTest {

    @TempDir
    private Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void end() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    /** Closing any channel to a file drops the locks that a process has on it. */
    @Test
    void aSecondOpeningThatIsRefusedLeavesTheLockToTheFirst() throws Exception {
        Path file = Files.createDirectory(folder.resolve("real")).resolve("journal");
        Path linked = Files.createSymbolicLink(folder.resolve("linked"), folder.resolve("real"))
                .resolve("journal");
        open.add(new FileImportJournal(file));
        assertThat(openedElsewhere(file)).contains("open");
        for (Path other : new Path[] {file, linked}) {
            assertThatThrownBy(() -> new FileImportJournal(other)).hasMessageContaining("open");
            assertThat(openedElsewhere(other)).contains("open").doesNotContain("it is mine");
        }
    }

    private static String openedElsewhere(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalFilesTest.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return printed;
    }

    /** Another process. */
    public static void main(String[] arguments) {
        try (FileImportJournal journal = new FileImportJournal(Path.of(arguments[0]))) {
            System.out.println("it is mine: " + journal);
        } catch (IOException e) {
            System.out.println(e.getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal", "journal.lock", ""})
    void aJournalThatIsDeletedMeanwhileSendsNothingMore(String deleted) throws Exception {
        Path file = folder.resolve("place").resolve("journal");
        FileImportJournal journal = new FileImportJournal(file);
        open.add(journal);
        OwnServer server = new OwnServer((request, number) -> Answer.accepted());
        open.add(server);
        DefaultCamelContext context = context(journal, server);
        assertThat(send(context, 1).getException()).isNull();
        try (Stream<Path> all = Files.list(file.getParent())) {
            for (Path one : all.toList()) {
                if (deleted.isEmpty() || one.endsWith(deleted)) {
                    Files.delete(one);
                }
            }
        }
        if (deleted.isEmpty()) {
            Files.delete(file.getParent());
        }

        Exception failure = send(context, 2).getException();

        assertThat(server.count("POST /leads")).isEqualTo(1);
        assertThat(failure)
                .isNotNull()
                .hasMessageContaining(file.toString())
                .hasMessageContaining("deleted or replaced");
    }

    private DefaultCamelContext context(FileImportJournal journal, OwnServer server) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        open.add(context);
        context.getRegistry().bind("journal", journal);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:import")
                        .to("herobase:importLeads?baseUrl=" + server.baseUrl() + "&username=user&password=password"
                                + "&campaignCode=SPRING25&quotaSync=0&importKey=CrmId&importJournal=#journal");
            }
        });
        context.start();
        return context;
    }

    private static Exchange send(DefaultCamelContext context, int lead) {
        return context.createProducerTemplate().request("direct:import", exchange -> exchange.getMessage()
                .setBody(Map.of("CrmId", lead, "Phone", Integer.toString(70_000_000 + lead))));
    }
}
