package io.github.camelherobase.examples.csvfolder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.CsvDataFormat;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.ImportReport;

/**
 * Files in {@code inbox} become leads. What HeroBase rejects stands in a file of the same name and columns in {@code
 * rejected}, to be mended and put into {@code inbox} again; the reasons stand beside it.
 */
final class CsvFolderRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // Without connection or quota: a redelivery goes on at the first lead that was not sent.
        onException(HerobaseException.class)
                .onWhen(exchange -> failure(exchange, HerobaseException.class).isRetryable())
                .maximumRedeliveries(10)
                .redeliveryDelay(30_000);

        // importKey: what is in HeroBase is not sent again, so a file may come any number of times.
        from("file:{{folder}}/inbox?include=.*[.]csv&charset=UTF-8&delay=200&initialDelay=0"
                        + "&move=../done/${file:name}&moveFailed=../failed/${date:now:yyyyMMddHHmmssSSS}-${file:name}")
                .routeId("import")
                .unmarshal(rowsAsMaps())
                .to("herobase:importLeads?campaignCode={{campaign}}&importKey=CrmId&importJournal=#journal"
                        + "&rejectedUri=direct:rejected")
                .log("${file:name}: ${body.accepted} in HeroBase, ${body.acceptedBefore} of them since before;"
                        + " ${body.rejected} rejected");

        from("direct:rejected")
                .filter(header("CamelHerobaseOutcome").isEqualTo(ImportReport.Outcome.REJECTED))
                .setProperty("reason", simple("Lead ${header.CamelHerobasePosition}: ${header.CamelHerobaseReason}"))
                .transform()
                .exchange(this::rows)
                .marshal()
                .csv()
                .to("file:{{folder}}/rejected?fileExist=Append&charset=UTF-8")
                .setBody(exchangeProperty("reason"))
                .to("file:{{folder}}/rejected?fileName=${file:name}.txt&fileExist=Append&appendChars=\\n");
    }

    /** The lead as it came, below the names of its columns when it is the first of its file. */
    private List<List<?>> rows(Exchange exchange) {
        Path folder = Path.of(getContext().resolvePropertyPlaceholders("{{folder}}"), "rejected");
        Map<?, ?> lead = exchange.getMessage().getBody(Map.class);
        List<?> values = List.copyOf(lead.values());
        return Files.exists(folder.resolve(exchange.getMessage().getHeader(Exchange.FILE_NAME, String.class)))
                ? List.of(values)
                : List.of(List.copyOf(lead.keySet()), values);
    }

    private static CsvDataFormat rowsAsMaps() {
        CsvDataFormat csv = new CsvDataFormat();
        csv.setLazyLoad("true");
        csv.setUseOrderedMaps("true");
        return csv;
    }

    private static <E extends Exception> E failure(Exchange exchange, Class<E> type) {
        return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, type);
    }
}
