package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.FileCursorStore;

/** Ours: one exchange per lead, with quota, position, filter check and de-duplication as they are by default. */
final class HerobaseConsumerRoute implements Contender {

    private static final long LONGEST_MINUTES = 30;

    private final String outputType;
    private final BiConsumer<Object, Tally> sink;
    private DefaultCamelContext context;
    private Path positions;

    private HerobaseConsumerRoute(String outputType, BiConsumer<Object, Tally> sink) {
        this.outputType = outputType;
        this.sink = sink;
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
        CountDownLatch end = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("herobase:simpleLeads?initialFrom=PT6H&cursorRepository=#positions&initialDelay=0&delay=1h&outputType="
                                + outputType)
                        .process(exchange -> {
                            sink.accept(exchange.getMessage().getBody(), tally);
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
