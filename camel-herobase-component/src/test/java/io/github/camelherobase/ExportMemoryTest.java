package io.github.camelherobase;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.HerobaseSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An export of any size in constant memory; an aborted one stops the remote. */
class ExportMemoryTest {

    private static final long LEADS = Boolean.getBoolean("proof") ? 1_000_000 : 200_000;
    private static final long MEGABYTE = 1024 * 1024;

    @Test
    void anExportOfAnySizeFitsInto64Megabytes() throws Exception {
        try (HerobaseSimulator simulator =
                HerobaseSimulator.builder().generatedLeads(LEADS).start()) {
            Process route = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            ExportMemoryTest.class.getName(),
                            simulator.baseUrl()))
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(route.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(route.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(printed).contains(LEADS + " leads split");
            assertThat(route.exitValue()).isZero();
        }
    }

    /** The route in a process of its own. */
    public static void main(String[] arguments) throws Exception {
        LongAdder leads = new LongAdder();
        try (DefaultCamelContext context = context(arguments[0])) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:export")
                            .to("herobase:simpleLeads?modifiedFrom=today")
                            .split(body())
                            .streaming()
                            .process(exchange -> leads.increment());
                }
            });
            context.start();
            Exchange done = context.createProducerTemplate().request("direct:export", exchange -> {});
            if (done.getException() != null) {
                throw done.getException();
            }
        }
        System.out.println(leads + " leads split");
    }

    @Test
    void anAbortedExportStopsTheRemote() throws Exception {
        LongAdder leads = new LongAdder();
        try (HerobaseSimulator simulator =
                        HerobaseSimulator.builder().generatedLeads(LEADS).start();
                DefaultCamelContext context = context(simulator.baseUrl())) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:export")
                            .to("herobase:simpleLeads")
                            .split(body())
                            .streaming()
                            .stopOnException()
                            .process(exchange -> {
                                leads.increment();
                                if (leads.sum() == 5) {
                                    throw new IllegalStateException("the fifth lead fails");
                                }
                            });
                }
            });
            context.start();

            Exchange done = context.createProducerTemplate().request("direct:export", exchange -> {});

            assertThat(done.getException()).hasStackTraceContaining("the fifth lead fails");
            assertThat(leads.sum()).isEqualTo(5);
            await().atMost(Duration.ofSeconds(10)).until(() -> simulator.books().inFlight() == 0);
            assertThat(simulator.books().lastAnswer().complete()).isFalse();
            assertThat(simulator.books().lastAnswer().bodyBytes()).isLessThan(8 * MEGABYTE);
            System.out.println("The remote sent "
                    + simulator.books().lastAnswer().bodyBytes() / 1024 + " KB of an aborted export");
        }
    }

    private static DefaultCamelContext context(String baseUrl) {
        DefaultCamelContext context = new DefaultCamelContext();
        HerobaseConfiguration configuration =
                context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
        configuration.setBaseUrl(baseUrl);
        configuration.setUsername(HerobaseSimulator.DEFAULT_USERNAME);
        configuration.setPassword(HerobaseSimulator.DEFAULT_PASSWORD);
        return context;
    }
}
