package io.github.camelherobase.examples.httpendpoint;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseInvalidRequestException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.HerobaseQuotaExceededException;
import io.github.camelherobase.api.LeadImportResult;

/** The caller learns at once what became of the lead: its id, why it was refused, or when to try again. */
final class HttpEndpointRoutes extends RouteBuilder {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            // Else the second value of a field would replace the first.
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final long RETRY_SECONDS = 60;

    @Override
    public void configure() {
        // HeroBase's 400 too: the text says what is wrong with the lead, or with its campaign.
        onException(HerobaseLeadRejectedException.class, HerobaseInvalidRequestException.class)
                .handled(true)
                .process(exchange -> answer(exchange, 422, failure(exchange).getMessage()));
        onException(HerobaseImportUncertainException.class)
                .handled(true)
                .process(exchange -> answer(exchange, 502, failure(exchange).getMessage()));
        // Nothing was sent, so the caller may send it again.
        onException(HerobaseException.class)
                .onWhen(exchange -> failure(exchange).isRetryable())
                .handled(true)
                .process(exchange -> {
                    answer(exchange, 503, failure(exchange).getMessage());
                    exchange.getMessage().setHeader("Retry-After", seconds(failure(exchange)));
                });
        // A wrong password, a missing right: the caller can do nothing about it.
        onException(HerobaseException.class)
                .handled(true)
                .process(exchange -> answer(exchange, 502, failure(exchange).getMessage()));
        onException(JsonProcessingException.class)
                .handled(true)
                .process(exchange ->
                        answer(exchange, 400, "Expected one JSON object, such as {\"Phone\": \"70000001\"}"));

        rest("/leads").post().consumes("application/json").to("direct:lead");

        from("direct:lead")
                .routeId("lead")
                .removeHeaders("*")
                .convertBodyTo(byte[].class)
                // One lead: a list, or two objects, would be many and have a report for an answer.
                .process(exchange ->
                        exchange.getMessage().setBody(lead(exchange.getMessage().getBody(byte[].class))))
                // An HTTP client waits no longer than this for the quota.
                .to("herobase:importLeads?campaignCode={{campaign}}&quotaPriority=high&maxQuotaWait=2s")
                .process(exchange ->
                        answer(exchange, 202, id(exchange.getMessage().getBody(LeadImportResult.class))));
    }

    private static Map<?, ?> lead(byte[] json) throws IOException {
        return json == null || json.length == 0 ? Map.of() : JSON.readValue(json, Map.class);
    }

    /** Not every HeroBase tells it. */
    private static String id(LeadImportResult result) {
        return result.getUniqueId() == null ? "accepted" : result.getUniqueId();
    }

    private static HerobaseException failure(Exchange exchange) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HerobaseException.class);
    }

    private static void answer(Exchange exchange, int status, String text) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        message.setHeader(Exchange.CONTENT_TYPE, "text/plain; charset=utf-8");
        message.setBody(text + "\n");
    }

    private static long seconds(HerobaseException failure) {
        return failure instanceof HerobaseQuotaExceededException quota && quota.getResetsAt() != null
                ? Math.max(
                        1, Duration.between(Instant.now(), quota.getResetsAt()).toSeconds() + 1)
                : RETRY_SECONDS;
    }
}
