package io.github.camelherobase.simulator.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.http.HttpHandler;
import io.github.camelherobase.simulator.http.HttpRequest;
import io.github.camelherobase.simulator.http.QueryParameters;
import io.github.camelherobase.simulator.json.JsonReader;
import io.github.camelherobase.simulator.json.JsonWriter;

/**
 * Answers {@code /} and what its script asks for, and leaves everything else to the API. The page asks for its state
 * once a second while it is seen; nothing is done for it otherwise.
 *
 * <p>Only a browser that calls this machine by its loopback name is answered, and only the page's own script may steer:
 * other sites that are open in the same browser may not.
 */
public final class SimulatorPage implements HttpHandler {

    /** A header that another site's script cannot send without being asked first. */
    private static final String OWN_SCRIPT = "X-Simulator-Page";

    private static final String SECURITY =
            "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'";
    private static final String JSON = "application/json; charset=utf-8";

    private final Site site;
    private final HttpHandler api;
    private final PageState state;
    private final PageActions actions;
    private final byte[] html = resource("index.html");
    private final byte[] script = resource("page.js");

    /** @param api answers what is not the page's */
    public SimulatorPage(Site site, HttpHandler api) {
        this.site = site;
        this.api = api;
        this.state = new PageState(site);
        this.actions = new PageActions(site);
    }

    @Override
    public HttpAnswer handle(HttpRequest request) {
        String path = request.path();
        if (!path.equals("/") && !path.startsWith("/page/")) {
            return api.handle(request);
        }
        if (!isLoopback(request.headers().first("Host").orElse(""))) {
            return HttpAnswer.text(403, "text/plain", "The page is for this machine only");
        }
        // A browser would keep its connections, and openConnections() would count them among the API's.
        return answer(request, path).withHeader("Connection", "close");
    }

    private HttpAnswer answer(HttpRequest request, String path) {
        return switch (request.method() + " " + path) {
            case "GET /" -> page(html, "text/html; charset=utf-8");
            case "GET /page/page.js" -> page(script, "text/javascript; charset=utf-8");
            case "GET /page/state" -> json(200, state(request));
            case "GET /page/choices" -> json(200, choices());
            case "POST /page/do" -> steer(request);
            default -> HttpAnswer.text(404, "text/plain", "There is no such page");
        };
    }

    private static boolean isLoopback(String host) {
        String name = host.replaceAll(":\\d+$", "");
        return name.equals("localhost") || name.equals("127.0.0.1") || name.equals("[::1]");
    }

    private Map<String, Object> state(HttpRequest request) {
        QueryParameters query = QueryParameters.parse(request.query());
        return state.toJson(
                query.text("search").orElse(""), query.text("status").orElse(""));
    }

    private Map<String, Object> choices() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("services", site.services());
        json.put(
                "faults",
                Arrays.stream(NamedFault.values())
                        .collect(Collectors.toMap(
                                Enum::name, NamedFault::description, (a, b) -> a, LinkedHashMap::new)));
        json.put(
                "switches",
                site.switches().settings().stream()
                        .map(setting ->
                                Map.of("name", setting.name(), "value", setting.value(), "values", setting.values()))
                        .toList());
        return json;
    }

    private HttpAnswer steer(HttpRequest request) {
        if (request.headers().first(OWN_SCRIPT).isEmpty()) {
            return HttpAnswer.text(
                    403, "text/plain", "Only the page's own script may steer: " + OWN_SCRIPT + " is missing");
        }
        try {
            if (!(JsonReader.read(request.body()) instanceof Map<?, ?> action)) {
                throw new IllegalArgumentException("A JSON object is expected");
            }
            return json(200, Map.of("done", actions.run(action)));
        } catch (RuntimeException wrong) {
            return json(400, Map.of("wrong", String.valueOf(wrong.getMessage())));
        }
    }

    private static HttpAnswer json(int status, Object value) {
        return HttpAnswer.bytes(status, JSON, JsonWriter.bytes(value)).withHeader("Cache-Control", "no-store");
    }

    private static HttpAnswer page(byte[] content, String type) {
        return HttpAnswer.bytes(200, type, content)
                .withHeader("Content-Security-Policy", SECURITY)
                .withHeader("Cache-Control", "no-cache");
    }

    private static byte[] resource(String name) {
        try (InputStream in = SimulatorPage.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
