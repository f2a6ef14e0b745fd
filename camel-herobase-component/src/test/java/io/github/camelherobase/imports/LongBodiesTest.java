package io.github.camelherobase.imports;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;

/** A body of any length is read in little memory: most of its leads are blank, so that reading is what takes the time. */
class LongBodiesTest {

    private static final int ELEMENTS = Boolean.getBoolean("proof") ? 10_000_000 : 200_000;
    private static final int ONE_IN = 10_000;

    /** How the elements are written. */
    public enum Layout {
        ARRAY("[", ",", "]"),
        LINES("", "\n", "\n"),
        PRETTY("[\n  ", ",\n  ", "\n]\n");

        private final String begin;
        private final String between;
        private final String end;

        Layout(String begin, String between, String end) {
            this.begin = begin;
            this.between = between;
            this.end = end;
        }
    }

    @ParameterizedTest
    @EnumSource
    void isReadInLittleMemory(Layout layout) throws Exception {
        try (HerobaseSimulator simulator =
                HerobaseSimulator.builder().account(ImportSites.unlimited()).start()) {
            long begin = System.nanoTime();
            Process child = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx64m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Child.class.getName(),
                            simulator.baseUrl(),
                            layout.name(),
                            String.valueOf(ELEMENTS))
                    .redirectErrorStream(true)
                    .start();
            String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
            System.out.println("long bodies: " + ELEMENTS + " elements at -Xmx64m, " + layout + ", "
                    + (System.nanoTime() - begin) / 1_000_000_000 + " s");
            int leads = ELEMENTS / ONE_IN;
            assertThat(output)
                    .contains("accepted=" + leads + ", rejected=0,", "blank=" + (ELEMENTS - leads), "complete=true");
            assertThat(simulator
                            .world()
                            .leads()
                            .map(lead -> lead.data().get("Phone"))
                            .distinct())
                    .hasSize(leads);
        }
    }

    /** Imports so many elements. */
    public static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            try (DefaultCamelContext context = ImportSites.context(arguments[0])) {
                context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:in").noStreamCaching().to("herobase:importLeads");
                    }
                });
                context.start();
                Exchange done = context.createProducerTemplate().request("direct:in", exchange -> exchange.getMessage()
                        .setBody(new Elements(Layout.valueOf(arguments[1]), Integer.parseInt(arguments[2]))));
                System.out.println(
                        done.getException() == null
                                ? done.getMessage().getBody()
                                : String.valueOf(done.getException()));
            }
            System.exit(0);
        }
    }

    private static final class Elements extends InputStream {

        private final Layout layout;
        private final int elements;
        private int next;
        private byte[] part = new byte[0];
        private int at;

        private Elements(Layout layout, int elements) {
            this.layout = layout;
            this.elements = elements;
        }

        @Override
        public int read() {
            if (at == part.length && !isNextPart()) {
                return -1;
            }
            return part[at++] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            if (at == part.length && !isNextPart()) {
                return -1;
            }
            int count = Math.min(length, part.length - at);
            System.arraycopy(part, at, target, offset, count);
            at += count;
            return count;
        }

        private boolean isNextPart() {
            if (next > elements) {
                return false;
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < ONE_IN && next < elements; i++) {
                text.append(next == 0 ? layout.begin : layout.between)
                        .append("{\"Phone\":\"")
                        .append(next % ONE_IN == 0 ? "p" + next : "")
                        .append("\",\"FirstName\":\"\"}");
                next++;
            }
            if (text.isEmpty()) {
                text.append(layout.end);
                next++;
            }
            part = text.toString().getBytes(StandardCharsets.UTF_8);
            at = 0;
            return true;
        }
    }
}
