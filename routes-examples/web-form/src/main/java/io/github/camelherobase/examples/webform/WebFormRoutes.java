package io.github.camelherobase.examples.webform;

import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

import com.fasterxml.jackson.core.JsonProcessingException;

import io.github.camelherobase.api.HerobaseException;

/**
 * A visitor who fills in the form gets an answer at once, whatever HeroBase does: 202 says that the lead is on disk.
 * From there it is imported before everything else; what HeroBase rejects is in {@code dead}, and so is what may or may
 * not have arrived.
 */
final class WebFormRoutes extends RouteBuilder {

    @Override
    public void configure() {
        onException(JsonProcessingException.class, IllegalArgumentException.class)
                .handled(true)
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(400))
                .setHeader(Exchange.CONTENT_TYPE, constant("text/plain; charset=utf-8"))
                .setBody(constant("Expected JSON such as {\"Phone\": \"+45 70 00 00 01\", \"FirstName\": \"Ada\"}\n"));
        // Without connection or quota.
        onException(HerobaseException.class)
                .onWhen(exchange -> exchange.getProperty(Exchange.EXCEPTION_CAUGHT, HerobaseException.class)
                        .isRetryable())
                .maximumRedeliveries(-1)
                .redeliveryDelay("{{retry.delay}}");

        rest("/leads").post().consumes("application/json").to("direct:form");

        from("direct:form")
                .routeId("form")
                .unmarshal()
                .json(Map.class)
                .process(exchange -> check(exchange.getMessage().getBody(Map.class)))
                .marshal()
                .json()
                .removeHeaders("*")
                .to("file:{{folder}}/spool?fileName=${exchangeId}.json&tempPrefix=.part-")
                .setBody(constant(null))
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(202));

        from("file:{{folder}}/spool?include=.*[.]json&delay=200&delete=true&moveFailed=../dead/${file:name}")
                .routeId("import")
                // As text it is one lead; a file would be an import of many.
                .convertBodyTo(String.class, "UTF-8")
                .to("herobase:importLeads?campaignCode={{campaign}}&quotaPriority=high"
                        + "&importKey=$simple{header.CamelFileName}&importJournal=#journal");
    }

    /** @throws IllegalArgumentException when this cannot be called */
    private static void check(Map<?, ?> form) {
        Object phone = form.get("Phone");
        if (!(phone instanceof String text) || !text.matches("\\+?[0-9 ]{8,20}")) {
            throw new IllegalArgumentException("The form has no phone number");
        }
    }
}
