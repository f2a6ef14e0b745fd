package io.github.camelherobase.imports;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.dataformat.csv.CsvDataFormat;

import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.http.HttpAnswer;

/** Bodies of every kind that hold the same leads, and what a server may do to one of them. */
final class LeadBodies {

    static final Map<String, Fault> FAULTS = new LinkedHashMap<>();

    static {
        FAULTS.put("lost answer", Fault.resetBeforeAnswer());
        FAULTS.put("500", (request, processing) -> {
            processing.get();
            return HttpAnswer.text(500, "text/html", "failed");
        });
        FAULTS.put("401", Fault.status(401));
        FAULTS.put("429", (request, processing) -> HttpAnswer.text(429, "text/html", "slow down")
                .withHeader("X-Rate-Limit-Limit", "100000000000")
                .withHeader("X-Rate-Limit-Remaining", "0")
                .withHeader("X-Rate-Limit-Reset", "0"));
        FAULTS.put("cut answer", Fault.cutAfterBytes(5));
        FAULTS.put("slow answer", Fault.delayAnswer(Duration.ofMillis(400)));
    }

    private final Path folder;
    private final AtomicInteger files = new AtomicInteger();

    LeadBodies(Path folder) {
        this.folder = folder;
    }

    /** What stands for the leads; it may leave properties for {@link #setBody} and {@link #refill}. */
    @FunctionalInterface
    interface Body {
        Object of(Exchange exchange, List<String> phones);
    }

    /** A body that is made anew whenever it is imported. */
    @FunctionalInterface
    private interface BodyMaker {
        Object make();
    }

    Map<String, Body> all() {
        Map<String, Body> all = new LinkedHashMap<>();
        all.put("list of maps", (exchange, phones) -> maps(phones));
        all.put("beans made anew", (exchange, phones) -> (BodyMaker) () -> phones.stream()
                .map(phone -> new LeadImport().with("Phone", phone))
                .toList());
        all.put("one map refilled", (exchange, phones) -> {
            // One for each thread: threads that fill the same one overwrite each other's lead, whatever reads it.
            exchange.setProperty("shared", ThreadLocal.<Map<String, Object>>withInitial(HashMap::new));
            return maps(phones);
        });
        all.put("iterator", (exchange, phones) -> maps(phones).iterator());
        all.put("iterator made anew", (exchange, phones) ->
                (BodyMaker) () -> maps(phones).iterator());
        all.put("csv", (exchange, phones) -> {
            exchange.setProperty("csv", true);
            return "Phone\n" + String.join("\n", phones) + "\n";
        });
        all.put("json", (exchange, phones) -> json(phones));
        all.put(
                "json stream",
                (exchange, phones) -> new ByteArrayInputStream(json(phones).getBytes(StandardCharsets.UTF_8)));
        all.put("file", (exchange, phones) -> file(json(phones)));
        all.put("one map", (exchange, phones) -> maps(phones.subList(0, 1)).get(0));
        all.put("one bean", (exchange, phones) -> new LeadImport().with("Phone", phones.get(0)));
        return all;
    }

    static boolean isOne(String body) {
        return body.equals("one map") || body.equals("one bean");
    }

    static void setBody(Exchange exchange) {
        Object leads = exchange.getProperty("leads");
        exchange.getMessage().setBody(leads instanceof BodyMaker made ? made.make() : leads);
    }

    /** Through one map that all rows fill. */
    @SuppressWarnings("unchecked")
    static void refill(Exchange exchange) {
        if (exchange.getProperty("shared") instanceof ThreadLocal<?> maps) {
            Map<String, Object> shared = ((ThreadLocal<Map<String, Object>>) maps).get();
            shared.putAll(exchange.getMessage().getBody(Map.class));
            exchange.getMessage().setBody(shared);
        }
    }

    static CsvDataFormat csv() {
        CsvDataFormat format = new CsvDataFormat();
        format.setLazyLoad(true);
        format.setUseMaps(true);
        return format;
    }

    private static List<Map<String, Object>> maps(List<String> phones) {
        return phones.stream()
                .map(phone -> Map.<String, Object>of("Phone", phone))
                .toList();
    }

    private static String json(List<String> phones) {
        return phones.stream().map(phone -> "{\"Phone\":\"" + phone + "\"}").collect(Collectors.joining(",", "[", "]"));
    }

    private File file(String text) {
        try {
            return Files.writeString(folder.resolve("leads" + files.incrementAndGet() + ".json"), text)
                    .toFile();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
