package io.github.camelherobase.imports;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.converter.stream.ReaderCache;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.support.ImportTestSupport;

import static org.assertj.core.api.Assertions.assertThat;

/** Any list of leads is the same import, however it is written and whatever carries it. */
class BodyWritingsTest extends ImportTestSupport {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    private static final int WRITINGS = PROOF ? 100_000 : 400;
    private static final int DAMAGES = PROOF ? 100_000 : 600;
    private static final int TRIALS_OF_A_SIMULATOR = 2_000;
    private static final String[] TEXTS = {
        "Ida", "Søren Ærø", "27\" TV", "a\\b", "{[,]}", "}\n{", "日本 😀", ": ,", "\t", "0"
    };
    private static final ObjectMapper JSON = new ObjectMapper();

    private enum Layout {
        ARRAY,
        PRETTY_ARRAY,
        ARRAY_OF_LINES,
        LINES,
        LINES_CRLF,
        LINES_CR,
        LINES_WITH_COMMAS,
        PRETTY_OBJECTS,
        OBJECTS_WITHOUT_LINES
    }

    private enum Encoding {
        UTF_8("", StandardCharsets.UTF_8),
        UTF_8_WITH_MARK("\uFEFF", StandardCharsets.UTF_8),
        UTF_16_LE("\uFEFF", StandardCharsets.UTF_16LE),
        UTF_16_BE("\uFEFF", StandardCharsets.UTF_16BE),
        UTF_16_LE_WITHOUT_MARK("", StandardCharsets.UTF_16LE);

        private final String mark;
        private final Charset charset;

        Encoding(String mark, Charset charset) {
            this.mark = mark;
            this.charset = charset;
        }

        byte[] bytes(String text) {
            return (mark + text).getBytes(charset);
        }
    }

    private enum Carrier {
        STRING,
        BYTES,
        STREAM,
        READER,
        FILE,
        PATH,
        STREAM_CACHE,
        READER_CACHE
    }

    @TempDir
    Path folder;

    @BeforeEach
    void begin() throws Exception {
        start(HerobaseSimulator.builder().requestsKept(0), new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:import").streamCaching("false").to("herobase:importLeads");
            }
        });
    }

    private void beginAfresh() throws Exception {
        end();
        begin();
    }

    @Test
    void everyWritingIsTheSameImport() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("BodyWritingsTest.everyWritingIsTheSameImport: seed " + seed + ", " + WRITINGS + " bodies");
        Random random = new Random(seed);
        int before = 0;
        for (int trial = 0; trial < WRITINGS; trial++) {
            List<Map<String, String>> leads = leads(random, random.nextInt(5));
            Layout layout = any(random, Layout.values());
            Encoding encoding = any(random, Encoding.values());
            Carrier carrier = any(random, Carrier.values());
            String what = "seed " + seed + ", body " + trial + ": " + leads.size() + " leads, " + layout + ", "
                    + encoding + ", " + carrier;

            Object body = carried(carrier, encoding, write(leads, layout), random);
            Exchange done = template.send(
                    "direct:import", exchange -> exchange.getMessage().setBody(body));

            boolean isArray = layout.name().contains("ARRAY");
            if (leads.isEmpty() && !isArray) {
                assertThat(done.getException()).as(what).isInstanceOf(HerobaseException.class);
            } else {
                assertThat(done.getException()).as(what).isNull();
                Object result = done.getMessage().getBody();
                if (leads.size() == 1 && !isArray) {
                    assertThat(result).as(what).isInstanceOf(LeadImportResult.class);
                } else {
                    assertThat(result).as(what).isInstanceOf(ImportReport.class);
                    assertThat(((ImportReport) result).accepted()).as(what).isEqualTo(leads.size());
                    assertThat(((ImportReport) result).complete()).as(what).isTrue();
                }
            }
            assertThat(importedSince(before)).as(what).containsExactlyInAnyOrderElementsOf(leads);
            before += leads.size();
            if (trial % TRIALS_OF_A_SIMULATOR == TRIALS_OF_A_SIMULATOR - 1) {
                beginAfresh();
                before = 0;
            }
        }
    }

    /** A byte is replaced; whatever that does, no lead is missing without being told. */
    @Test
    void damageNeverHidesALead() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("BodyWritingsTest.damageNeverHidesALead: seed " + seed + ", " + DAMAGES + " bodies");
        Random random = new Random(seed);
        int before = 0;
        for (int trial = 0; trial < DAMAGES; trial++) {
            List<Map<String, String>> leads = leads(random, 2 + random.nextInt(7));
            Layout layout = any(random, Layout.values());
            byte[] text = write(leads, layout).getBytes(StandardCharsets.UTF_8);
            int where = random.nextInt(text.length);
            String with = "\"\\{}[],:x\n \u0000";
            byte damage = (byte) with.charAt(random.nextInt(with.length()));
            byte[] damaged = text.clone();
            damaged[where] = damage;
            String what = "seed " + seed + ", body " + trial + ": " + leads.size() + " leads, " + layout + ", byte "
                    + where + " is now " + damage + "\n" + new String(damaged, StandardCharsets.UTF_8);

            Exchange done = template.send(
                    "direct:import", exchange -> exchange.getMessage().setBody(damaged));

            List<Map<String, String>> imported = importedSince(before);
            before += imported.size();
            ImportReport report = report(done);
            if (report != null) {
                assertThat(report.accepted()).as(what).isEqualTo(imported.size());
                if (report.complete()) {
                    assertThat(report.getTotal()).as(what).isGreaterThanOrEqualTo(leads.size());
                } else {
                    assertThat(done.getException())
                            .as(what)
                            .hasMessageContaining(" on was not imported and is not counted");
                }
            } else if (done.getException() == null) {
                // Only one lead may look like one lead.
                assertThat(leads).as(what).hasSize(1);
            } else {
                assertThat(imported).as(what).isEmpty();
            }
            assertThat(imported.stream().filter(lead -> !leads.contains(lead)).count())
                    .as(what)
                    .isLessThanOrEqualTo(1);
            if (trial % TRIALS_OF_A_SIMULATOR == TRIALS_OF_A_SIMULATOR - 1) {
                beginAfresh();
                before = 0;
            }
        }
    }

    private static ImportReport report(Exchange done) {
        if (done.getException() instanceof HerobaseImportAbortedException aborted) {
            return aborted.report();
        }
        return done.getMessage().getBody() instanceof ImportReport report ? report : null;
    }

    private List<Map<String, String>> importedSince(int before) {
        return simulator
                .world()
                .leads()
                .skip(before)
                .map(Lead::data)
                .map(BodyWritingsTest::sorted)
                .collect(Collectors.toList());
    }

    private static Map<String, String> sorted(Map<String, String> data) {
        Map<String, String> filled = new TreeMap<>(data);
        // Of the campaign's definition; no lead of ours has an empty field.
        filled.values().removeIf(String::isEmpty);
        return filled;
    }

    private static List<Map<String, String>> leads(Random random, int count) {
        List<Map<String, String>> leads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, String> lead = new TreeMap<>();
            lead.put("Phone", "7000" + random.nextInt(10_000));
            if (random.nextBoolean()) {
                lead.put("FirstName", any(random, TEXTS) + any(random, TEXTS));
            }
            if (random.nextInt(4) == 0) {
                lead.put("Navn på æble", any(random, TEXTS));
            }
            leads.add(lead);
        }
        return leads;
    }

    private static String write(List<Map<String, String>> leads, Layout layout) throws JsonProcessingException {
        List<String> compact = new ArrayList<>();
        List<String> pretty = new ArrayList<>();
        for (Map<String, String> lead : leads) {
            compact.add(JSON.writeValueAsString(lead));
            pretty.add(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(lead));
        }
        return switch (layout) {
            case ARRAY -> JSON.writeValueAsString(leads);
            case PRETTY_ARRAY -> JSON.writerWithDefaultPrettyPrinter().writeValueAsString(leads);
            case ARRAY_OF_LINES -> "[" + String.join(",\n", compact) + "\n]\n";
            case LINES -> String.join("\n", compact) + "\n";
            case LINES_CRLF -> String.join("\r\n", compact);
            case LINES_CR -> String.join("\r", compact) + "\r";
            case LINES_WITH_COMMAS -> String.join(",\n", compact);
            case PRETTY_OBJECTS -> String.join("\n", pretty) + "\n";
            case OBJECTS_WITHOUT_LINES -> String.join("", compact);
        };
    }

    private Object carried(Carrier carrier, Encoding encoding, String text, Random random) throws Exception {
        byte[] bytes = encoding.bytes(text);
        return switch (carrier) {
            case STRING -> encoding.mark + text;
            case BYTES -> bytes;
            case STREAM -> new Pieces(bytes, random);
            case READER -> new StringReader(encoding.mark + text);
            case FILE -> Files.write(folder.resolve("leads"), bytes).toFile();
            case PATH -> Files.write(folder.resolve("leads"), bytes);
            case STREAM_CACHE -> new InputStreamCache(bytes);
            case READER_CACHE -> new ReaderCache(encoding.mark + text);
        };
    }

    private static <T> T any(Random random, T[] all) {
        return all[random.nextInt(all.length)];
    }

    /** Gives its bytes in pieces of any size. */
    private static final class Pieces extends InputStream {

        private final InputStream in;
        private final Random random;

        Pieces(byte[] bytes, Random random) {
            this.in = new ByteArrayInputStream(bytes);
            this.random = new Random(random.nextLong());
        }

        @Override
        public int read() {
            ByteArrayOutputStream one = new ByteArrayOutputStream(1);
            byte[] piece = new byte[1];
            int count = read(piece, 0, 1);
            one.write(piece, 0, 1);
            return count < 0 ? -1 : one.toByteArray()[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            try {
                return in.read(target, offset, Math.min(length, 1 + random.nextInt(7)));
            } catch (java.io.IOException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
