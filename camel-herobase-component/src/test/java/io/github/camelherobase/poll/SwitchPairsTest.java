package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.HerobaseServerException;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.OpenCall;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.ManualPolls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The core routes against servers whose open points are set so that every two values come together at least once. */
class SwitchPairsTest {

    private static final int SMALL = 3;
    private static final String ALL = "ALL";
    private static final Map<String, List<String>> VALUES = values();

    private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
    private final ManualClock clock = new ManualClock(time);
    private final Map<String, ManualPolls> polls = new LinkedHashMap<>();
    private final Map<String, Set<String>> sinks = new ConcurrentHashMap<>();

    private static Map<String, List<String>> values() {
        Map<String, List<String>> values = new TreeMap<>();
        values.put("anyAccept", List.of("JSON", "REFUSED"));
        values.put("boundsRounding", List.of("NONE", "MINUTES", "DAYS"));
        values.put("boundsZone", List.of("Europe/Copenhagen", "UTC", "Europe/Helsinki"));
        values.put("campaignsFilter", List.of("IGNORED", "HONOURED", "BY_CODE", "BY_ID", "BY_NAME"));
        values.put("commitDelay", List.of("PT0S", "PT45S"));
        values.put("counterScope", List.of("ACCOUNT", "CUSTOMER"));
        values.put("dateHeaderPresence", List.of("PRESENT", "ABSENT"));
        values.put("dateHeaderSkew", List.of("PT0S", "PT90S", "PT-10M"));
        values.put("dateHeaderTime", List.of("RIGHT", "ONCE_WRONG", "FROZEN"));
        values.put("endTimeParameter", List.of("IGNORED", "HONOURED"));
        values.put("entryAccess", List.of("FULL", "PARTNER", "NONE"));
        values.put("enumForm", List.of("NAMES", "NUMBERS"));
        values.put("errorPages", List.of("HTML", "EMPTY"));
        values.put("failCallsAbove", List.of(ALL, "PT6H"));
        values.put("failLeadsAbove", List.of(ALL, "PT6H"));
        values.put("globCase", List.of("IGNORED", "SIGNIFICANT"));
        values.put("importResultDetail", List.of("SUCCESS_ONLY", "DETAILED"));
        values.put("limitParameter", List.of("IGNORED", "TRUNCATES"));
        values.put("noStatusSelection", List.of("ALL", "REFUSED"));
        values.put("offsetHandling", List.of("HONOURED", "IGNORED", "REFUSED"));
        values.put("rawLeadRows", List.of("DATA", "PROPERTIES_AND_DATA"));
        values.put("refusalStatus", List.of("TOO_MANY_REQUESTS", "MISPRINTED"));
        values.put("retryAfter", List.of("ABSENT", "PRESENT"));
        values.put("stampPrecision", List.of("SECONDS", "TICKS"));
        values.put("stampZone", List.of("Europe/Copenhagen", "UTC"));
        values.put("unitScope", List.of("WITH_UNITS_BELOW", "UNIT_ALONE"));
        values.put("unknownSearch", List.of("FAILED", "NOT_FOUND", "EMPTY"));
        values.put("usageShape", List.of("LIST", "MAP"));
        return values;
    }

    private record Setting(String name, String value) {}

    /** Rows of a covering array, found greedily: the best of some that are drawn. */
    static Stream<Map<String, String>> rows() {
        Set<Set<Setting>> missing = new HashSet<>();
        List<Setting> all = VALUES.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> new Setting(entry.getKey(), value)))
                .toList();
        all.forEach(one -> all.stream()
                .filter(other -> !other.name().equals(one.name()))
                .forEach(other -> missing.add(Set.of(one, other))));
        Random random = new Random(20_261_128);
        List<Map<String, String>> rows = new ArrayList<>();
        while (!missing.isEmpty()) {
            Set<Setting> first = missing.stream()
                    .min(Comparator.comparing(pair ->
                            new TreeSet<>(pair.stream().map(Setting::toString).toList()).toString()))
                    .get();
            Map<String, String> best = Stream.generate(() -> row(first, random))
                    .limit(60)
                    .max(Comparator.comparingInt(row -> (int)
                            missing.stream().filter(pair -> covers(row, pair)).count()))
                    .get();
            missing.removeIf(pair -> covers(best, pair));
            rows.add(best);
        }
        System.out.println(rows.size() + " rows cover every two values of " + VALUES.size() + " switches");
        return rows.stream().limit(Boolean.getBoolean("proof") ? rows.size() : SMALL);
    }

    private static Map<String, String> row(Set<Setting> first, Random random) {
        Map<String, String> row = new TreeMap<>();
        VALUES.forEach((name, values) -> row.put(name, values.get(random.nextInt(values.size()))));
        first.forEach(setting -> row.put(setting.name(), setting.value()));
        return row;
    }

    private static boolean covers(Map<String, String> row, Set<Setting> pair) {
        return pair.stream().allMatch(setting -> setting.value().equals(row.get(setting.name())));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRouteDeliversAllOrSaysWhy(Map<String, String> row) throws Exception {
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                .clock(time)
                .account(AccountSpec.named("api@example.com", "secret")
                        .defaultDailyLimit(1_000_000_000)
                        .linkedUser("boss@example.com")
                        .savedSearch(SavedSearch.named("All")))
                .organisation(units -> {
                    units.addUnit("Danmark");
                    units.addUser("agent@example.com", "Danmark");
                });
        row.forEach((name, value) -> {
            if (!value.equals(ALL) || !name.endsWith("Above")) {
                Switches.set(builder, name, value);
            }
        });
        try (HerobaseSimulator simulator = builder.start();
                DefaultCamelContext context = context(simulator)) {
            simulator.world().addCampaign(CampaignSpec.code("AUTUMN25"));
            Set<String> calls = new TreeSet<>();
            for (int step = 0; step < 9; step++) {
                clock.advance(Duration.ofMinutes(17));
                String lead = simulator
                        .world()
                        .addLead(step % 3 == 0 ? "AUTUMN25" : "SPRING25", Map.of("Phone", "7000"))
                        .uniqueId();
                OpenCall call = simulator.world().dialer().dial(lead, "agent@example.com");
                call.answer();
                clock.advance(Duration.ofMinutes(2));
                call.hangUp();
                call.save("Sale");
                calls.add(call.call().uniqueId());
                context.createProducerTemplate().sendBody("direct:import", Map.of("Phone", "70" + step));
                polls.values().forEach(ManualPolls::poll);
            }
            for (int i = 0; i < 5; i++) {
                clock.advance(Duration.ofMinutes(6));
                polls.values().forEach(ManualPolls::poll);
            }
            Set<String> leads =
                    simulator.world().leads().map(lead -> lead.uniqueId()).collect(Collectors.toSet());
            Set<String> ofCampaign = simulator
                    .world()
                    .leads()
                    .filter(lead -> lead.campaign().code().equals("SPRING25"))
                    .map(lead -> lead.uniqueId())
                    .collect(Collectors.toSet());
            assertThat(leads).hasSize(18);
            judge(context, "simple", leads, row);
            judge(context, "campaign", ofCampaign, row);
            judge(context, "search", leads, row);
            judge(context, "table", leads, row);
            judge(context, "rows", leads, row);
            judge(context, "campaignRows", ofCampaign, row);
            judge(context, "calls", calls, row);
            exports(context.createProducerTemplate(), leads, row);
        }
    }

    /** A producer's export of everything is not cut into windows, so it fails where the server does not manage that. */
    private static void exports(ProducerTemplate template, Set<String> leads, Map<String, String> row) {
        if (row.get("failLeadsAbove").equals("PT6H")) {
            assertThatThrownBy(() -> template.requestBody("direct:export", null, List.class))
                    .hasRootCauseInstanceOf(HerobaseServerException.class);
        } else {
            List<?> exported = template.requestBody("direct:export", null, List.class);
            assertThat(exported).as(row.toString()).hasSameSizeAs(leads);
        }
    }

    /** All arrived and nothing else, or the consumer says what is wrong, and it is. */
    private void judge(DefaultCamelContext context, String route, Set<String> expected, Map<String, String> row) {
        HerobaseConsumer consumer = (HerobaseConsumer) context.getRoute(route).getConsumer();
        boolean isOfCalls = route.equals("calls");
        String longest = row.get(isOfCalls ? "failCallsAbove" : "failLeadsAbove");
        // More than the server manages, whatever is asked for.
        boolean isImpossible = row.get("boundsRounding").equals("DAYS") && longest.equals("PT6H");
        if (isImpossible && consumer.getStateCause().equals(isOfCalls ? "bounds-unproven" : "smallest-window")) {
            assertThat(expected).as(route + row).containsAll(sinks.get(route));
        } else if (consumer.getStateCause().equals("bounds")) {
            assertThat(row.get("boundsZone")).as(route + row).isEqualTo("UTC");
            assertThat(expected).as(route + row).containsAll(sinks.get(route));
        } else {
            assertThat(sinks.get(route))
                    .as(route + " " + consumer.getPollState() + " " + consumer.getStateCause() + " " + row)
                    .isEqualTo(expected);
        }
    }

    private DefaultCamelContext context(HerobaseSimulator simulator) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        HerobaseComponent component = new HerobaseComponent();
        component.setClock(clock);
        HerobaseConfiguration configuration = component.getConfiguration();
        configuration.setBaseUrl(simulator.baseUrl());
        configuration.setUsername("api@example.com");
        configuration.setPassword("secret");
        context.addComponent("herobase", component);
        context.getRegistry().bind("store", new MemoryStateRepository());
        Map<String, String> consumers = Map.of(
                "simple", "simpleLeads?",
                "campaign", "simpleLeads?campaigns=SPRING25&",
                "search", "savedSearch?searchName=All&",
                "table", "savedSearch?searchName=All&format=csv&",
                "rows", "rawLeads?",
                "campaignRows", "rawLeads?campaigns=SPRING25&pivot=true&",
                "calls", "calls?orgCodes=Danmark&");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                new TreeMap<>(consumers).forEach((id, uri) -> {
                    polls.put(id, new ManualPolls());
                    sinks.put(id, new ConcurrentSkipListSet<>());
                    getContext().getRegistry().bind(id + "Polls", polls.get(id));
                    from("herobase:" + uri + "cursorRepository=#store&initialFrom=PT30H&delay=1m&scheduler=#" + id
                                    + "Polls")
                            .routeId(id)
                            .process(exchange ->
                                    sinks.get(id).add(id(exchange.getMessage().getBody())));
                });
                from("direct:import").to("herobase:importLeads?campaignCode=SPRING25");
                from("direct:export").to("herobase:simpleLeads");
            }
        });
        context.start();
        return context;
    }

    private static String id(Object body) {
        if (body instanceof Lead lead) {
            return lead.getUniqueId();
        }
        if (body instanceof Call call) {
            return call.getUniqueId();
        }
        if (body instanceof RawLeadField row) {
            return row.getUniqueLeadId();
        }
        Map<?, ?> fields = (Map<?, ?>) body;
        return fields.entrySet().stream()
                .filter(field -> field.getKey().toString().replace(" ", "").equalsIgnoreCase("uniqueId"))
                .findFirst()
                .orElseThrow()
                .getValue()
                .toString();
    }
}
