package io.github.camelherobase.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A page in a headless Chromium, steered through its DevTools. */
public final class Browser implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 30;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Process chromium;
    private final WebSocket socket;
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();
    private final List<String> errors = Collections.synchronizedList(new ArrayList<>());
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger commands = new AtomicInteger();

    private Browser(Process chromium, URI page) throws Exception {
        this.chromium = chromium;
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(page, new Events())
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        send("Runtime.enable", Map.of());
        send("Log.enable", Map.of());
        send("Network.enable", Map.of());
        send("Page.enable", Map.of());
    }

    /** The browser's program; empty where none is installed. */
    public static Optional<Path> program() {
        return Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** @param profile an empty folder */
    public static Browser start(Path profile) throws Exception {
        Process chromium = new ProcessBuilder(
                        program().orElseThrow().toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + profile,
                        "about:blank")
                .redirectErrorStream(true)
                .start();
        try {
            URI devTools = devTools(chromium);
            HttpResponse<String> pages = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://" + devTools.getAuthority() + "/json/new"))
                                    .PUT(HttpRequest.BodyPublishers.noBody())
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            String page =
                    JSON.readTree(pages.body()).get("webSocketDebuggerUrl").asText();
            return new Browser(chromium, URI.create(page));
        } catch (Exception | Error e) {
            chromium.destroyForcibly();
            throw e;
        }
    }

    private static URI devTools(Process chromium) throws IOException {
        BufferedReader output = chromium.inputReader(StandardCharsets.UTF_8);
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            int at = line.indexOf("ws://");
            if (at >= 0) {
                // What it says further must not fill its pipe.
                Thread drain = new Thread(() -> output.lines().forEach(said -> {}), "browser-output");
                drain.setDaemon(true);
                drain.start();
                return URI.create(line.substring(at).trim());
            }
        }
        throw new IOException("The browser ended before it listened");
    }

    public void open(String url) throws Exception {
        send("Page.navigate", Map.of("url", url));
    }

    /** The value of an expression. */
    public JsonNode evaluate(String script) throws Exception {
        JsonNode result =
                send("Runtime.evaluate", Map.of("expression", script, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new IllegalStateException(script + ": " + result.get("exceptionDetails"));
        }
        return result.at("/result/value");
    }

    /** The text of the first element that the selector finds. */
    public String text(String selector) throws Exception {
        return evaluate("document.querySelector(" + JSON.writeValueAsString(selector) + ")?.textContent ?? ''")
                .asText();
    }

    public void size(int width, int height) throws Exception {
        send(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 600));
    }

    public void dark(boolean dark) throws Exception {
        send(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    }

    /** A PNG of what is seen. */
    public byte[] screenshot() throws Exception {
        return Base64.getDecoder()
                .decode(send("Page.captureScreenshot", Map.of("format", "png"))
                        .get("data")
                        .asText());
    }

    /** Errors on the console, and scripts that failed. */
    public List<String> errors() {
        return List.copyOf(errors);
    }

    /** The addresses that the page asked for. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private JsonNode send(String method, Map<String, ?> parameters) throws Exception {
        int id = commands.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        socket.sendText(JSON.writeValueAsString(Map.of("id", id, "method", method, "params", parameters)), true)
                .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private void received(JsonNode message) {
        if (message.has("id")) {
            CompletableFuture<JsonNode> answer =
                    answers.remove(message.get("id").asInt());
            if (message.has("error")) {
                answer.completeExceptionally(
                        new IllegalStateException(message.get("error").toString()));
            } else {
                answer.complete(message.get("result"));
            }
            return;
        }
        JsonNode said = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown" -> errors.add(said.toString());
            case "Runtime.consoleAPICalled" -> {
                if (said.path("type").asText().equals("error")) {
                    errors.add(said.toString());
                }
            }
            case "Log.entryAdded" -> {
                if (said.at("/entry/level").asText().equals("error")) {
                    errors.add(said.toString());
                }
            }
            case "Network.requestWillBeSent" ->
                requests.add(said.at("/request/url").asText());
            default -> {}
        }
    }

    @Override
    public void close() throws Exception {
        socket.abort();
        List<ProcessHandle> children = chromium.descendants().toList();
        chromium.destroy();
        if (!chromium.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            chromium.destroyForcibly();
        }
        // They outlive it for a moment, and write into the folder that is deleted next.
        for (ProcessHandle child : children) {
            child.destroyForcibly();
            child.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private final class Events implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                try {
                    received(JSON.readTree(text.toString()));
                } catch (IOException e) {
                    errors.add("not JSON: " + e);
                }
                text.setLength(0);
            }
            from.request(1);
            return null;
        }
    }
}
