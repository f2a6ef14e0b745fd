package io.github.camelherobase.guide;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.Browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The page shows what happens and steers it: by HTTP, and in a browser where one is installed. */
class SimulatorPageTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    private static final Path PICTURES = Path.of("../docs/images");

    private final MovableClock clock = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
    private final HerobaseSimulator simulator =
            HerobaseSimulator.builder().clock(clock).start();

    @TempDir
    Path profile;

    @AfterEach
    void stop() {
        simulator.close();
    }

    static boolean isBrowserInstalled() {
        boolean installed = Browser.program().isPresent();
        if (!installed) {
            System.out.println("No Chromium is installed: the simulator's page is not tried in a browser");
        }
        return installed;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder page(String path) {
        return HttpRequest.newBuilder(URI.create(simulator.pageUrl() + path));
    }

    private HttpResponse<String> steer(String action) throws Exception {
        return send(page("page/do").header("X-Simulator-Page", "1").POST(HttpRequest.BodyPublishers.ofString(action)));
    }

    @Test
    void thePageCostsTheApiNothingAndStandsInNoBook() throws Exception {
        assertThat(send(page("")).body()).contains("<title>HeroBase simulator</title>");
        assertThat(send(page("page/page.js")).statusCode()).isEqualTo(200);
        assertThat(send(page("page/state")).body()).contains("\"leadCount\":0", "\"requests\":[]");
        assertThat(send(page("page/nothing")).statusCode()).isEqualTo(404);
        assertThat(simulator.books().received()).isZero();
    }

    @Test
    void everythingThatIsShownCanBeSteered() throws Exception {
        assertThat(steer("{\"action\":\"addLead\",\"campaign\":\"SPRING25\",\"data\":{\"Phone\":\"70000001\"}}")
                        .statusCode())
                .isEqualTo(200);
        assertThat(steer("{\"action\":\"work\",\"calls\":1}").body()).contains("called 1 leads");
        assertThat(steer("{\"action\":\"advanceClock\",\"seconds\":3600}").statusCode())
                .isEqualTo(200);
        assertThat(clock.now()).isEqualTo("2026-05-06T09:00:00Z");
        assertThat(steer("{\"action\":\"switch\",\"name\":\"retryAfter\",\"value\":\"PRESENT\"}")
                        .body())
                .contains("retryAfter is PRESENT");
        assertThat(send(page("page/state?search=70000001")).body()).contains("\"leadsFound\":1");
        assertThat(send(page("page/state?search=7777")).body()).contains("\"leadsFound\":0");
        assertThat(steer("{\"action\":\"reset\"}").statusCode()).isEqualTo(200);
        assertThat(simulator.world().leadCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"action\":\"fly\"}|Unknown action fly",
                "{\"action\":\"addLead\",\"campaign\":\"NONE\",\"data\":{}}|There is no campaign NONE",
                "{\"action\":\"fault\",\"service\":\"GET /moon\",\"fault\":\"SLOW\"}|There is no service GET /moon",
                "{\"action\":\"switch\",\"name\":\"stampPrecision\",\"value\":\"SECONDS\"}|cannot be flipped while",
                "[]|A JSON object is expected",
            })
    void whatCannotBeDoneIsSaid(String action, String words) throws Exception {
        HttpResponse<String> answer = steer(action);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains(words);
    }

    /** A page of another site that is open in the same browser must not steer, nor read through another name. */
    @Test
    void onlyThePagesOwnScriptSteers() throws Exception {
        assertThat(send(page("page/do").POST(HttpRequest.BodyPublishers.ofString("{\"action\":\"clearFaults\"}")))
                        .statusCode())
                .isEqualTo(403);
        try (java.net.Socket socket = new java.net.Socket("localhost", simulator.port())) {
            socket.getOutputStream()
                    .write("GET /page/state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".getBytes());
            assertThat(new String(socket.getInputStream().readAllBytes())).startsWith("HTTP/1.1 403");
        }
    }

    @Test
    @EnabledIf("isBrowserInstalled")
    void aRoutesLeadArrivesAFaultIsSeenAndTheClockResetsTheMinute() throws Exception {
        for (int number = 1; number <= 30; number++) {
            simulator.world().addLead("SPRING25", Map.of("Phone", String.valueOf(70_000_000 + number)));
        }
        simulator.world().agents().work(20);
        try (DefaultCamelContext camel = new DefaultCamelContext();
                Browser browser = Browser.start(profile)) {
            camel.start();
            ProducerTemplate route = camel.createProducerTemplate();
            String importing =
                    "herobase:importLeads?campaignCode=SPRING25&username=api@example.com&password=secret&baseUrl="
                            + simulator.baseUrl();
            browser.size(1280, 1000);
            browser.open(simulator.pageUrl());
            await().until(() -> browser.text("#leadCount").equals("30"));

            route.requestBody(importing, Map.of("Phone", "70999999", "FirstName", "Ada"));
            await().until(() -> browser.text("#leads").contains("70999999"));
            assertThat(browser.text("#requests")).contains("accepted");
            assertThat(browser.text("#quota")).contains("POST /leads, minute");

            flipFault(browser, "POST /leads", "UNAUTHORIZED");
            await().until(() -> browser.text("#faults").contains("POST /leads, 1 times"));
            assertThatThrownBy(() -> route.requestBody(importing, Map.of("Phone", "70888888")))
                    .isInstanceOf(CamelExecutionException.class);
            await().until(() -> browser.text("#requests tr td:nth-child(2)").equals("401"));
            route.requestBody(importing, Map.of("Phone", "70888888"));
            await().until(() -> browser.text("#requests tr td:nth-child(2)").equals("accepted"));
            picture(browser, "simulator-page.png");

            assertThat(minute(browser)).contains("resets in");
            browser.evaluate("document.querySelector('#clock button').click()");
            await().until(() -> minute(browser).contains("not begun"));
            assertThat(clock.now()).isEqualTo("2026-05-06T08:01:00Z");

            browser.dark(true);
            picture(browser, "simulator-page-dark.png");
            browser.dark(false);
            browser.size(390, 844);
            picture(browser, "simulator-page-phone.png");
            assertThat(browser.evaluate("document.documentElement.scrollWidth <= innerWidth")
                            .asBoolean())
                    .as("no part of the page is wider than a phone")
                    .isTrue();
            assertThat(browser.errors()).isEmpty();
            assertThat(browser.requests())
                    .isNotEmpty()
                    .allMatch(url -> url.startsWith(simulator.pageUrl()) || url.startsWith("data:"));
        }
    }

    private static String minute(Browser browser) throws Exception {
        return browser.evaluate("[...document.querySelectorAll('.bar')].map(bar => bar.textContent)"
                        + ".find(text => text.startsWith('POST /leads, minute')) ?? ''")
                .asText();
    }

    private static void flipFault(Browser browser, String service, String fault) throws Exception {
        await().until(() -> browser.evaluate("document.getElementById('faultName').options.length")
                        .asInt()
                > 5);
        browser.evaluate("document.getElementById('faultService').value = '" + service + "';"
                + "document.getElementById('faultName').value = '" + fault + "';"
                + "document.getElementById('fault').requestSubmit()");
    }

    private static void picture(Browser browser, String name) throws Exception {
        byte[] png = browser.screenshot();
        assertThat(png).hasSizeGreaterThan(10_000);
        if (Boolean.getBoolean("guide.write")) {
            Files.createDirectories(PICTURES);
            Files.write(PICTURES.resolve(name), png);
        }
    }

    /** With {@code -Pproof}: 100,000 leads, and about 1,000 requests a second. */
    @Test
    @EnabledIf("isBrowserInstalled")
    void aFullSiteIsPaintedAtOnce() throws Exception {
        int leads = PROOF ? 100_000 : 3_000;
        for (int number = 1; number <= leads; number++) {
            simulator.world().addLead("SPRING25", Map.of("Phone", String.valueOf(70_000_000 + number)));
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread load = new Thread(() -> ask(over), "load");
        load.start();
        try (Browser browser = Browser.start(profile)) {
            browser.size(1280, 1000);
            browser.open(simulator.pageUrl());
            double slowest = 0;
            for (int paint = 0; paint < 5; paint++) {
                String before = browser.text("#received");
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> !browser.text("#received").equals(before)
                                && !browser.evaluate("document.documentElement.dataset.paint ?? ''")
                                        .asText()
                                        .isEmpty());
                slowest = Math.max(
                        slowest,
                        browser.evaluate("Number(document.documentElement.dataset.paint)")
                                .asDouble());
            }
            System.out.printf(
                    "The page over %,d leads: slowest paint %.0f ms, %,d requests meanwhile%n",
                    leads, slowest, simulator.books().received());
            assertThat(browser.errors()).isEmpty();
        } finally {
            over.set(true);
            load.join();
        }
    }

    private void ask(AtomicBoolean over) {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/myaccount"))
                .header("Authorization", "Basic YXBpQGV4YW1wbGUuY29tOnNlY3JldA==")
                .build();
        while (!over.get()) {
            try {
                client.send(request, HttpResponse.BodyHandlers.discarding());
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
