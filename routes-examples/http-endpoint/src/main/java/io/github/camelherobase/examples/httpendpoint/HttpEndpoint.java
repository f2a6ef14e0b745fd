package io.github.camelherobase.examples.httpendpoint;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.service.ImportResultDetail;

/** Runs {@link HttpEndpointRoutes}: without arguments in a demonstration, else with a HeroBase of your own. */
public final class HttpEndpoint {

    private static final int QUOTA_OF_DEMONSTRATION = 2;

    private HttpEndpoint() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            demonstrate();
        } else {
            ExampleMain main = new ExampleMain(arguments);
            main.configure().addRoutesBuilder(new HttpEndpointRoutes());
            main.run();
        }
    }

    /** A HeroBase whose account may send so many leads a day. */
    static HerobaseSimulator herobase(int leads) {
        return HerobaseSimulator.builder()
                .account(AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                        .dailyLimit("POST /leads", leads))
                .openPoints(points -> points.importResultDetail(ImportResultDetail.DETAILED))
                .start();
    }

    /** Camel for the demonstration. */
    static ExampleMain main(HerobaseSimulator herobase, int port) {
        ExampleMain main = new ExampleMain(herobase);
        main.addOverrideProperty("camel.server.port", Integer.toString(port));
        main.configure().addRoutesBuilder(new HttpEndpointRoutes());
        return main;
    }

    private static void demonstrate() throws Exception {
        int port = freePort();
        try (HerobaseSimulator herobase = herobase(QUOTA_OF_DEMONSTRATION);
                ExampleMain main = main(herobase, port)) {
            main.start();
            post(port, "{\"Phone\": \"70000001\", \"FirstName\": \"Ada\"}");
            post(port, "{\"FirstName\": \"Søren\"}");
            post(port, "[]");
            post(port, "{\"Phone\": \"70000002\"}");
            System.out.println("In HeroBase:");
            herobase.world().leads().forEach(lead -> System.out.println("  " + lead.uniqueId() + " " + lead.data()));
        }
    }

    private static void post(int port, String lead) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(port, lead);
        System.out.println("POST /leads " + lead + "\n  " + answer.statusCode()
                + answer.headers()
                        .firstValue("Retry-After")
                        .map(seconds -> ", Retry-After: " + seconds)
                        .orElse("") + "\n  " + answer.body().strip());
    }

    static HttpResponse<String> send(int port, String lead) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/leads"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(lead))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
