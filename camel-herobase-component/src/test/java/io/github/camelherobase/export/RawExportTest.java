package io.github.camelherobase.export;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.simulator.world.SavedSearch;

import static org.assertj.core.api.Assertions.assertThat;

/** A saved search into a file in a small heap: the server's own bytes, or no file. */
class RawExportTest {

    private static final long LEADS = Boolean.getBoolean("proof") ? 5_500_000 : 400_000;
    private static final long HEAP = 64L * 1024 * 1024;

    @TempDir
    private Path folder;

    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            // Generated leads are those of its day: for the same bytes twice it must stand still.
            .clock(SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z")))
            .generatedLeads(LEADS)
            .account(AccountSpec.named("api@example.com", "secret")
                    .linkedUser("boss@example.com")
                    .savedSearch(SavedSearch.named("All")))
            .start();

    private Path downloaded() throws Exception {
        String credentials =
                Base64.getEncoder().encodeToString("api@example.com:secret".getBytes(StandardCharsets.UTF_8));
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/leads/csv?searchName=All"))
                                .header("Authorization", "Basic " + credentials)
                                .build(),
                        BodyHandlers.ofFile(folder.resolve("plain.csv")))
                .body();
    }

    private Process route() throws Exception {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RawExportTest.class.getName(),
                        simulator.baseUrl(),
                        folder.toString()))
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void theFileIsWhatAPlainClientGetsOrIsNotThere() throws Exception {
        try (simulator) {
            simulator.faults().next(Faults.ANY_SERVICE, Fault.cutAfterBytes(HEAP / 2));
            assertThat(printedBy(route())).contains("failed");
            assertThat(folder.resolve("export.csv")).doesNotExist();

            assertThat(printedBy(route())).contains("done");
            Path plain = downloaded();
            assertThat(Files.size(plain)).isGreaterThan(HEAP);
            assertThat(Files.mismatch(plain, folder.resolve("export.csv"))).isEqualTo(-1);
            System.out.println("Byte-equal at -Xmx64m: " + Files.size(plain) + " bytes");
        }
    }

    private static String printedBy(Process process) throws Exception {
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        return printed;
    }

    /** The route in a process of its own. */
    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:export")
                            .to("herobase:savedSearch?searchName=All&format=csv&outputType=raw&baseUrl=" + arguments[0]
                                    + "&username=api@example.com&password=RAW(secret)&quotaSync=0")
                            .to("file:" + arguments[1] + "?fileName=export.csv&tempPrefix=.part-");
                }
            });
            context.start();
            Exchange done = context.createProducerTemplate().request("direct:export", exchange -> {});
            System.out.println(done.isFailed() ? "failed" : "done");
        }
    }
}
