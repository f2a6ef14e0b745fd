package io.github.camelherobase;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.simulator.HerobaseSimulator;

/**
 * How fast leads go in, against a bare HttpClient 5 loop over the same file: both read the rows by camel-csv at
 * -Xmx64m, 16 requests at a time, in turns against one simulator without limits in a process of its own.
 *
 * <p>From the component's folder, after {@code ../mvnw test-compile dependency:build-classpath
 * -Dmdep.outputFile=target/test.classpath}:
 *
 * <pre>{@code
 * java -cp target/classes:target/test-classes:$(cat target/test.classpath) io.github.camelherobase.ImportBenchmark 1000000 3
 * }</pre>
 */
public final class ImportBenchmark {

    private static final int CONCURRENCY = 16;
    private static final String[] COLUMNS = {"Phone", "FirstName", "LastName", "Street", "City", "Company"};

    private ImportBenchmark() {}

    /** Arguments: rows, rounds; or, in the processes that it starts, a part and its own arguments. */
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "simulator" -> simulate();
            case "component" -> print(importWithComponent(arguments[1], Path.of(arguments[2])));
            case "bare" -> print(importBare(arguments[1], Path.of(arguments[2])));
            default -> compare(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        }
    }

    private static void compare(int rows, int rounds) throws Exception {
        Path file = write(rows);
        double component = 0;
        double bare = 0;
        for (int round = 0; round < rounds; round++) {
            double bareRound = run("bare", file, rows);
            double componentRound = run("component", file, rows);
            System.out.printf(
                    Locale.ROOT,
                    "round %d: bare %.0f leads/s, component %.0f leads/s, ratio %.2f%n",
                    round + 1,
                    bareRound,
                    componentRound,
                    componentRound / bareRound);
            component += componentRound;
            bare += bareRound;
        }
        System.out.printf(
                Locale.ROOT, "%d rows at -Xmx64m, concurrency %d: ratio %.2f%n", rows, CONCURRENCY, component / bare);
        Files.delete(file);
    }

    private static double run(String part, Path file, int rows) throws Exception {
        Process simulator = java("-Xmx2g", "simulator");
        try (BufferedReader says = simulator.inputReader()) {
            String baseUrl = says.readLine();
            Process worker = java("-Xmx64m", part, baseUrl, file.toString());
            String printed = new String(worker.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            worker.waitFor(1, TimeUnit.MINUTES);
            String seconds = printed.lines()
                    .filter(line -> line.startsWith("seconds "))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(printed));
            return rows / Double.parseDouble(seconds.substring("seconds ".length()));
        } finally {
            simulator.destroy();
            simulator.waitFor(1, TimeUnit.MINUTES);
        }
    }

    private static Process java(String memory, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-cp",
                System.getProperty("java.class.path"),
                ImportBenchmark.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Path write(int rows) throws IOException {
        Path file = Files.createTempFile("leads", ".csv");
        try (BufferedWriter csv = Files.newBufferedWriter(file)) {
            csv.write(String.join(",", COLUMNS) + "\n");
            for (int row = 0; row < rows; row++) {
                csv.write(70_000_000 + row + ",Ada,Lovelace " + row + ",Søndergade " + row % 99
                        + ",Århus,\"Company, Ltd.\"\n");
            }
        }
        return file;
    }

    private static void simulate() throws InterruptedException {
        HerobaseSimulator simulator = HerobaseSimulator.builder()
                .account(ImportSites.unlimited())
                .requestsKept(0)
                .start();
        System.out.println(simulator.baseUrl());
        Thread.currentThread().join();
    }

    private static void print(double seconds) {
        System.out.println("seconds " + seconds);
        // Beside the clock, as other work on the machine does not change it.
        System.err.printf(
                Locale.ROOT,
                "  processor time of this process: %.1f s%n",
                ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis() / 1e3);
    }

    private static double importWithComponent(String baseUrl, Path file) throws Exception {
        try (DefaultCamelContext context = ImportSites.context(baseUrl)) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:import")
                            .streamCaching("false")
                            .unmarshal(rows())
                            .to("herobase:importLeads?importConcurrency=" + CONCURRENCY);
                }
            });
            context.start();
            long begin = System.nanoTime();
            Exchange done = context.createProducerTemplate()
                    .request("direct:import", exchange -> exchange.getMessage().setBody(Files.newInputStream(file)));
            if (done.getException() != null) {
                throw done.getException();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            System.out.println(done.getMessage().getBody(ImportReport.class));
            return seconds;
        }
    }

    private static CsvDataFormat rows() {
        return new CsvDataFormat().setLazyLoad(true).setUseMaps(true).setUseOrderedMaps(true);
    }

    /** What one would write by hand: one connection a thread, each of which takes the next row. */
    private static double importBare(String baseUrl, Path file) throws Exception {
        ObjectMapper json = new ObjectMapper();
        LongAdder accepted = new LongAdder();
        String authorization = "Basic "
                + java.util.Base64.getEncoder()
                        .encodeToString((HerobaseSimulator.DEFAULT_USERNAME + ":" + HerobaseSimulator.DEFAULT_PASSWORD)
                                .getBytes(StandardCharsets.UTF_8));
        try (DefaultCamelContext context = new DefaultCamelContext();
                CsvDataFormat csv = rows();
                CloseableHttpClient client = HttpClients.custom()
                        .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                                .setMaxConnPerRoute(CONCURRENCY)
                                .setMaxConnTotal(CONCURRENCY)
                                .build())
                        .disableAutomaticRetries()
                        .disableCookieManagement()
                        .build()) {
            context.start();
            csv.start();
            ExecutorService threads = Executors.newFixedThreadPool(CONCURRENCY);
            long begin = System.nanoTime();
            Exchange exchange = new org.apache.camel.support.DefaultExchange(context);
            Iterator<?> rows = (Iterator<?>) csv.unmarshal(exchange, Files.newInputStream(file));
            List<Future<?>> lanes = new ArrayList<>();
            for (int lane = 0; lane < CONCURRENCY; lane++) {
                lanes.add(threads.submit(() -> {
                    for (Object row = next(rows); row != null; row = next(rows)) {
                        Map<String, Object> lead = new LinkedHashMap<>();
                        lead.put("CampaignCode", HerobaseSimulator.DEFAULT_CAMPAIGN);
                        lead.put("Data", row);
                        HttpPost post = new HttpPost(baseUrl + "/leads");
                        post.setHeader("Authorization", authorization);
                        post.setHeader("Accept", "application/json");
                        post.setEntity(new ByteArrayEntity(json.writeValueAsBytes(lead), ContentType.APPLICATION_JSON));
                        byte[] answer = client.execute(post, response -> EntityUtils.toByteArray(response.getEntity()));
                        if (json.readTree(answer).path("success").asBoolean()) {
                            accepted.increment();
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> lane : lanes) {
                lane.get();
            }
            double seconds = (System.nanoTime() - begin) / 1e9;
            threads.shutdown();
            System.out.println(accepted + " accepted");
            return seconds;
        }
    }

    private static Object next(Iterator<?> rows) {
        synchronized (rows) {
            return rows.hasNext() ? rows.next() : null;
        }
    }
}
