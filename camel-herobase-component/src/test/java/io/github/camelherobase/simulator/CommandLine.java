package io.github.camelherobase.simulator;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.SavedSearch;

/** The options of {@link Main}. */
final class CommandLine {

    static final String HELP = """
            HeroBase simulator: the HTTP API of HeroBase Outbound on this machine, for tests.

            Usage: java -jar camel-herobase-<version>-simulator.jar [options]

              --port <n>                TCP port on localhost; 0 takes a free one     (default 8080)
              --user <name>             account name                                  (default api@example.com)
              --password <text>         its password                                  (default secret)
              --daily-limit <n>         requests per 24 hours and service             (default 100000)
              --project <name>          the project                                   (default B2B North)
              --campaign <code>         the campaign; it requires the field Phone     (default SPRING25)
              --leads <n>               stored leads at the start, worked once by agents (default 0)
              --generated-leads <n>     exports stream n made-up leads instead of the stored ones
              --generated-calls <n>     GET /calls answers from n made-up calls of the last 365 days, of 40 org units
              --saved-search <name>     a saved search that finds every lead; may be repeated
              --switch <name>=<value>   sets a switch for what is not known of HeroBase; may be repeated
              --report <file>           behaves as the tenant of this report of a check; --switch goes before it
              --zone <id>               zone of all times on the wire                 (default Europe/Copenhagen)
              --speed <x>               simulated seconds per real second             (default 1)
              --simulated-start <time>  simulated time at --real-start, e.g. 2026-05-06T06:00:00Z (default now)
              --real-start <time>       real time at which the simulated one starts   (default now)
              --help                    this text

            Switches and their values; the first is the default where several are named:
            %s
            Services, below /api, behind HTTP Basic authentication:
              POST /leads
              GET  /leads  /leads/csv  /leads/{uniqueId}  /simpleleads  /rawleads  /rawleads/csv
              GET  /calls  /calls/csv
              GET  /users  /organizationalunits  /orgunits/{orgCode}
              GET  /campaigns  /projects  /leaddefinitions
              GET  /myaccount  /myaccount/request/limits  /myaccount/request/counts

            In Java, HerobaseSimulator.builder() describes all of this and more; faults(), world(), books() and clock()
            steer and watch a running simulator.

            Runs until it is interrupted (Ctrl+C).
            """.formatted(Switches.help());

    private static final Set<String> NAMES = Set.of(
            "--port",
            "--user",
            "--password",
            "--daily-limit",
            "--project",
            "--report",
            "--campaign",
            "--leads",
            "--generated-leads",
            "--generated-calls",
            "--zone",
            "--speed",
            "--simulated-start",
            "--real-start");

    private static final Set<String> REPEATABLE = Set.of("--saved-search", "--switch");

    private final Map<String, String> values;
    private final Map<String, List<String>> repeated;

    private CommandLine(Map<String, String> values, Map<String, List<String>> repeated) {
        this.values = values;
        this.repeated = repeated;
    }

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException with a message for the user
     */
    static CommandLine parse(List<String> arguments) {
        Map<String, String> values = new HashMap<>();
        Map<String, List<String>> repeated = new HashMap<>();
        for (int i = 0; i < arguments.size(); i += 2) {
            String name = arguments.get(i);
            if (!NAMES.contains(name) && !REPEATABLE.contains(name)) {
                throw new IllegalArgumentException("Unknown option " + name);
            }
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("A value is missing after " + name);
            }
            if (REPEATABLE.contains(name)) {
                repeated.computeIfAbsent(name, key -> new ArrayList<>()).add(arguments.get(i + 1));
            } else {
                values.put(name, arguments.get(i + 1));
            }
        }
        return new CommandLine(values, repeated);
    }

    String user() {
        return values.getOrDefault("--user", HerobaseSimulator.DEFAULT_USERNAME);
    }

    String password() {
        return values.getOrDefault("--password", HerobaseSimulator.DEFAULT_PASSWORD);
    }

    String campaign() {
        return values.getOrDefault("--campaign", HerobaseSimulator.DEFAULT_CAMPAIGN);
    }

    int leads() {
        return read("--leads", "0", Integer::parseInt);
    }

    HerobaseSimulator.Builder simulator() {
        SimulatorClock clock = clock();
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                .port(read("--port", "8080", Integer::parseInt))
                .zone(read("--zone", "Europe/Copenhagen", ZoneId::of))
                .clock(clock)
                .account(account())
                .project(values.getOrDefault("--project", HerobaseSimulator.DEFAULT_PROJECT))
                .campaign(CampaignSpec.code(campaign()).required("Phone").optional("FirstName", "LastName"));
        if (values.containsKey("--generated-leads")) {
            builder.generatedLeads(read("--generated-leads", "0", Long::parseLong));
        }
        if (values.containsKey("--generated-calls")) {
            builder.generatedCalls(
                    read("--generated-calls", "0", Long::parseLong),
                    clock.now().minus(Duration.ofDays(365)),
                    clock.now());
        }
        report().ifPresent(report -> report.applyTo(builder));
        repeated.getOrDefault("--switch", List.of()).forEach(text -> set(builder, text));
        return builder;
    }

    private AccountSpec account() {
        AccountSpec account = AccountSpec.named(user(), password())
                .defaultDailyLimit(
                        read("--daily-limit", String.valueOf(AccountSpec.DEFAULT_DAILY_LIMIT), Long::parseLong));
        repeated.getOrDefault("--saved-search", List.of())
                .forEach(name -> account.savedSearch(SavedSearch.named(name)));
        report().ifPresent(report -> report.applyTo(account));
        return account;
    }

    private Optional<TenantReport> report() {
        return Optional.ofNullable(values.get("--report")).map(file -> {
            try {
                return TenantReport.read(Path.of(file));
            } catch (IOException unreadable) {
                throw new IllegalArgumentException("Cannot read the report " + file, unreadable);
            }
        });
    }

    private static void set(HerobaseSimulator.Builder builder, String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new IllegalArgumentException("--switch expects <name>=<value>: " + text);
        }
        Switches.set(builder, text.substring(0, equals), text.substring(equals + 1));
    }

    private SimulatorClock clock() {
        String now = Instant.now().toString();
        return SimulatorClock.shiftable(SimulatorClock.accelerated(
                read("--simulated-start", now, Instant::parse),
                read("--real-start", now, Instant::parse),
                read("--speed", "1", Double::parseDouble)));
    }

    private <T> T read(String name, String fallback, Function<String, T> parser) {
        String text = values.getOrDefault(name, fallback);
        try {
            return parser.apply(text);
        } catch (NumberFormatException | DateTimeException malformed) {
            throw new IllegalArgumentException("Not a value for " + name + ": " + text, malformed);
        }
    }
}
