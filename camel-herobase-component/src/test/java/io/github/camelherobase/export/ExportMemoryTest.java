package io.github.camelherobase.export;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.simulator.HerobaseSimulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An export of any size in constant memory; an aborted one stops the remote. */
class ExportMemoryTest {

    /** The large size is more than 5 GB. */
    private static final long LEADS = Long.getLong("leads", Boolean.getBoolean("proof") ? 5_500_000 : 200_000);

    private static final long MEGABYTE = 1024 * 1024;

    /** The aim is shown at the large size on a quiet machine; the floor always. */
    private static final String HEAP = Boolean.getBoolean("proof") ? "-Xmx48m" : "-Xmx64m";

    private static final int MINUTES = Boolean.getBoolean("proof") ? 30 : 2;

    @ParameterizedTest
    @EnumSource
    void anExportOfAnySizeFitsIntoASmallHeap(Route route) throws Exception {
        try (HerobaseSimulator simulator =
                HerobaseSimulator.builder().generatedLeads(LEADS).start()) {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            HEAP,
                            "-XX:+ExitOnOutOfMemoryError",
                            "-Dminutes=" + MINUTES,
                            "-Dleads=" + LEADS,
                            "-cp",
                            System.getProperty("java.class.path"),
                            ExportMemoryTest.class.getName(),
                            route.name(),
                            simulator.baseUrl()))
                    .redirectErrorStream(true)
                    .start();
            String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(printed).contains(LEADS + " leads read");
            assertThat(process.exitValue()).isZero();
            System.out.println(route + " at " + HEAP + ": " + LEADS + " leads, "
                    + simulator.books().lastAnswer().bodyBytes() / MEGABYTE + " MB");
        }
    }

    /** Who reads the export. */
    enum Route {
        SPLIT {
            @Override
            void read(DefaultCamelContext context, Consumer<Lead> sink) throws Exception {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:export")
                                .to("herobase:simpleLeads?modifiedFrom=today")
                                .split(body())
                                .streaming()
                                .process(exchange ->
                                        sink.accept(exchange.getMessage().getBody(Lead.class)));
                    }
                });
                context.start();
                Exchange done = context.createProducerTemplate().request("direct:export", exchange -> {});
                if (done.getException() != null) {
                    throw done.getException();
                }
            }
        },
        CONSUMER {
            @Override
            void read(DefaultCamelContext context, Consumer<Lead> sink) throws Exception {
                CountDownLatch all = new CountDownLatch(1);
                LongAdder leads = new LongAdder();
                context.getRegistry().bind("positions", new MemoryStateRepository());
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("herobase:simpleLeads?initialFrom=PT6H&cursorRepository=#positions&initialDelay=0")
                                .process(exchange -> {
                                    sink.accept(exchange.getMessage().getBody(Lead.class));
                                    leads.increment();
                                    if (leads.sum() == LEADS) {
                                        all.countDown();
                                    }
                                });
                    }
                });
                context.start();
                if (!all.await(Integer.getInteger("minutes"), TimeUnit.MINUTES)) {
                    throw new IllegalStateException("Only " + leads.sum() + " leads came in time");
                }
            }
        };

        abstract void read(DefaultCamelContext context, Consumer<Lead> sink) throws Exception;
    }

    /** The route in a process of its own. */
    public static void main(String[] arguments) throws Exception {
        LongAdder leads = new LongAdder();
        try (DefaultCamelContext context = context(arguments[1])) {
            Route.valueOf(arguments[0]).read(context, lead -> {
                if (lead.getData().containsKey("Phone") && lead.getLastModifiedTime() != null) {
                    leads.increment();
                }
            });
        }
        System.out.println(leads + " leads read");
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
