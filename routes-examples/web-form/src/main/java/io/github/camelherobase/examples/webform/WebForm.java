package io.github.camelherobase.examples.webform;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;

/** Runs {@link WebFormRoutes}: without arguments in a demonstration, else with a HeroBase of your own. */
public final class WebForm {

    private WebForm() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            demonstrate(ExampleMain.directory());
        } else {
            ExampleMain main = new ExampleMain(arguments);
            main.configure().addRoutesBuilder(new WebFormRoutes());
            main.run();
        }
    }

    /** Camel for the demonstration. */
    static ExampleMain main(HerobaseSimulator herobase, Path folder, int port) {
        ExampleMain main = new ExampleMain(herobase);
        main.addOverrideProperty("folder", folder.toString());
        main.addOverrideProperty("camel.server.port", Integer.toString(port));
        main.addOverrideProperty("retry.delay", "500");
        main.configure().addRoutesBuilder(new WebFormRoutes());
        return main;
    }

    private static void demonstrate(Path folder) throws Exception {
        int port = freePort();
        try (HerobaseSimulator herobase = HerobaseSimulator.start();
                ExampleMain main = main(herobase, folder, port)) {
            main.start();
            post(port, "{\"Phone\": \"70000001\", \"FirstName\": \"Ada\"}");
            post(port, "{\"FirstName\": \"Søren\"}");
            ExampleMain.await("the lead is in HeroBase", () -> herobase.world().leadCount() == 1);
            System.out.println("In HeroBase:");
            herobase.world().leads().forEach(lead -> System.out.println("  " + lead.uniqueId() + " " + lead.data()));
        }
    }

    private static void post(int port, String form) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(port, form);
        System.out.println("POST /leads " + form + "\n  " + answer.statusCode() + " "
                + answer.body().strip());
    }

    static HttpResponse<String> send(int port, String form) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/leads"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
