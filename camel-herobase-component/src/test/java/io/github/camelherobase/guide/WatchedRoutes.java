package io.github.camelherobase.guide;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;

import io.github.camelherobase.HerobaseQuotaConsole;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.support.ImportSites;

import static org.awaitility.Awaitility.await;

/**
 * Two consumers, one of which is held by a lead that its route cannot handle: the scene of {@code docs/images/make}.
 * Prints health and the quota console, then a line {@code ready}, and stays until its input ends.
 */
final class WatchedRoutes {

    private WatchedRoutes() {}

    public static void main(String[] arguments) throws Exception {
        Path positions = Files.createTempDirectory("positions");
        try (HerobaseSimulator simulator = HerobaseSimulator.builder().start();
                DefaultCamelContext context = ImportSites.context(simulator.baseUrl())) {
            for (int lead = 1; lead <= 40; lead++) {
                simulator.world().addLead("SPRING25", Map.of("Phone", String.valueOf(71_234_500 + lead)));
            }
            context.getRegistry().bind("positions", new FileCursorStore(positions));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    String options = "?initialFrom=1h&delay=10s&cursorRepository=#positions";
                    from("herobase:simpleLeads" + options)
                            .routeId("sales")
                            .filter(exchange -> exchange.getMessage()
                                    .getHeader("CamelHerobaseUniqueId", String.class)
                                    .startsWith("10000007"))
                            .throwException(new FileNotFoundException("the CRM is away"));
                    from("herobase:simpleLeads" + options + "&leadClosures=Success&cursorKey=successes")
                            .routeId("successes")
                            .to("mock:successes");
                }
            });
            HealthCheckRegistry checks = HealthCheckRegistry.get(context);
            checks.register(checks.resolveById("consumers"));
            context.start();
            await().until(() -> HealthCheckHelper.invoke(context).stream()
                    .anyMatch(result -> "held".equals(result.getDetails().get("herobase.state"))));
            System.out.println("$ health");
            for (HealthCheck.Result result : HealthCheckHelper.invoke(context)) {
                System.out.println(result.getCheck().getId() + ": " + result.getState());
                result.getDetails().forEach((key, value) -> {
                    if (key.startsWith("herobase.")) {
                        System.out.println("    " + key + " = " + value);
                    }
                });
            }
            System.out.println("\n$ console herobase-quota");
            HerobaseQuotaConsole console = new HerobaseQuotaConsole();
            console.setCamelContext(context);
            console.start();
            System.out.println(console.call(DevConsole.MediaType.TEXT));
            System.out.println("ready");
            System.in.read();
        }
    }
}
