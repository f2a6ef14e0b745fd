package io.github.camelherobase.quickstart;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.http.base.HttpOperationFailedException;

/**
 * The import as a careful Camel user writes it with {@code http:} and the Throttle EIP: four threads, no more than 240
 * requests a minute, repeats that outlast a minute, the answer's {@code success} looked at, and small files that are
 * moved away when done, so that a restart begins with the file it was at.
 */
final class ByHandRoutes extends WorkerRoutes {

    private static final int THREADS = 4;
    private static final int REPEATS = 6;
    private static final Duration FIRST_REPEAT = Duration.ofSeconds(5);
    private static final Duration LAST_REPEAT = Duration.ofSeconds(60);
    private static final String LEAD = "lead";

    private final WorkerSettings settings;

    ByHandRoutes(WorkerSettings settings) {
        this.settings = settings;
    }

    @Override
    void prepare(CamelContext context) {
        context.getPropertiesComponent()
                .addInitialProperty("directory", settings.directory().root().toString());
        context.getPropertiesComponent().addInitialProperty("url", settings.baseUrl() + "/leads");
        context.getPropertiesComponent().addInitialProperty("user", settings.username());
        context.getPropertiesComponent().addInitialProperty("password", settings.password());
    }

    @Override
    public void configure() {
        onException(HttpOperationFailedException.class, IOException.class)
                .maximumRedeliveries(REPEATS)
                .redeliveryDelay(millis(FIRST_REPEAT))
                .useExponentialBackOff()
                .backOffMultiplier(2)
                .maximumRedeliveryDelay(millis(LAST_REPEAT))
                .handled(true)
                .process(exchange -> exchange.getMessage().setBody(rejected(exchange, "given up")))
                .to("direct:failed");

        from("file:{{directory}}/inbox?move=../done/${file:name}&sortBy=file:name&charset=UTF-8&delay=100&initialDelay=0")
                .unmarshal(leadsAsMaps())
                .split(body())
                .streaming()
                // One file at a time: else the file consumer goes on while the threads are at work.
                .synchronous()
                .executorService(getContext().getExecutorServiceManager().newFixedThreadPool(this, "import", THREADS))
                .throttle(Site.REQUESTS_PER_MINUTE)
                .timePeriodMillis(millis(Duration.ofMinutes(1)))
                .setProperty(LEAD, body())
                .transform()
                .body(Map.class, ByHandRoutes::request)
                .marshal()
                .json()
                .removeHeaders("*")
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                .setHeader("Accept", constant("application/json"))
                .setHeader("X-Rate-Limit-Fair-Use-Policy", constant("Minute rated"))
                .to("{{url}}?httpMethod=POST&authMethod=Basic&authenticationPreemptive=true&authUsername={{user}}"
                        + "&authPassword=RAW({{password}})")
                .unmarshal()
                .json(Map.class)
                .filter(exchange -> !Boolean.TRUE.equals(
                        exchange.getMessage().getBody(Map.class).get("success")))
                .process(exchange -> exchange.getMessage().setBody(rejected(exchange, "success:false")))
                .to("direct:rejected");

        for (String file : List.of("rejected", "failed")) {
            String name = file.equals("rejected") ? "rejects.csv" : "failed.csv";
            rows(from("direct:" + file), settings.directory().root().resolve(name), WorkDirectory.REJECT_COLUMNS);
        }
    }

    private static Map<String, Object> request(Object lead) {
        return Map.of("CampaignCode", Site.CAMPAIGN, "Data", lead);
    }

    private static Map<String, Object> rejected(Exchange exchange, String reason) {
        Map<String, Object> row = new LinkedHashMap<>();
        Map<?, ?> lead = exchange.getProperty(LEAD, Map.class);
        lead.forEach((field, value) -> row.put(field.toString(), value));
        row.put(WorkDirectory.REASON, reason);
        return row;
    }

    private long millis(Duration time) {
        return settings.clock().onTheWall(time).toMillis();
    }
}
