package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.dataformat.JsonLibrary;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/** The best that we know to write with stock Camel: no stream cache at all, and a bean whose Jackson iterator is split. */
final class ByHandRoute implements Contender {

    private static final ObjectReader MAPS = new ObjectMapper().readerForMapOf(Object.class);

    private final Function<InputStream, Iterator<?>> bodies;
    private final UnaryOperator<ProcessorDefinition<?>> steps;
    private final Supplier<Sink> sinks;
    private DefaultCamelContext context;
    private Sink sink;

    /** @param steps between the splitter and the sink */
    private ByHandRoute(
            Function<InputStream, Iterator<?>> bodies,
            UnaryOperator<ProcessorDefinition<?>> steps,
            Supplier<Sink> sinks) {
        this.bodies = bodies;
        this.steps = steps;
        this.sinks = sinks;
    }

    private ByHandRoute(ObjectReader reader, Sink sink) {
        this(answer -> read(reader, answer), UnaryOperator.identity(), () -> sink);
    }

    private static Iterator<Object> read(ObjectReader reader, InputStream answer) {
        try {
            return reader.readValues(answer);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ByHandRoute maps() {
        return new ByHandRoute(MAPS, LeadMap::read);
    }

    static ByHandRoute lines() {
        return new ByHandRoute(
                answer -> read(MAPS, answer),
                route -> route.marshal().json(JsonLibrary.Jackson),
                () -> new FileSink(false));
    }

    static ByHandRoute csv() {
        return new ByHandRoute(ByHandRoute::rows, route -> route.marshal().csv(), () -> new FileSink(true));
    }

    static ByHandRoute postgres() {
        return new ByHandRoute(answer -> batches(rows(answer)), UnaryOperator.identity(), PostgresSink::new);
    }

    private static Iterator<Object> batches(Iterator<Object> rows) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public Object next() {
                List<Object> batch = new ArrayList<>(PostgresSink.BATCH);
                do {
                    batch.add(rows.next());
                } while (batch.size() < PostgresSink.BATCH && rows.hasNext());
                return batch;
            }
        };
    }

    private static Iterator<Object> rows(InputStream answer) {
        Iterator<Object> leads = read(MAPS, answer);
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return leads.hasNext();
            }

            @Override
            public Object next() {
                return LeadMap.row((Map<?, ?>) leads.next());
            }
        };
    }

    /** A bean with only what is read, which spares Jackson the rest. */
    static ByHandRoute beans() {
        return new ByHandRoute(new ObjectMapper().readerFor(LeadBean.class), (body, tally) -> {
            LeadBean lead = (LeadBean) body;
            tally.add(
                    lead.uniqueId,
                    lead.status,
                    lead.closure,
                    lead.lastModifiedTime,
                    lead.data.get("Phone"),
                    lead.data.get("Email"),
                    lead.data.get("Result"));
        });
    }

    /** Called by the route. */
    public Iterator<?> leads(InputStream answer) {
        return bodies.apply(answer);
    }

    @Override
    public void prepare(LeadSource source) {
        context = new DefaultCamelContext();
    }

    @Override
    public void read(LeadSource source, Tally tally) throws Exception {
        sink = sinks.get();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                ProcessorDefinition<?> split = from("direct:export")
                        .noStreamCaching()
                        .setHeader("Authorization", constant(source.authorization()))
                        .setHeader("Accept", constant("application/json"))
                        .to(source.exportUrl() + "&disableStreamCache=true")
                        .split()
                        .method(ByHandRoute.this, "leads")
                        .streaming();
                steps.apply(split).process(exchange -> sink.take(sink.body(exchange.getMessage()), tally));
            }
        });
        context.start();
        Exchange done = context.createProducerTemplate().request("direct:export", exchange -> {});
        if (done.getException() != null) {
            throw done.getException();
        }
        sink.close();
    }

    @Override
    public void finish() {
        context.stop();
    }

    /** What the route reads of a lead. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public static final class LeadBean {
        public String uniqueId;
        public String status;
        public String closure;
        public String lastModifiedTime;
        public Map<String, String> data;
    }
}
