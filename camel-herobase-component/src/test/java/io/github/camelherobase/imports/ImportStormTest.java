package io.github.camelherobase.imports;

import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.api.ImportReport.Outcome;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.http.HttpRequest;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;

/** Under every fault at once, what the import says of each lead agrees with what the simulator stored. */
class ImportStormTest {

    private static final int LEADS = Boolean.getBoolean("proof") ? 10_000 : 300;
    private static final Fault SERVES = (request, processing) -> processing.get();
    private static final Fault REFUSES = (request, processing) -> HttpAnswer.text(429, "text/html", "slow down")
            .withHeader("X-Rate-Limit-Limit", "100000000000")
            .withHeader("X-Rate-Limit-Remaining", "0")
            .withHeader("X-Rate-Limit-Reset", "0");
    private static final Fault STORES_AND_FAILS = (request, processing) -> {
        processing.get();
        return HttpAnswer.text(500, "text/html", "failed");
    };

    /** What met a lead's request, by its phone number; a refused one meets something else when it is sent again. */
    private static final class Storm implements Fault {

        private final Random random = new Random(20_260_506);
        private final Map<String, String> met = new ConcurrentHashMap<>();

        @Override
        public HttpAnswer answer(HttpRequest request, Supplier<HttpAnswer> processing) {
            String phone = request.bodyText().replaceAll(".*\"Phone\":\"(\\d*)\".*", "$1");
            String name = draw();
            met.put(phone, name);
            return fault(name).answer(request, processing);
        }

        private synchronized String draw() {
            int percent = random.nextInt(100);
            if (percent < 10) {
                return "reset before";
            }
            if (percent < 20) {
                return "reset after";
            }
            if (percent < 30) {
                return "reset in the answer";
            }
            if (percent < 35) {
                return percent % 2 == 0 ? "500 before storing" : "500 after storing";
            }
            if (percent < 40) {
                return "429";
            }
            return percent < 43 ? "drip" : "nothing";
        }

        private static Fault fault(String name) {
            return switch (name) {
                case "reset before" -> Fault.resetBeforeProcessing();
                case "reset after" -> Fault.resetBeforeAnswer();
                case "reset in the answer" -> Fault.resetAfterBytes(1);
                case "500 before storing" -> Fault.status(500);
                case "500 after storing" -> STORES_AND_FAILS;
                case "429" -> REFUSES;
                case "drip" -> Fault.drip(2, Duration.ofMillis(5));
                default -> SERVES;
            };
        }
    }

    @Test
    void theReportAgreesWithTheBooksLeadByLead() throws Exception {
        Storm storm = new Storm();
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .account(ImportSites.unlimited())
                        .start();
                DefaultCamelContext context = ImportSites.context(simulator.baseUrl())) {
            simulator.faults().always("POST /leads", storm);
            Map<Integer, Outcome> problems = new ConcurrentHashMap<>();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:import").to("herobase:importLeads?importConcurrency=8&rejectedUri=direct:problem");
                    from("direct:problem")
                            .process(exchange -> problems.put(
                                    exchange.getMessage().getHeader(HerobaseConstants.POSITION, Integer.class),
                                    exchange.getMessage().getHeader(HerobaseConstants.OUTCOME, Outcome.class)));
                }
            });
            context.start();

            ImportReport report = importOf(context);

            assertThat(report.complete()).isTrue();
            assertThat(report.getTotal()).isEqualTo(LEADS);
            report.problems().stream()
                    .filter(problem -> problem.outcome() == Outcome.NOT_SENT)
                    .forEach(problem -> problems.put((int) problem.position(), Outcome.NOT_SENT));
            Map<String, Integer> stored = simulator.world().occurrences(HerobaseSimulator.DEFAULT_CAMPAIGN, "Phone");
            Map<Outcome, Set<Integer>> byOutcome = new HashMap<>();
            for (Outcome outcome : Outcome.values()) {
                byOutcome.put(
                        outcome,
                        problems.entrySet().stream()
                                .filter(entry -> entry.getValue() == outcome)
                                .map(Map.Entry::getKey)
                                .collect(Collectors.toSet()));
            }
            assertThat(byOutcome.get(Outcome.REJECTED)).hasSize((int) report.rejected());
            assertThat(byOutcome.get(Outcome.NOT_SENT)).hasSize((int) report.notSent());
            assertThat(byOutcome.get(Outcome.IN_DOUBT)).hasSize((int) report.inDoubt());
            assertThat(stored.values()).allMatch(count -> count == 1);
            for (int number = 0; number < LEADS; number++) {
                String phone = String.valueOf(number);
                Outcome problem = problems.get(number);
                String fault = storm.met.get(phone);
                if (number % 33 == 7) {
                    // Invalid: refused by our own check, whatever the storm.
                    assertThat(problem).isEqualTo(Outcome.REJECTED);
                } else if (problem == null) {
                    assertThat(stored).containsKey(phone);
                    assertThat(fault).isIn("nothing", "drip");
                } else if (problem == Outcome.NOT_SENT) {
                    assertThat(stored).doesNotContainKey(phone);
                } else {
                    assertThat(problem).isEqualTo(Outcome.IN_DOUBT);
                    assertThat(stored.containsKey(phone))
                            .isEqualTo(!Set.of("reset before", "500 before storing")
                                    .contains(fault));
                }
            }
            System.out.println(report);
        }
    }

    private static ImportReport importOf(DefaultCamelContext context) {
        Iterator<?> leads = IntStream.range(0, LEADS)
                .mapToObj(number -> number % 33 == 7 ? List.of("no", "lead") : Map.of("Phone", String.valueOf(number)))
                .iterator();
        Exchange done = context.createProducerTemplate()
                .request("direct:import", exchange -> exchange.getMessage().setBody(leads));
        return ((HerobaseImportAbortedException) done.getException()).report();
    }
}
