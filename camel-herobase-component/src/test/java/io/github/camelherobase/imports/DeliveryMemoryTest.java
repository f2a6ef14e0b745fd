package io.github.camelherobase.imports;

import java.io.InputStream;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpServer;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A delivery's memory is small, and ends with its exchanges. */
class DeliveryMemoryTest {

    private static final int ROWS =
            Integer.getInteger("delivery.rows", Boolean.getBoolean("proof") ? 1_000_000 : 3_000);

    private static final int DELIVERIES = 40;

    @Test
    void nothingIsLeftWhenTheExchangesAreGone() throws Exception {
        List<WeakReference<Object>> memories = Collections.synchronizedList(new ArrayList<>());
        AtomicInteger number = new AtomicInteger();
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .account(ImportSites.unlimited())
                        .start();
                DefaultCamelContext context = ImportSites.context(simulator.baseUrl())) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("timer:again?period=5&delay=5&repeatCount=" + DELIVERIES)
                            .process(exchange -> {
                                exchange.getMessage().setBody(List.of(Map.of("Phone", "p" + number.incrementAndGet())));
                                memories.add(new WeakReference<>(delivery(exchange)));
                            })
                            .multicast()
                            .to("herobase:importLeads", "direct:again");
                    from("direct:again").to("herobase:importLeads");
                }
            });
            context.start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> memories.size() == DELIVERIES
                            && context.getInflightRepository().size() == 0);
            assertThat(memories.stream().map(WeakReference::get).distinct().count())
                    .isGreaterThan(1);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                System.gc();
                return memories.stream().allMatch(memory -> memory.get() == null);
            });
            assertThat(simulator.world().leads().count()).isEqualTo(DELIVERIES);
        }
    }

    /** The object itself, whatever its class. */
    private static Object delivery(Exchange exchange) {
        Object place = exchange.getProperty(HerobaseConstants.EARLIER_IMPORT);
        return place == null ? new Object() : place;
    }

    @Test
    void aFileThatIsReadAgainAfterSevenTenthsIsSentOnceInLittleMemory() throws Exception {
        int failsAt = ROWS / 10 * 7 + 1;
        BitSet stored = new BitSet(ROWS);
        AtomicInteger requests = new AtomicInteger();
        AtomicInteger twice = new AtomicInteger();
        // Otherwise each answer waits 40 ms for an acknowledgement.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (!body.contains("\"Phone\":\"")) {
                exchange.sendResponseHeaders(404, -1);
                exchange.close();
                return;
            }
            int phone = Integer.parseInt(body.replaceAll(".*\"Phone\":\"(\\d+)\".*", "$1"));
            boolean fails = requests.incrementAndGet() == failsAt;
            if (!fails) {
                synchronized (stored) {
                    twice.addAndGet(stored.get(phone) ? 1 : 0);
                    stored.set(phone);
                }
            }
            byte[] answer = "{\"success\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(fails ? 401 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        long begin = System.nanoTime();
        try {
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            "http://localhost:" + server.getAddress().getPort() + "/api",
                            String.valueOf(ROWS))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            System.out.println("delivery memory: " + ROWS + " rows at -Xmx64m, " + requests + " requests, " + twice
                    + " twice, " + (System.nanoTime() - begin) / 1_000_000_000 + " s");
            assertThat(output).contains("accepted=" + ROWS + " before=");
            assertThat(twice).hasValue(0);
            assertThat(stored.cardinality()).isEqualTo(ROWS);
            assertThat(requests.get()).isLessThanOrEqualTo(ROWS + 1);
        } finally {
            server.stop(0);
        }
    }

    /** Imports so many rows of CSV, which the redelivered sub-route reads from the beginning each time. */
    public static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            int rows = Integer.parseInt(arguments[1]);
            try (DefaultCamelContext context = ImportSites.context(arguments[0])) {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        CsvDataFormat csv = new CsvDataFormat();
                        csv.setLazyLoad(true);
                        csv.setUseMaps(true);
                        from("direct:in")
                                .errorHandler(defaultErrorHandler()
                                        .maximumRedeliveries(2)
                                        .redeliveryDelay(0))
                                .to("direct:sub");
                        from("direct:sub")
                                .noStreamCaching()
                                .errorHandler(noErrorHandler())
                                .process(exchange -> exchange.getMessage().setBody(new Rows(rows)))
                                .unmarshal(csv)
                                .to("herobase:importLeads?importConcurrency=4");
                    }
                });
                context.start();
                Exchange done = context.createProducerTemplate()
                        .request("direct:in", exchange -> exchange.getMessage().setBody("x"));
                ImportReport report = done.getMessage().getBody(ImportReport.class);
                System.out.println(
                        report == null
                                ? String.valueOf(done.getException())
                                : "accepted=" + report.accepted() + " before=" + report.acceptedBefore());
            }
            System.exit(0);
        }
    }

    private static final class Rows extends InputStream {

        private final int rows;
        private int next = -1;
        private byte[] line = new byte[0];
        private int at;

        private Rows(int rows) {
            this.rows = rows;
        }

        @Override
        public int read() {
            if (at == line.length) {
                if (next == rows) {
                    return -1;
                }
                line = (next < 0 ? "Phone\n" : next + "\n").getBytes(StandardCharsets.US_ASCII);
                next++;
                at = 0;
            }
            return line[at++];
        }
    }
}
