package io.github.camelherobase.examples.callstokafka;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.endpoint.EndpointRouteBuilder;
import org.apache.camel.component.caffeine.CaffeineConstants;
import org.apache.camel.component.kafka.KafkaConstants;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.JsonRecord;
import io.github.camelherobase.api.RecordStream;

import static io.github.camelherobase.dsl.endpoint.StaticEndpointBuilders.herobase;

/** Every finished call becomes one message, with the name of its agent, which calls do not carry. */
final class CallsToKafkaRoutes extends EndpointRouteBuilder {

    private static final String ALL = "all";

    @Override
    public void configure() {
        from(herobase("calls")
                        .orgCodes("*")
                        .include("User,Campaign")
                        .initialFrom("7d")
                        .delay("{{poll.delay}}"))
                .routeId("calls")
                .setHeader(KafkaConstants.KEY, simple("${body.uniqueId}"))
                .enrich(direct("users"), CallsToKafkaRoutes::named)
                .marshal()
                .json()
                .to(kafka("calls"));

        // One request brings all users; it is repeated when an hour has passed.
        from(direct("users"))
                .to(caffeineCache("users").action(CaffeineConstants.ACTION_GET).key(ALL))
                .filter(header(CaffeineConstants.ACTION_HAS_RESULT).isEqualTo(false))
                .to(herobase("users"))
                .transform()
                .body(RecordStream.class, CallsToKafkaRoutes::namesByOrgCode)
                .to(caffeineCache("users")
                        .action(CaffeineConstants.ACTION_PUT)
                        .key(ALL)
                        .expireAfterWriteTime(3600));
    }

    private static Map<String, String> namesByOrgCode(RecordStream<?> users) {
        Map<String, String> names = new HashMap<>();
        users.forEachRemaining(each -> {
            JsonRecord user = (JsonRecord) each;
            names.put(user.getOrgCode(), user.getName());
        });
        return names;
    }

    private static Exchange named(Exchange exchange, Exchange users) {
        Call call = exchange.getMessage().getBody(Call.class);
        Map<String, Object> message = new LinkedHashMap<>(call.toMap());
        message.put("userName", users.getMessage().getBody(Map.class).get(call.getUserOrgCode()));
        exchange.getMessage().setBody(message);
        return exchange;
    }
}
