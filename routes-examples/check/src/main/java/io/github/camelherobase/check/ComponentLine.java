package io.github.camelherobase.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.HerobaseEndpoint;
import io.github.camelherobase.QuotaExceededPolicy;
import io.github.camelherobase.api.HerobaseAuthenticationException;
import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseException;

/** Asks through {@code herobase:} endpoints, as the user's routes will. */
final class ComponentLine implements AutoCloseable {

    private static final String ASK = "direct:ask";
    private static final String URI_PROPERTY = "uri";
    private static final String BODY_PROPERTY = "beginning";
    private static final String LIMIT_PROPERTY = "readAtMost";
    private static final Map<String, String> RATE_LIMIT = Map.of(
            "x-rate-limit-limit", HerobaseConstants.RATE_LIMIT_LIMIT,
            "x-rate-limit-remaining", HerobaseConstants.RATE_LIMIT_REMAINING,
            "x-rate-limit-reset", HerobaseConstants.RATE_LIMIT_RESET);

    private final CamelContext context = new DefaultCamelContext();
    private final InstantSource clock;
    private final ProducerTemplate template;
    private final URI base;

    /** @param componentClock null for the component's own */
    ComponentLine(Credentials credentials, InstantSource clock, HerobaseClock componentClock) {
        this.clock = clock;
        try {
            context.addComponent("herobase", component(credentials, componentClock));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(ASK).toD("${exchangeProperty." + URI_PROPERTY + "}").process(ComponentLine::readBeginning);
                }
            });
            context.start();
            base = URI.create(context.getEndpoint("herobase:account", HerobaseEndpoint.class)
                    .getServiceUrl());
        } catch (Exception wrong) {
            context.stop();
            throw new CheckFailedException("The check cannot start: " + rootMessage(wrong));
        }
        template = context.createProducerTemplate();
    }

    private static HerobaseComponent component(Credentials credentials, HerobaseClock componentClock) {
        HerobaseComponent component = new HerobaseComponent();
        if (componentClock != null) {
            component.setClock(componentClock);
        }
        HerobaseConfiguration configuration = component.getConfiguration();
        configuration.setBaseUrl(credentials.url());
        configuration.setUsername(credentials.user());
        configuration.setPassword(credentials.password());
        configuration.setResponseTimeout(60_000);
        // Each request is one of ten: nothing is asked but by the probes, and a 429 is an answer.
        configuration.setQuotaSync(0);
        configuration.setOnQuotaExceeded(QuotaExceededPolicy.fail);
        return component;
    }

    /** The address with what the component put right. */
    URI base() {
        return base;
    }

    /**
     * Reads the beginning of the answer and cancels the rest.
     *
     * @throws CheckFailedException when the credentials are wrong
     */
    Answer ask(String service, String uri, Map<String, Object> headers, int readAtMost) {
        Exchange exchange = template.request(ASK, request -> {
            request.setProperty(URI_PROPERTY, uri);
            request.setProperty(LIMIT_PROPERTY, readAtMost);
            request.getMessage().setHeaders(new HashMap<>(headers));
        });
        Exception failure = exchange.getException();
        if (failure == null) {
            byte[] body = exchange.getProperty(BODY_PROPERTY, byte[].class);
            return new Answer(service, Answer.OK, clock.instant(), body, rateLimit(exchange), false, true);
        }
        return new Answer(service, status(failure), clock.instant(), new byte[0], Map.of(), false, true);
    }

    private static int status(Exception failure) {
        if (failure instanceof HerobaseAuthenticationException) {
            throw new CheckFailedException(
                    "401: HeroBase does not know this user or password. Check HEROBASE_USER and HEROBASE_PASSWORD; each"
                            + " customer lives on one cluster, so check HEROBASE_URL too.");
        }
        if (failure instanceof HerobaseConnectionException) {
            return 0;
        }
        if (failure instanceof HerobaseException answered) {
            return answered.getHttpResponseCode();
        }
        throw new CheckFailedException("The check failed: " + rootMessage(failure));
    }

    private static Map<String, String> rateLimit(Exchange exchange) {
        Map<String, String> headers = new HashMap<>();
        RATE_LIMIT.forEach((name, header) -> {
            String value = exchange.getMessage().getHeader(header, String.class);
            if (value != null) {
                headers.put(name, value);
            }
        });
        return headers;
    }

    /** While the exchange lives: afterwards its stream is closed, which cancels the rest. */
    private static void readBeginning(Exchange exchange) throws IOException, InvalidPayloadException {
        InputStream body = exchange.getMessage().getMandatoryBody(InputStream.class);
        exchange.setProperty(BODY_PROPERTY, body.readNBytes(exchange.getProperty(LIMIT_PROPERTY, Integer.class)));
    }

    private static String rootMessage(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }

    @Override
    public void close() {
        context.stop();
    }
}
