package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.dataformat.JsonLibrary;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;

/** Ours: one exchange per lead, with quota, position, filter check and de-duplication as they are by default. */
final class HerobaseConsumerRoute implements Contender {

    private static final long LONGEST_MINUTES = 30;

    private final String output;
    private final UnaryOperator<ProcessorDefinition<?>> steps;
    private final Supplier<Sink> sinks;
    private DefaultCamelContext context;
    private Path positions;
    private Sink sink;

    /** @param steps between the consumer and the sink */
    private HerobaseConsumerRoute(String output, UnaryOperator<ProcessorDefinition<?>> steps, Supplier<Sink> sinks) {
        this.output = output;
        this.steps = steps;
        this.sinks = sinks;
    }

    private HerobaseConsumerRoute(String output, Sink sink) {
        this(output, UnaryOperator.identity(), () -> sink);
    }

    static HerobaseConsumerRoute lines() {
        return new HerobaseConsumerRoute("json", UnaryOperator.identity(), () -> new FileSink(false));
    }

    /** Without a text of it, as a route does that passes records on. */
    static HerobaseConsumerRoute linesOfRecords() {
        return new HerobaseConsumerRoute("record", UnaryOperator.identity(), () -> new FileSink(false));
    }

    static HerobaseConsumerRoute linesOfMaps() {
        return new HerobaseConsumerRoute(
                "map", route -> route.marshal().json(JsonLibrary.Jackson), () -> new FileSink(false));
    }

    static HerobaseConsumerRoute csv() {
        return new HerobaseConsumerRoute("row", route -> route.marshal().csv(), () -> new FileSink(true));
    }

    static HerobaseConsumerRoute postgres() {
        return new HerobaseConsumerRoute(
                "row&batchSize=" + PostgresSink.BATCH, UnaryOperator.identity(), PostgresSink::new);
    }

    static HerobaseConsumerRoute records() {
        return new HerobaseConsumerRoute("record", (body, tally) -> {
            Lead lead = (Lead) body;
            tally.add(
                    lead.getUniqueId(),
                    lead.getStatus(),
                    lead.getClosure(),
                    lead.getLastModifiedTime(),
                    lead.getData().get("Phone"),
                    lead.getData().get("Email"),
                    lead.getData().get("Result"));
        });
    }

    static HerobaseConsumerRoute unreadRecords() {
        return new HerobaseConsumerRoute("record", (body, tally) -> tally.count());
    }

    static HerobaseConsumerRoute maps() {
        return new HerobaseConsumerRoute("map", LeadMap::read);
    }

    /** As a route does that passes the map on, for example as JSON. */
    static HerobaseConsumerRoute wholeMaps() {
        return new HerobaseConsumerRoute("map", LeadMap::readWhole);
    }

    @Override
    public void prepare(LeadSource source) throws Exception {
        positions = Files.createTempDirectory("positions");
        context = new DefaultCamelContext();
        HerobaseConfiguration configuration =
                context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
        configuration.setBaseUrl(source.baseUrl());
        configuration.setUsername(source.username());
        configuration.setPassword(source.password());
        context.getRegistry().bind("positions", new FileCursorStore(positions));
    }

    @Override
    public void read(LeadSource source, Tally tally) throws Exception {
        sink = sinks.get();
        CountDownLatch end = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                steps.apply(
                                from("herobase:simpleLeads?initialFrom=PT6H&cursorRepository=#positions&initialDelay=0&delay=1h&outputType="
                                                + output)
                                        .noStreamCaching())
                        .process(exchange -> {
                            sink.take(sink.body(exchange.getMessage()), tally);
                            if (tally.leads() == source.leads()) {
                                end.countDown();
                            }
                        });
            }
        });
        context.start();
        if (!end.await(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(tally.leads() + " leads of " + source.leads() + " came");
        }
        sink.close();
    }

    @Override
    public void finish() throws IOException {
        context.close();
        try (Stream<Path> files = Files.walk(positions)) {
            List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.delete(file);
            }
        }
    }
}
