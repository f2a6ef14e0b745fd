package io.github.camelherobase.examples.pivottocsv;

import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

import io.github.camelherobase.api.RecordStream;

/** One run writes a folder with a CSV file for each campaign; the folder has its name once all of it is there. */
final class PivotToCsvRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:export")
                .routeId("export")
                .setProperty(Exchange.CHARSET_NAME, constant("UTF-8"))
                .setProperty("run", simple("leads-${date:now:yyyyMMdd-HHmmss}"))
                // A raw row does not say which campaign its lead is in, and servers were seen to ignore campaigns=.
                .to("herobase:simpleLeads?modifiedFrom={{from}}&quotaPriority=low")
                .transform()
                .body(RecordStream.class, CampaignFiles::new)
                .setProperty("files", body())
                .to("herobase:rawLeads?pivot=true&modifiedFrom={{from}}&quotaPriority=low")
                .split(body())
                .streaming()
                .stopOnException()
                // A lead that came in between the two reads is for the next run.
                .filter(exchange -> files(exchange).know(exchange.getMessage()))
                .process(exchange -> files(exchange).place(exchange.getMessage()))
                .marshal()
                .csv()
                .toD("file:{{folder}}/${exchangeProperty.run}.part?fileExist=Append")
                .end()
                .end()
                .process(exchange -> exchange.getMessage().setBody(whole(exchange)));
    }

    private static CampaignFiles files(Exchange exchange) {
        return exchange.getProperty("files", CampaignFiles.class);
    }

    private Path whole(Exchange exchange) throws Exception {
        Path folder = Path.of(getContext().resolvePropertyPlaceholders("{{folder}}"));
        String run = exchange.getProperty("run", String.class);
        return Files.move(Files.createDirectories(folder.resolve(run + ".part")), folder.resolve(run));
    }
}
