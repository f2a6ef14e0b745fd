package io.github.camelherobase;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.simulator.http.ForwardProxy;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Every logger at every level, with Camel's tracing: where a password, its Base64 or a value of a lead is printed. Ours
 * and the HTTP client's print none. Of Camel's, those that do are the ones that docs/security.md names.
 */
class LogLevelsTest {

    private static final String USER = "api@example.com";
    private static final String PASSWORD = "Kodeord-7ZqX";
    private static final String PROXY_PASSWORD = "Sesam-4WvB";
    private static final String PASSWORD_OF_A_URI = "Latter-2KpJ";
    private static final String NAME = "Annika Kompagni";
    private static final String PHONE = "70007777";

    private static final Map<String, List<String>> SECRETS = Map.of(
            "password", List.of(PASSWORD, base64(USER + ":" + PASSWORD), base64(PASSWORD)),
            "password of the proxy", List.of(PROXY_PASSWORD, base64("clerk:" + PROXY_PASSWORD)),
            "password of a URI", List.of(PASSWORD_OF_A_URI, base64("other:" + PASSWORD_OF_A_URI)),
            "value of a lead", List.of("Annika", "Kompagni", PHONE));

    /** What each logger printed. */
    private static Map<String, TreeSet<String>> found(List<String> lines) {
        Map<String, TreeSet<String>> found = new TreeMap<>();
        for (String line : lines) {
            SECRETS.forEach((kind, secrets) -> {
                if (secrets.stream().anyMatch(line::contains)) {
                    found.computeIfAbsent(line.substring(0, line.indexOf(' ')), logger -> new TreeSet<>())
                            .add(kind);
                }
            });
        }
        return found;
    }

    @Test
    void onlyLoggersThatAreDocumentedPrintWhatIsPrivate() throws Exception {
        List<String> lines;
        try (LogCapture log = LogCapture.ofEverything()) {
            run();
            lines = log.lines();
        }
        Map<String, TreeSet<String>> found = found(lines);
        System.out.println(lines.size() + " lines; private in: " + found);
        assertThat(lines).anyMatch(line -> line.startsWith("org.apache.hc."));
        assertThat(found.keySet())
                .noneMatch(
                        logger -> logger.startsWith("io.github.camelherobase") || logger.startsWith("org.apache.hc"));
        found.forEach((logger, kinds) -> assertThat(kinds)
                .as("logger %s", logger)
                .isSubsetOf(
                        logger.startsWith("org.apache.camel.")
                                ? Set.of("password of a URI")
                                : Set.of("value of a lead")));
        // Camel's tracing, which a route's author switches on, names its loggers by file and line of the step.
        assertThat(found.keySet()).allMatch(logger -> logger.matches("\\w+:\\d+|org\\.apache\\.camel\\..*"));
    }

    /** As much as a day of routes does: all ways out and in, errors that echo, a proxy that asks for a login. */
    private static void run() throws Exception {
        Map<String, String> lead = Map.of("FirstName", NAME, "Phone", PHONE);
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .account(AccountSpec.named(USER, PASSWORD))
                        .start();
                ForwardProxy proxy = ForwardProxy.start("clerk", PROXY_PASSWORD)) {
            simulator.world().addLead(HerobaseSimulator.DEFAULT_CAMPAIGN, lead);
            AtomicInteger polled = new AtomicInteger();
            try (Routes routes = new Routes(simulator, context -> {
                context.setTracing(true);
                HerobaseConfiguration configuration = context.getComponent("herobase", HerobaseComponent.class)
                        .getConfiguration();
                configuration.setUsername(USER);
                configuration.setPassword(PASSWORD);
                context.getRegistry().bind("positions", new MemoryStateRepository());
                context.getRegistry().bind("proxied", proxied(proxy));
            })) {
                routes.context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("herobase:simpleLeads?delay=100&initialDelay=0&initialFrom=beginning&cursorRepository=#positions")
                                .process(exchange -> polled.incrementAndGet());
                        from("direct:uri")
                                .to("herobase:campaigns?username=other&password=RAW(" + PASSWORD_OF_A_URI + ")");
                    }
                });
                await().until(() -> polled.get() > 0);
                for (String output : List.of("record", "map", "row", "json")) {
                    routes.export("outputType=" + output);
                }
                routes.raw("");
                routes.many("rawLeads?pivot=true");
                routes.one("lead?uniqueId=1S1&include=data");
                routes.one("requestCounts");
                routes.importing(lead, "");
                routes.importing(new Object[] {lead, lead}, "rejectedUri=mock:rejected");
                routes.importing(lead, "httpComponent=#proxied");
                for (int status : new int[] {200, 400, 401, 500}) {
                    simulator
                            .faults()
                            .next(
                                    "POST /leads",
                                    Fault.body(
                                            status, "application/json", "{\"success\":false,\"m\":\"" + NAME + "\"}"));
                    routes.importing(lead, "");
                }
                for (long bytes = 0; bytes < 600; bytes += 200) {
                    simulator.faults().next(Faults.ANY_SERVICE, Fault.cutAfterBytes(bytes));
                    routes.export("");
                }
                simulator.faults().next(Faults.ANY_SERVICE, Fault.body(200, "text/html", "<html>" + NAME + PHONE));
                routes.export("");
            }
        }
    }

    private static HttpComponent proxied(ForwardProxy proxy) {
        HttpComponent proxied = new HttpComponent();
        proxied.setProxyHost("localhost");
        proxied.setProxyPort(proxy.port());
        proxied.setProxyAuthScheme("http");
        proxied.setProxyAuthMethod("Basic");
        proxied.setProxyAuthUsername("clerk");
        proxied.setProxyAuthPassword(PROXY_PASSWORD);
        return proxied;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
