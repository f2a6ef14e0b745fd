package io.github.camelherobase.springboot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.MapPropertySource;

import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.simulator.HerobaseSimulator;

/** An application as a user of the starter has it, with routes of a test and against a simulator. */
final class TestApplication implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ConfigurableApplicationContext context;

    private TestApplication(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static Builder with(HerobaseSimulator simulator) {
        return new Builder()
                .property("camel.component.herobase.base-url", simulator.baseUrl())
                .property("camel.component.herobase.username", HerobaseSimulator.DEFAULT_USERNAME)
                .property("camel.component.herobase.password", HerobaseSimulator.DEFAULT_PASSWORD);
    }

    static Builder withoutAccount() {
        return new Builder();
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    CamelContext camel() {
        return context.getBean(CamelContext.class);
    }

    LeadImportResult importThrough(String uri) {
        return camel().createProducerTemplate().requestBody(uri, Map.of("Phone", "70000001"), LeadImportResult.class);
    }

    /** What the actuator answers, whatever the status. */
    String actuator(String path) {
        URI uri = URI.create(
                "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + "/actuator/" + path);
        try {
            return HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(uri)
                                    .header("Accept", "application/json")
                                    .timeout(PATIENCE)
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    /** No component scan: the application is no package of ours. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}

    static final class Builder {

        private final SpringApplicationBuilder application =
                new SpringApplicationBuilder(Empty.class).web(WebApplicationType.NONE);
        private final Map<String, Object> properties = new java.util.LinkedHashMap<>();
        private final List<String> arguments = new ArrayList<>();

        Builder property(String name, Object value) {
            properties.put(name, value);
            return this;
        }

        Builder argument(String argument) {
            arguments.add(argument);
            return this;
        }

        <T> Builder bean(String name, Class<T> type, T bean) {
            application.initializers(context -> context.getBeanFactory().registerSingleton(name, type.cast(bean)));
            return this;
        }

        Builder route(String from, String... to) {
            RouteBuilder routes = new RouteBuilder() {
                @Override
                public void configure() {
                    from(from)
                            .routeId(from.replaceAll("\\?.*", "").replace(':', '-'))
                            .to(to);
                }
            };
            return bean("routes of " + from, RouteBuilder.class, routes);
        }

        Builder web() {
            application.web(WebApplicationType.SERVLET);
            return property("server.port", 0);
        }

        TestApplication start() {
            application.initializers(context ->
                    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", properties)));
            return new TestApplication(application.run(arguments.toArray(String[]::new)));
        }
    }
}
