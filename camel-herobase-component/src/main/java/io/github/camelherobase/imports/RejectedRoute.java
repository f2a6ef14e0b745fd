package io.github.camelherobase.imports;

import java.io.Closeable;
import java.util.Map;
import java.util.TreeMap;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.imports.delivery.Delivery;
import io.github.camelherobase.imports.delivery.Place;

/** Hands rejected and doubtful leads to {@code rejectedUri}, each as an exchange of its own. */
public final class RejectedRoute implements Closeable {

    private final Endpoint endpoint;
    private final ProducerTemplate template;

    public RejectedRoute(CamelContext context, String uri) {
        this.endpoint = context.getEndpoint(uri);
        this.template = context.createProducerTemplate();
    }

    public ProblemSink of(Exchange importing) {
        Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.putAll(importing.getMessage().getHeaders());
        Place place = Delivery.placeOf(importing);
        return (problem, original) -> {
            Exchange exchange = endpoint.createExchange();
            // It is of the same delivery: what is in doubt is not sent again from there either.
            place.element(problem.position()).putInto(exchange);
            Message message = exchange.getMessage();
            message.setHeaders(new TreeMap<>(headers));
            message.setHeader(HerobaseConstants.POSITION, problem.position());
            message.setHeader(HerobaseConstants.OUTCOME, problem.outcome());
            message.setHeader(HerobaseConstants.REASON, problem.reason());
            message.setBody(original);
            Exchange handedOver = template.send(endpoint, exchange);
            if (handedOver.getException() != null) {
                throw new RuntimeCamelException(
                        "rejectedUri=" + endpoint + " did not take the lead at position " + problem.position(),
                        handedOver.getException());
            }
        };
    }

    @Override
    public void close() {
        template.stop();
    }
}
