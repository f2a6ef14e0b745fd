package io.github.camelherobase.benchmark;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.dataformat.JsonLibrary;

/** What Camel's own documentation leads to: the whole answer is read, parsed and then split. */
final class StockRoute implements Contender {

    private DefaultCamelContext context;

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
                        .setHeader("Authorization", constant(source.authorization()))
                        .setHeader("Accept", constant("application/json"))
                        .to(source.exportUrl())
                        .unmarshal()
                        .json(JsonLibrary.Jackson)
                        .split(body())
                        .process(exchange -> LeadMap.read(exchange.getMessage().getBody(), tally));
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
}
