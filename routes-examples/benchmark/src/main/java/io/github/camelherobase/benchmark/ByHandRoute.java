package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;

/** The best that we know to write with stock Camel: no stream cache at all, and a bean whose Jackson iterator is split. */
final class ByHandRoute implements Contender {

    private final ObjectReader reader;
    private final BiConsumer<Object, Tally> sink;
    private DefaultCamelContext context;

    private ByHandRoute(ObjectReader reader, BiConsumer<Object, Tally> sink) {
        this.reader = reader;
        this.sink = sink;
    }

    static ByHandRoute maps() {
        return new ByHandRoute(new ObjectMapper().readerForMapOf(Object.class), LeadMap::read);
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
    public Iterator<Object> leads(InputStream answer) throws IOException {
        return reader.readValues(answer);
    }

    @Override
    public void prepare(LeadSource source) {
        context = new DefaultCamelContext();
    }

    @Override
    public void read(LeadSource source, Tally tally) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:export")
                        .noStreamCaching()
                        .setHeader("Authorization", constant(source.authorization()))
                        .setHeader("Accept", constant("application/json"))
                        .to(source.exportUrl() + "&disableStreamCache=true")
                        .split()
                        .method(ByHandRoute.this, "leads")
                        .streaming()
                        .process(exchange -> sink.accept(exchange.getMessage().getBody(), tally));
            }
        });
        context.start();
        Exchange done = context.createProducerTemplate().request("direct:export", exchange -> {});
        if (done.getException() != null) {
            throw done.getException();
        }
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
