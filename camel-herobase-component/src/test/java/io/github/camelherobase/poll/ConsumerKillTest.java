package io.github.camelherobase.poll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.RecordedRequest;
import io.github.camelherobase.simulator.http.QueryParameters;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.OpenCall;
import io.github.camelherobase.simulator.world.SavedSearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Consumers of every family in a process of their own, which is killed at random moments while agents keep changing leads
 * and calling: in the end each sink's state of every lead and call is HeroBase's, and what a kill repeats is no more than
 * what changed in one window and one overlap.
 */
class ConsumerKillTest {

    private static final boolean PROOF = Boolean.getBoolean("proof");
    private static final int KILLS = Integer.getInteger("kills", PROOF ? 50 : 3);
    private static final int LEADS = 400;
    private static final String AGENT = "agent1@example.com";
    private static final Duration OVERLAP = Duration.ofSeconds(3);
    private static final Duration BEHIND = Duration.ofSeconds(30);
    /** What maxCallDuration is by default. */
    private static final Duration LONGEST_CALL = Duration.ofHours(4);
    /** Times of the server's {@code Date} are whole seconds, and a request takes a moment. */
    private static final Duration ROUNDING = Duration.ofSeconds(2);

    /** The simulator's, which the component takes HeroBase's times for. */
    private static final ZoneId ZONE = ZoneId.of("Europe/Copenhagen");

    private static final Map<String, String> FAMILIES = families();

    /** Each names itself in its requests: the server ignores an include that it does not know. */
    private static Map<String, String> families() {
        Map<String, String> families = new LinkedHashMap<>();
        families.put("simple", "simpleLeads?include=simple&username=leads");
        families.put("search", "savedSearch?searchName=All&include=data,search&username=leads");
        families.put("csv", "savedSearch?searchName=Steps&format=csv&include=csv&username=leads");
        families.put("raw", "rawLeads?include=raw&username=leads");
        families.put("pivot", "rawLeads?pivot=true&include=pivot&username=leads");
        families.put("calls", "calls?orgCodes=all&include=calls&username=calls");
        return families;
    }

    @TempDir
    private Path folder;

    private final Random random = new Random(Long.getLong("kills.seed", 20_261_124L));
    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .account(AccountSpec.named("leads", "secret")
                    .linkedUser("boss@example.com")
                    .projectRights("B2B North")
                    .defaultDailyLimit(10_000_000)
                    .savedSearch(SavedSearch.named("All"))
                    .savedSearch(SavedSearch.named("Steps").withColumns("uniqueId", "lastModifiedTime", "Step")))
            .account(AccountSpec.named("calls", "secret").defaultDailyLimit(10_000_000))
            .campaign(CampaignSpec.code("SPRING25")
                    .required("Phone")
                    .optional("Step")
                    .project("B2B North"))
            .campaign(CampaignSpec.code("DIAL").required("Phone").project("Telephone"))
            .organisation(units -> {
                units.addUnit("North");
                units.addUser(AGENT, "North");
            })
            .openPoints(points -> points.commitDelay(Duration.ofMillis(300)))
            .start();

    private final List<String> ids = new ArrayList<>();
    private final List<String> toDial = new ArrayList<>();
    /** When each state came about, by family's kind of record, id and state. */
    private final Map<String, Instant> born = new HashMap<>();

    private final Map<String, Life> lives = new HashMap<>();
    private Instant started;
    private OpenCall talk;
    private int step;

    /** What one family's sink has seen so far. */
    private static final class Life {
        private final Set<String> seen = new HashSet<>();
        private int lines;
        private Instant position = Instant.MAX;
        private long repeats;
        private long mayRepeat;
    }

    @Test
    void afterAnyKillEverySinkHasTheLastStateOfEveryLeadAndCall() throws Exception {
        try (simulator) {
            addLeads();
            FAMILIES.keySet().forEach(family -> lives.put(family, new Life()));
            for (int kill = 0; kill < KILLS; kill++) {
                Process worker = worker();
                if (random.nextInt(5) > 0) {
                    long before = lines();
                    await().atMost(Duration.ofSeconds(60)).until(() -> {
                        change();
                        return lines() > before;
                    });
                }
                long moment = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(PROOF ? 10_000 : 2_500));
                await().atMost(Duration.ofSeconds(60))
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> {
                            change();
                            return System.nanoTime() > moment;
                        });
                worker.destroyForcibly();
                assertThat(worker.waitFor(1, TimeUnit.MINUTES)).isTrue();
                for (String family : FAMILIES.keySet()) {
                    readLife(family);
                    countWhatMayRepeat(lives.get(family));
                }
            }
            hangUp();
            Process last = worker();
            try {
                for (String family : FAMILIES.keySet()) {
                    Map<String, String> inHeroBase = family.equals("calls") ? calls() : leads();
                    await().atMost(Duration.ofSeconds(60))
                            .untilAsserted(
                                    () -> assertThat(states(family)).as(family).isEqualTo(inHeroBase));
                }
            } finally {
                last.destroyForcibly();
                assertThat(last.waitFor(1, TimeUnit.MINUTES)).isTrue();
            }
            System.out.println(KILLS + " kills, " + LEADS + " leads, " + step + " changes, "
                    + simulator.world().calls().count() + " calls");
            for (String family : FAMILIES.keySet()) {
                readLife(family);
                Life life = lives.get(family);
                assertThat(life.repeats).as(family).isLessThanOrEqualTo(life.mayRepeat);
                System.out.println(family + ": " + life.lines + " deliveries, " + life.repeats + " of them repeats, "
                        + life.mayRepeat + " allowed");
            }
        }
    }

    private void addLeads() {
        for (int i = 0; i < LEADS; i++) {
            ids.add(simulator
                    .world()
                    .addLead("SPRING25", Map.of("Phone", "7000" + i, "Step", "0"))
                    .uniqueId());
            toDial.add(simulator
                    .world()
                    .addLead("DIAL", Map.of("Phone", "8000" + i))
                    .uniqueId());
            born.put(ids.get(i) + " 0", simulator.clock().now());
        }
    }

    /** Agents change some leads; a call begins, and the one before ends with its wrap-up. */
    private void change() {
        for (int i = 0; i < 3; i++) {
            String id = ids.get(random.nextInt(ids.size()));
            String state = String.valueOf(++step);
            simulator.world().change(id, lead -> lead.data("Step", state));
            born.put(id + " " + state, simulator.clock().now());
        }
        hangUp();
        talk = simulator.world().dialer().dial(toDial.get(random.nextInt(toDial.size())), AGENT);
    }

    private void hangUp() {
        if (talk != null) {
            var call = talk.answer().hangUp().redialCommon();
            // A window of calls is one of their starts.
            born.put(call.uniqueId() + " " + call.status(), call.startTime());
            born.put(call.uniqueId() + " NotSet", call.startTime());
        }
    }

    private Map<String, String> leads() {
        Map<String, String> states = new TreeMap<>();
        ids.forEach(id ->
                states.put(id, simulator.world().lead(id).orElseThrow().data().get("Step")));
        return states;
    }

    private Map<String, String> calls() {
        Map<String, String> states = new TreeMap<>();
        simulator.world().calls().stream()
                .forEach(call -> states.put(call.uniqueId(), call.status().name()));
        return states;
    }

    private Map<String, String> states(String family) throws IOException {
        Map<String, String> states = new TreeMap<>();
        for (String line : deliveries(family)) {
            int blank = line.indexOf(' ');
            states.put(line.substring(0, blank), line.substring(blank + 1));
        }
        return states;
    }

    private List<String> deliveries(String family) throws IOException {
        Path file = folder.resolve(family);
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private long lines() throws IOException {
        long lines = 0;
        for (String family : FAMILIES.keySet()) {
            lines += deliveries(family).size();
        }
        return lines;
    }

    /** What a family's consumer delivered between two kills: each state once, and repeats only from its position on. */
    private void readLife(String family) throws Exception {
        Life life = lives.get(family);
        List<String> all = deliveries(family);
        List<String> fresh = all.subList(life.lines, all.size());
        Instant from = life.position.truncatedTo(ChronoUnit.SECONDS);
        assertThat(fresh).as(family).doesNotHaveDuplicates();
        for (String delivery : fresh) {
            if (!life.seen.add(delivery)) {
                assertThat(born.get(delivery)).as(family + " " + delivery).isAfterOrEqualTo(from);
                life.repeats++;
            }
        }
        life.lines = all.size();
        positionIsThatOfTheLastWindow(family, life);
    }

    private void countWhatMayRepeat(Life life) {
        Instant from = life.position.truncatedTo(ChronoUnit.SECONDS);
        life.mayRepeat += life.seen.stream()
                .filter(state -> !born.get(state).isBefore(from))
                .count();
    }

    /**
     * A window is asked for when the one before is done: so the position is that one's time, less the overlap. Not so for
     * history, whose windows are as old as they are, and not for the window before a process's first one. Until a process
     * has seen a record whose time agrees with the clock, its position may stand still.
     */
    private void positionIsThatOfTheLastWindow(String family, Life life) throws Exception {
        FileCursorStore store = new FileCursorStore(folder.resolve("positions"));
        String entry = store.getState(family);
        store.stop();
        if (entry == null) {
            return;
        }
        Matcher position = Pattern.compile("\"position\":\"([^\"]+)\"").matcher(entry);
        assertThat(position.find()).as(entry).isTrue();
        Instant before = life.position;
        life.position = Instant.parse(position.group(1));
        boolean stoodStill = before.equals(Instant.MAX) || life.position.equals(before);
        List<Instant> asked = liveWindows(family);
        if (!stoodStill && asked.size() > 1 && !asked.get(asked.size() - 2).isBefore(started)) {
            assertThat(life.position)
                    .as(family)
                    .isAfterOrEqualTo(
                            asked.get(asked.size() - 2).minus(readAgain(family)).minus(ROUNDING));
        }
    }

    /**
     * Calls are asked for by their start, so behind the longest call. The clock counts as ahead of leads' times by the least
     * that one was behind it, which on a busy machine is some seconds.
     */
    private static Duration readAgain(String family) {
        return OVERLAP.plus(family.equals("calls") ? LONGEST_CALL : BEHIND);
    }

    /** When each window that has no end was asked for; one of calls takes a request for each unit, of which one counts. */
    private List<Instant> liveWindows(String family) {
        List<RecordedRequest> live = simulator.books().requests().stream()
                .filter(request -> request.queryParameters().list("include").contains(family) && !isHistory(request))
                .toList();
        return live.stream()
                .filter(request -> unit(request).equals(unit(live.get(0))))
                .map(RecordedRequest::received)
                .toList();
    }

    private static Optional<String> unit(RecordedRequest request) {
        return request.queryParameters().text("OrgCode");
    }

    private static boolean isHistory(RecordedRequest request) {
        QueryParameters query = request.queryParameters();
        Optional<Instant> end = query.text("TimeSpan")
                .map(span -> LocalDateTime.parse(query.text("StartTime").orElseThrow())
                        .plus(Duration.parse(span))
                        .atZone(ZONE)
                        .toInstant());
        return query.text("modifiedTo").isPresent()
                || end.filter(request.received()::isAfter).isPresent();
    }

    private Process worker() throws IOException {
        started = simulator.clock().now();
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ConsumerKillTest.class.getName(),
                        simulator.baseUrl(),
                        folder.toString()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("worker.log").toFile())
                .start();
    }

    /** The worker: a route for each family, which appends the id and state of each lead or call to the family's file. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[1]);
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("store", new FileCursorStore(folder.resolve("positions")));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    FAMILIES.forEach((name, operation) -> from("herobase:" + operation + "&baseUrl=" + arguments[0]
                                    + "&password=RAW(secret)&initialFrom=P1D&windowSize=6h&overlap=" + OVERLAP
                                    + "&cursorRepository=#store&cursorKey=" + name + "&delay=150&initialDelay=0")
                            .routeId(name)
                            .process(exchange -> append(
                                    folder.resolve(name), exchange.getMessage().getBody())));
                }
            });
            context.start();
            Thread.currentThread().join();
        }
    }

    private static void append(Path file, Object body) throws IOException {
        String line = line(body);
        if (line != null) {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    /** Null for a raw field that never changes. */
    private static String line(Object body) {
        if (body instanceof Lead lead) {
            return lead.getUniqueId() + " " + lead.getData().get("Step");
        }
        if (body instanceof Call call) {
            return call.getUniqueId() + " " + call.getStatus();
        }
        if (body instanceof RawLeadField field) {
            return field.getFieldName().equals("Step") ? field.getUniqueLeadId() + " " + field.getFieldValue() : null;
        }
        return ((Map<?, ?>) body).get("uniqueId") + " " + ((Map<?, ?>) body).get("Step");
    }
}
