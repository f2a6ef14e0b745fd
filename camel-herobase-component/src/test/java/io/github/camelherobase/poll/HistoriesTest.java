package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.service.ServiceSupport;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.HerobaseConsumer;
import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.CursorStore;
import io.github.camelherobase.cursor.StoredPosition;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.LeadClosure;
import io.github.camelherobase.simulator.world.LeadStatus;
import io.github.camelherobase.simulator.world.OpenCall;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.support.ManualClock;
import io.github.camelherobase.support.ManualPolls;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A server, an operation with its filters and its end, and a route that fails, rolls back or hangs, all drawn at random: in
 * the end the sink has every record's last state, or the consumer says that the server reads bounds in another zone, and it
 * does. While an exchange hangs, the consumer says that.
 */
class HistoriesTest {

    private static final int HISTORIES = Integer.getInteger("histories", Boolean.getBoolean("proof") ? 10_000 : 30);
    private static final int POLLS_AT_THE_END = 200;
    private static final long FIRST_SEED = Long.getLong("histories.seed", 20_261_128L);

    /** Each name with the values that the server may have; the first is as assumed. */
    private static final Map<String, List<String>> POINTS = Map.ofEntries(
            entry("boundsZone", List.of("Europe/Copenhagen", "Europe/Copenhagen", "UTC", "-05:00", "Europe/Helsinki")),
            entry("stampZone", List.of("Europe/Copenhagen", "Europe/Copenhagen", "UTC")),
            entry("dateHeaderTime", List.of("RIGHT", "ONCE_WRONG", "FROZEN")),
            entry("dateHeaderPresence", List.of("PRESENT", "PRESENT", "ABSENT")),
            entry("dateHeaderSkew", List.of("PT0S", "PT90S", "PT-90S", "PT10M")),
            entry("boundsRounding", List.of("NONE", "MINUTES", "DAYS")),
            entry("enumForm", List.of("NAMES", "NUMBERS")),
            entry("stampPrecision", List.of("SECONDS", "TICKS")),
            entry("commitDelay", List.of("PT0S", "PT45S")),
            entry("campaignsFilter", List.of("HONOURED", "IGNORED", "BY_CODE", "BY_ID", "BY_NAME")),
            entry("limitParameter", List.of("IGNORED", "TRUNCATES")),
            entry("entryAccess", List.of("FULL", "PARTNER", "NONE")),
            entry("rawLeadRows", List.of("DATA", "PROPERTIES_AND_DATA")),
            entry("refusalStatus", List.of("TOO_MANY_REQUESTS", "MISPRINTED")));

    /** What a request may be answered with in between. */
    private static final int[] REFUSALS = {503, 500, 429, 249};

    private static final String[] LEADS = {
        "simpleLeads?",
        "simpleLeads?statuses=UserProcessed,New,Failed&",
        "simpleLeads?leadClosures=Success&",
        "simpleLeads?campaigns=SPRING25&",
        "savedSearch?searchName=All&",
        "rawLeads?",
        "rawLeads?pivot=true&campaigns=SPRING25&",
        "savedSearch?searchName=All&format=csv&"
    };
    /** One that takes the place of another at a restart. */
    private static final Map<String, List<String>> OTHER_FILTERS = Map.of(
            "simpleLeads", List.of(LEADS[0], LEADS[1], LEADS[2], LEADS[3]),
            "rawLeads", List.of(LEADS[5], LEADS[6]));

    private static final String CALLS = "calls?orgCodes=Danmark&";
    private static final String SHOWN = "shown";
    /** Waited for in real time, so few hang, and not for long. */
    private static final int HANGING = 25;

    @Test
    void nothingIsLostWithoutAWord() throws Exception {
        System.out.println("Histories of the seeds " + FIRST_SEED + " to " + (FIRST_SEED + HISTORIES - 1));
        DefaultCamelContext context = new DefaultCamelContext();
        // It takes a third of the time, and nothing here looks at it.
        context.disableJMX();
        context.start();
        int down = 0;
        int calls = 0;
        int bounded = 0;
        int hung = 0;
        int changed = 0;
        int rows = 0;
        List<AssertionError> lost = new ArrayList<>();
        long began = System.nanoTime();
        for (int number = 0; number < HISTORIES; number++) {
            History history = new History(FIRST_SEED + number, context);
            try {
                down += history.run() ? 0 : 1;
            } catch (AssertionError e) {
                lost.add(e);
            }
            calls += history.isOfCalls() ? 1 : 0;
            bounded += history.until == null ? 0 : 1;
            hung += history.hung ? 1 : 0;
            changed += history.changed ? 1 : 0;
            rows += history.isOfRows() ? 1 : 0;
        }
        System.out.printf(
                "%d histories in %d ms: %d of calls, %d with an end, %d with an exchange that hung,"
                        + " %d with other filters after a restart, %d of rows; %d told by the cause bounds%n",
                HISTORIES,
                Duration.ofNanos(System.nanoTime() - began).toMillis(),
                calls,
                bounded,
                hung,
                changed,
                rows,
                down);
        assertThat(lost).isEmpty();
    }

    /** A file would be synced at each poll, and Camel's memory forgets all when its route stops. */
    private static final class MemoryPositions extends ServiceSupport implements CursorStore {

        private final Map<String, String> entries = new ConcurrentHashMap<>();
        private final Supplier<String> route;

        private MemoryPositions(Supplier<String> route) {
            this.route = route;
        }

        @Override
        public void setState(String key, String value) {
            entries.put(key, value);
        }

        @Override
        public String getState(String key) {
            return entries.get(key);
        }

        @Override
        public String open(String key) {
            return entries.get(key);
        }

        /** Told by the key alone: account, operation and a hash of the filters. */
        @Override
        public List<StoredPosition> positions(String account, String operation) {
            return entries.keySet().stream()
                    .filter(key -> key.contains("." + operation + "."))
                    .map(key -> new StoredPosition(
                            key,
                            key.substring(0, key.indexOf("." + operation + ".")),
                            operation,
                            route.get(),
                            "others",
                            Instant.parse(entries.get(key).replaceAll("(?s).*\"position\":\"([^\"]*)\".*", "$1"))))
                    .toList();
        }
    }

    private static final class History {

        private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

        private final Random random;
        private final Random fates;
        private final String name;
        private final MemoryPositions positions = new MemoryPositions(this::route);

        private final MovableClock time = SimulatorClock.movable(Instant.parse("2026-05-06T08:00:00Z"));
        private final ManualClock clock = new ManualClock(time);
        private final Map<String, String> sink = new ConcurrentHashMap<>();
        private final Map<String, String> drawn = new LinkedHashMap<>();
        private final HerobaseSimulator simulator;
        private final ManualPolls polls = new ManualPolls();
        private String operation;
        private String code = "";
        private boolean changed;
        /** Whether the quota is used up now and then, which nobody waits for, as time does not go on meanwhile. */
        private final boolean isRefused;

        private final Instant until;
        private final boolean hangs;
        private final List<OpenCall> calls = new ArrayList<>();
        private final List<OpenCall> toWrapUp = new ArrayList<>();
        private volatile boolean fails = true;
        private volatile Runnable waiting;
        private boolean hung;
        private String route;
        /** One for all histories, as most of the time would go into contexts that start; a restart has a component of its own. */
        private final CamelContext context;

        History(long seed, CamelContext context) {
            this.context = context;
            this.random = new Random(seed * 0x9E3779B97F4A7C15L);
            this.fates = new Random(random.nextLong());
            HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                    .clock(time)
                    .account(AccountSpec.named("api@example.com", "secret")
                            .defaultDailyLimit(1_000_000_000)
                            .linkedUser("boss@example.com")
                            .savedSearch(SavedSearch.named("All")))
                    .organisation(units -> {
                        units.addUnit("Danmark");
                        for (int agent = 0; agent < 10; agent++) {
                            units.addUser("agent" + agent + "@example.com", "Danmark");
                        }
                    });
            POINTS.keySet().stream().sorted().forEach(point -> {
                List<String> values = POINTS.get(point);
                drawn.put(point, values.get(random.nextInt(values.size())));
                Switches.set(builder, point, drawn.get(point));
            });
            this.operation = random.nextInt(4) == 0 ? CALLS : LEADS[random.nextInt(LEADS.length)];
            this.until = random.nextInt(5) > 0
                    ? null
                    : time.now().plus(Duration.ofMinutes(random.nextInt(900))).plusSeconds(random.nextInt(60));
            this.hangs = random.nextInt(HANGING) == 0;
            this.isRefused = random.nextBoolean();
            this.name = "seed " + seed + " " + operation + " until " + until + (hangs ? " hangs " : " ") + drawn;
            this.simulator = builder.start();
            simulator.world().addCampaign(CampaignSpec.code("AUTUMN25"));
        }

        /** Which do not show when the lead was changed. */
        private boolean isOfRows() {
            return operation.startsWith("raw") || operation.contains("csv");
        }

        private boolean isOfCalls() {
            return operation.equals(CALLS);
        }

        /** Whether every record arrived; else the consumer is down with the right cause. */
        boolean run() throws Exception {
            try {
                work(5);
                start();
                for (int step = 0; step < 8; step++) {
                    work(3);
                    if (random.nextInt(5) == 0) {
                        simulator
                                .faults()
                                .next(
                                        service(),
                                        Fault.status(isRefused ? REFUSALS[random.nextInt(REFUSALS.length)] : 503));
                    }
                    if (random.nextInt(6) == 0) {
                        stop();
                        changeFilters();
                        start();
                    }
                    poll();
                    poll();
                    tellsOfHanging();
                }
                fails = false;
                return ends();
            } finally {
                stop();
                simulator.close();
            }
        }

        private String route() {
            return name;
        }

        private String service() {
            if (operation.startsWith("saved")) {
                return operation.contains("csv") ? "GET /leads/csv" : "GET /leads";
            }
            if (operation.startsWith("raw")) {
                return "GET /rawleads/csv";
            }
            return isOfCalls() ? "GET /calls" : "GET /simpleleads";
        }

        /** The start fails and names the ways on; the way of a new position is gone. */
        private void changeFilters() throws Exception {
            List<String> others = OTHER_FILTERS.get(operation.substring(0, operation.indexOf('?')));
            if (until != null || others == null || random.nextInt(3) > 0 || fails && positions.entries.isEmpty()) {
                return;
            }
            String other = others.get(random.nextInt(others.size()));
            if (other.equals(operation)) {
                return;
            }
            operation = other;
            Set<String> known = Set.copyOf(positions.entries.keySet());
            try {
                start();
                assertThat(known.isEmpty() || known.equals(positions.entries.keySet()))
                        .as(name + ": began anew, though there is a position")
                        .isTrue();
            } catch (Exception e) {
                Matcher matcher = Pattern.compile("newPosition=([0-9a-f]+)").matcher(messages(e));
                assertThat(matcher.find()).as(name + ": " + messages(e)).isTrue();
                code = "&newPosition=" + matcher.group(1);
                changed = true;
            }
            stop();
        }

        private static String messages(Throwable failure) {
            StringBuilder all = new StringBuilder();
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                all.append(cause.getMessage()).append('\n');
            }
            return all.toString();
        }

        private void stop() throws Exception {
            goOn();
            if (context.getRoute(route) != null) {
                context.getRouteController().stopRoute(route);
                context.removeRoute(route);
            }
            context.removeEndpoints("herobase:*");
            context.removeComponent("herobase").close();
        }

        private void poll() {
            if (polls.isSchedulerStarted()) {
                polls.poll();
            }
        }

        private void tellsOfHanging() {
            if (waiting != null) {
                hung = true;
                clock.advance(Duration.ofMinutes(31));
                assertThat(consumer().getStateCause()).as(name).isEqualTo("exchange-overdue");
                goOn();
            }
        }

        private void goOn() {
            Runnable exchange = waiting;
            waiting = null;
            if (exchange != null) {
                exchange.run();
            }
        }

        private boolean ends() throws Exception {
            Map<String, String> expected = world();
            for (int i = 0; i < POLLS_AT_THE_END; i++) {
                clock.advance(Duration.ofMinutes(3));
                poll();
                if (isComplete(expected)) {
                    return true;
                }
                if (consumer().getStateCause().equals("bounds")) {
                    assertThat(drawn.get("boundsZone")).as(name).isIn("UTC", "-05:00");
                    return false;
                }
            }
            assertThat(sink)
                    .as(name + " state " + consumer().getPollState() + " "
                            + consumer().getStateCause() + ", at " + consumer().getPosition() + ", "
                            + simulator.books().requests().size() + " requests")
                    .containsAllEntriesOf(expected);
            return true;
        }

        private boolean isComplete(Map<String, String> expected) {
            return expected.entrySet().stream()
                            .allMatch(record -> record.getValue().equals(sink.get(record.getKey())))
                    && (until == null || consumer().getPollState().equals("finished"));
        }

        private void work(int most) {
            for (int i = random.nextInt(most + 1); i >= 0; i--) {
                clock.advance(Duration.ofSeconds(random.nextInt(2400)));
                wrapUp();
                if (isOfCalls()) {
                    call();
                } else {
                    lead();
                }
            }
        }

        private void lead() {
            List<String> ids = new ArrayList<>();
            simulator.world().leads().forEach(lead -> ids.add(lead.uniqueId()));
            if (ids.isEmpty() || random.nextBoolean()) {
                simulator.world().addLead(random.nextInt(3) == 0 ? "AUTUMN25" : "SPRING25", Map.of("Phone", "7000"));
                return;
            }
            LeadStatus status = LeadStatus.values()[random.nextInt(LeadStatus.values().length)];
            LeadClosure closure = LeadClosure.values()[random.nextInt(LeadClosure.values().length)];
            simulator.world().change(ids.get(random.nextInt(ids.size())), lead -> lead.status(status)
                    .closure(closure));
        }

        private void call() {
            String lead = simulator
                    .world()
                    .addLead("SPRING25", Map.of("Phone", "7000"))
                    .uniqueId();
            OpenCall call = simulator.world().dialer().dial(lead, "agent" + calls.size() % 10 + "@example.com");
            call.answer();
            clock.advance(Duration.ofSeconds(random.nextInt(300)));
            call.hangUp();
            calls.add(call);
            toWrapUp.add(call);
        }

        /** Within an hour or two, so that it is not later than a poll reaches back. */
        private void wrapUp() {
            for (Iterator<OpenCall> each = toWrapUp.iterator(); each.hasNext(); ) {
                OpenCall call = each.next();
                boolean isLate =
                        call.call().startTime().plus(Duration.ofHours(1)).isBefore(time.now());
                if (isLate || random.nextInt(3) == 0) {
                    call.save("Sale");
                    each.remove();
                }
            }
        }

        private Map<String, String> world() {
            Map<String, String> all = new LinkedHashMap<>();
            if (isOfCalls()) {
                calls.stream()
                        .filter(call -> isBeforeEnd(call.call().startTime()))
                        .forEach(call -> all.put(
                                call.call().uniqueId(), call.call().status().name()));
                return all;
            }
            Predicate<io.github.camelherobase.simulator.world.Lead> wanted = operation.contains("statuses")
                    ? lead -> List.of("UserProcessed", "New", "Failed")
                            .contains(lead.status().name())
                    : operation.contains("leadClosures")
                            ? lead -> lead.closure().name().equals("Success")
                            : operation.contains("campaigns")
                                    ? lead -> lead.campaign().code().equals("SPRING25")
                                    : lead -> true;
            simulator
                    .world()
                    .leads()
                    .filter(wanted)
                    .filter(lead -> isBeforeEnd(lead.lastModifiedTime()))
                    .forEach(lead -> all.put(
                            lead.uniqueId(),
                            isOfRows() ? SHOWN : lead.lastModifiedTime().getEpochSecond() % 3600 + ""));
            return all;
        }

        private boolean isBeforeEnd(Instant moment) {
            return until == null || moment.isBefore(until);
        }

        private void start() throws Exception {
            route = route();
            HerobaseComponent component = new HerobaseComponent();
            component.setClock(clock);
            context.addComponent("herobase", component);
            context.getRegistry().bind("polls", polls);
            context.getRegistry().bind("store", positions);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("herobase:" + operation + "baseUrl=" + simulator.baseUrl()
                                    + "&quotaSync=0&username=api@example.com&password=secret&initialFrom=P3D" + code
                                    + "&cursorRepository=#store&delay=1m&scheduler=#polls"
                                    + (hangs ? "&responseTimeout=600" : "")
                                    + (isRefused ? "&onQuotaExceeded=fail" : "")
                                    + (until == null
                                            ? ""
                                            : "&until=" + until.atZone(ZONE).toLocalDateTime()))
                            .routeId(route)
                            .process(new Sometimes());
                }
            });
        }

        private HerobaseConsumer consumer() {
            return (HerobaseConsumer) context.getRoute(route).getConsumer();
        }

        /** Fails, is rolled back, hangs, or takes the record. */
        private final class Sometimes extends AsyncProcessorSupport {

            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                int fate = fails ? fates.nextInt(10) : 9;
                if (fate == 0) {
                    exchange.setException(new IllegalStateException("now and then"));
                } else if (fate == 1) {
                    exchange.setRollbackOnly(true);
                } else if (hangs && !hung && fails && waiting == null) {
                    waiting = () -> {
                        take(exchange);
                        callback.done(false);
                    };
                    return false;
                } else {
                    take(exchange);
                }
                callback.done(true);
                return true;
            }

            private void take(Exchange exchange) {
                if (exchange.getMessage().getBody() instanceof Call call) {
                    sink.put(call.getUniqueId(), call.getStatus());
                } else if (exchange.getMessage().getBody() instanceof Lead lead) {
                    sink.put(lead.getUniqueId(), lead.getLastModifiedTime().toEpochSecond() % 3600 + "");
                } else {
                    sink.put(exchange.getMessage().getHeader(HerobaseConstants.UNIQUE_ID, String.class), SHOWN);
                }
            }
        }
    }
}
