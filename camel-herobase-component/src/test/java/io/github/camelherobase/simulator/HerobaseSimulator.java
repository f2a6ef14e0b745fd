package io.github.camelherobase.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.Books;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.BrokenConnection;
import io.github.camelherobase.simulator.fault.ConnectionFault;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.simulator.http.DateHeader;
import io.github.camelherobase.simulator.http.HttpConnection;
import io.github.camelherobase.simulator.http.HttpHandler;
import io.github.camelherobase.simulator.http.HttpLimits;
import io.github.camelherobase.simulator.http.SocketServer;
import io.github.camelherobase.simulator.limits.RateLimits;
import io.github.camelherobase.simulator.limits.RatePolicy;
import io.github.camelherobase.simulator.page.SimulatorPage;
import io.github.camelherobase.simulator.page.Site;
import io.github.camelherobase.simulator.service.Api;
import io.github.camelherobase.simulator.service.OpenPoints;
import io.github.camelherobase.simulator.service.Route;
import io.github.camelherobase.simulator.service.Routes;
import io.github.camelherobase.simulator.tls.ServerCertificate;
import io.github.camelherobase.simulator.world.CallSource;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.GeneratedCalls;
import io.github.camelherobase.simulator.world.Organisation;
import io.github.camelherobase.simulator.world.StoredCalls;
import io.github.camelherobase.simulator.world.World;
import io.github.camelherobase.simulator.world.WorldSettings;

/**
 * A HeroBase Outbound site on this machine: the HTTP API with its rights, rate limits and quirks, over a world of leads
 * that tests can look at and change. It listens on the loopback interface only.
 *
 * <pre>{@code
 * try (HerobaseSimulator simulator = HerobaseSimulator.start()) {
 *     // POST to simulator.baseUrl() + "/leads" as api@example.com / secret, campaign SPRING25
 * }
 * }</pre>
 */
public final class HerobaseSimulator implements AutoCloseable {

    /** The account's name when none is described. */
    public static final String DEFAULT_USERNAME = "api@example.com";

    /** The password of {@link #DEFAULT_USERNAME}. */
    public static final String DEFAULT_PASSWORD = "secret";

    /** The project when none is described. */
    public static final String DEFAULT_PROJECT = "B2B North";

    /** The campaign when none is described; it requires the field {@code Phone}. */
    public static final String DEFAULT_CAMPAIGN = "SPRING25";

    private static final int BACKLOG = 1024;

    private final SimulatorClock clock;
    private final List<Account> accounts;
    private final World world;
    private final Books books;
    private final Faults faults;
    private final RateLimits limits;
    private final Builder description;
    private final AtomicReference<Supplier<Instant>> dates;
    private final AtomicReference<CallSource> calls = new AtomicReference<>();
    private final SocketServer server;
    private final String scheme;

    private HerobaseSimulator(Builder builder) {
        scheme = builder.certificate == null ? "http" : "https";
        clock = builder.clock;
        accounts = builder.accounts();
        world = builder.world();
        description = builder;
        dates = new AtomicReference<>(builder.openPoints.dates(clock::now));
        saveSearches();
        books = new Books(builder.requestsKept);
        limits = new RateLimits(builder.ratePolicy.apply(RatePolicy.vendor(builder.zone)));
        List<Route> routes = Routes.of(world, limits, builder.openPoints, callSource(builder), builder.generatedLeads);
        faults = new Faults(Routes.serviceKeys(routes, limits));
        Api api = new Api(clock, routes, accounts, limits, books, faults, builder.openPoints);
        HttpHandler handler = new SimulatorPage(
                new Site(
                        () -> baseUrl(),
                        builder.zone,
                        clock,
                        accounts,
                        world,
                        books,
                        faults,
                        limits,
                        Routes.serviceKeys(routes, limits),
                        new LiveSwitches(builder),
                        this::reset),
                api);
        Supplier<String> date =
                switch (builder.openPoints.dateHeaderPresence()) {
                    case PRESENT -> new DateHeader(() -> dates.get().get());
                    case ABSENT -> () -> "";
                };
        server = new SocketServer(
                "herobase-simulator",
                listener(builder),
                builder.httpLimits.maxConnections(),
                socket -> conversation(socket, new HttpConnection(socket, builder.httpLimits, handler, date)));
        server.start();
    }

    /** A simulator with the default account, project and campaign, on any free port. */
    public static HerobaseSimulator start() {
        return builder().start();
    }

    /** A simulator is described. */
    public static Builder builder() {
        return new Builder();
    }

    /** {@code http://localhost:PORT/api}, or {@code https} when the simulator was given a certificate. */
    public String baseUrl() {
        return scheme + "://localhost:" + port() + "/api";
    }

    /** What people look at: the page that shows leads, quota and requests as they come, and steers the simulator. */
    public String pageUrl() {
        return scheme + "://localhost:" + port() + "/";
    }

    public int port() {
        return server.port();
    }

    public SimulatorClock clock() {
        return clock;
    }

    /** Projects, campaigns, pools and leads. */
    public World world() {
        return world;
    }

    /** What was asked and answered. */
    public Books books() {
        return books;
    }

    /** What shall go wrong. */
    public Faults faults() {
        return faults;
    }

    /** The accounts that can sign in. */
    public List<Account> accounts() {
        return accounts;
    }

    /** Connections that clients hold open now. */
    public int openConnections() {
        return server.openConnections();
    }

    /**
     * Makes everything as it was at the start: leads, pools, calls, searches, projects, campaigns and people as they
     * were described, unused limits, empty books, no faults. The port, the clock and open connections stay. To be
     * called between tests, not while requests are being answered.
     */
    public void reset() {
        faults.clear();
        world.clear();
        description.openPoints.duplicates().forget();
        description.fill(world);
        saveSearches();
        calls.set(description.callSource(world));
        limits.clear();
        dates.set(description.openPoints.dates(clock::now));
        books.clear();
    }

    private void saveSearches() {
        accounts.forEach(
                account -> account.searches().forEach(search -> world.searches().save(account.linkedUser(), search)));
    }

    private CallSource callSource(Builder builder) {
        calls.set(builder.callSource(world));
        return (filter, now) -> calls.get().calls(filter, now);
    }

    /** Ends every connection and frees the port; the world and the books can still be read. */
    @Override
    public void close() {
        server.close();
    }

    private Runnable conversation(Socket socket, HttpConnection http) {
        Optional<ConnectionFault> fault = faults.takeConnectionFault();
        return fault.isPresent() ? new BrokenConnection(socket, fault.get()) : http;
    }

    private static ServerSocket listener(Builder builder) {
        try {
            ServerSocket listener =
                    builder.certificate == null ? new ServerSocket() : builder.certificate.unboundListener();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), builder.port), BACKLOG);
            return listener;
        } catch (IOException taken) {
            throw new UncheckedIOException("Cannot listen on port " + builder.port, taken);
        }
    }

    /** Describes a simulator. */
    public static final class Builder {

        private static final int DEFAULT_REQUESTS_KEPT = 1000;

        private SimulatorClock clock = SimulatorClock.system();
        private ZoneId zone = ZoneId.of("Europe/Copenhagen");
        private int port;
        private int requestsKept = DEFAULT_REQUESTS_KEPT;
        private HttpLimits httpLimits = HttpLimits.defaults();
        private ServerCertificate certificate;
        private UnaryOperator<RatePolicy> ratePolicy = UnaryOperator.identity();
        private OptionalLong generatedLeads = OptionalLong.empty();
        private Function<World, CallSource> calls = StoredCalls::new;
        private final OpenPoints openPoints = new OpenPoints();
        private final List<AccountSpec> accountSpecs = new ArrayList<>();
        private final List<Consumer<World>> contents = new ArrayList<>();
        private boolean hasOrganisation;
        private boolean hasProject;
        private boolean hasCampaign;

        private Builder() {}

        /** The simulated time; the machine's by default. */
        public Builder clock(SimulatorClock simulatorClock) {
            clock = simulatorClock;
            return this;
        }

        /** The site's zone, of the times on the wire and of production hours; Europe/Copenhagen by default. */
        public Builder zone(ZoneId siteZone) {
            zone = siteZone;
            return this;
        }

        /** The TCP port; 0, the default, takes a free one. */
        public Builder port(int tcpPort) {
            port = tcpPort;
            return this;
        }

        /** An account in place of the default one; may be called for several. */
        public Builder account(AccountSpec account) {
            accountSpecs.add(account);
            return this;
        }

        /**
         * Units and users in place of the default ones, which are {@code Danmark} above {@code Sales East} and
         * {@code Salg/Vest Ærø} with two agents each; may be called several times.
         */
        public Builder organisation(Consumer<Organisation> units) {
            hasOrganisation = true;
            contents.add(world -> units.accept(world.organisation()));
            return this;
        }

        /** A project; campaigns described after it belong to it unless they name another. */
        public Builder project(String name) {
            hasProject = true;
            contents.add(world -> world.addProject(name));
            return this;
        }

        /** A campaign in place of the default one; may be called for several. */
        public Builder campaign(CampaignSpec campaign) {
            hasCampaign = true;
            contents.add(world -> world.addCampaign(campaign));
            return this;
        }

        /** Changes the vendor's rate policy, such as {@code policy -> policy.outsideUnits(1)}. */
        public Builder ratePolicy(UnaryOperator<RatePolicy> change) {
            UnaryOperator<RatePolicy> before = ratePolicy;
            ratePolicy = policy -> change.apply(before.apply(policy));
            return this;
        }

        /** Sets switches for what is not known about the real service. */
        public Builder openPoints(Consumer<OpenPoints> settings) {
            settings.accept(openPoints);
            return this;
        }

        /**
         * Exports answer so many made-up leads, about 950 bytes of JSON each, in place of the stored ones: GET
         * /simpleleads as fast as the network takes them, raw leads and saved searches more slowly.
         */
        public Builder generatedLeads(long count) {
            generatedLeads = OptionalLong.of(count);
            return this;
        }

        /**
         * GET /calls answers from so many made-up calls, in place of the stored ones, spread evenly over a period. They
         * belong to 40 units, which are added to the organisation; every third is under two org codes.
         *
         * @param from when the first starts
         * @param to after the start of the last
         */
        public Builder generatedCalls(long count, Instant from, Instant to) {
            calls = world -> new GeneratedCalls(world, count, from, to);
            return this;
        }

        /** How many of the last requests the books keep whole; 1000 by default, 0 for none. */
        public Builder requestsKept(int count) {
            requestsKept = count;
            return this;
        }

        /** Sizes and times that the HTTP server bears. */
        public Builder httpLimits(HttpLimits limits) {
            httpLimits = limits;
            return this;
        }

        /** Speaks HTTPS in place of HTTP, and shows this certificate. */
        public Builder https(ServerCertificate serverCertificate) {
            certificate = serverCertificate;
            return this;
        }

        /** Listens. */
        public HerobaseSimulator start() {
            return new HerobaseSimulator(this);
        }

        OpenPoints openPoints() {
            return openPoints;
        }

        private CallSource callSource(World world) {
            return calls.apply(world);
        }

        private List<Account> accounts() {
            List<AccountSpec> specs = accountSpecs.isEmpty()
                    ? List.of(AccountSpec.named(DEFAULT_USERNAME, DEFAULT_PASSWORD))
                    : accountSpecs;
            openPoints.entryAccess().ifPresent(access -> specs.forEach(spec -> spec.entryAccess(access)));
            return specs.stream().map(AccountSpec::build).toList();
        }

        private World world() {
            ZoneId poolZone = openPoints.autoPoolZone().orElse(zone);
            World world = new World(
                    clock,
                    WorldSettings.in(zone, poolZone, openPoints.stampPrecision(), openPoints.commitDelay())
                            .onTheWire(
                                    openPoints.boundsZone().orElse(zone),
                                    openPoints.stampZone().orElse(zone)));
            fill(world);
            return world;
        }

        private void fill(World world) {
            if (!hasProject) {
                world.addProject(DEFAULT_PROJECT);
            }
            contents.forEach(content -> content.accept(world));
            if (!hasCampaign) {
                world.addCampaign(CampaignSpec.code(DEFAULT_CAMPAIGN)
                        .name("Spring campaign")
                        .required("Phone")
                        .optional("FirstName", "LastName"));
            }
            if (!hasOrganisation) {
                defaultOrganisation(world);
            }
        }

        private static void defaultOrganisation(World world) {
            Organisation organisation = world.organisation();
            organisation.addUnit("Danmark");
            organisation.addUnit("Sales East", "Danmark");
            organisation.addUnit("Salg/Vest Ærø", "Danmark");
            organisation.addUser("agent1@example.com", "Sales East");
            organisation.addUser("agent2@example.com", "Sales East");
            organisation.addUser("søren@example.com", "Salg/Vest Ærø");
            organisation.addUser("t01abcd", "Salg/Vest Ærø", "tove@example.com");
            organisation.assign("agent1@example.com", world.campaigns().get(0).code());
        }
    }
}
