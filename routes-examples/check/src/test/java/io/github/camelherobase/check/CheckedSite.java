package io.github.camelherobase.check;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.Switches;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.SavedSearch;

/** A HeroBase full of personal data, which is checked at a fixed time, not at the turn of a minute. */
final class CheckedSite implements AutoCloseable {

    /** Within production hours in Copenhagen, outside of them in Tokyo. */
    static final Instant AFTERNOON = Instant.parse("2026-05-06T15:10:20.1234567Z");

    /** Outside of production hours in Copenhagen. */
    static final Instant NIGHT = Instant.parse("2026-05-06T01:10:20.1234567Z");

    /** What must be in no report. */
    static final List<String> PERSONAL = List.of(
            "Fornavn",
            "Kirsten",
            "Ærøskøbing",
            "7000",
            "geheim",
            "birgit",
            "Birgit",
            "Hemmeligt",
            "hEMMELIGT",
            "Vestholdet",
            "HEMMELIG25",
            "Mine salg",
            "S3064",
            "localhost");

    private static final int LEADS = 12;

    private final MovableClock clock;
    private final HerobaseSimulator simulator;

    private CheckedSite(MovableClock clock, HerobaseSimulator simulator) {
        this.clock = clock;
        this.simulator = simulator;
    }

    /** The account's project rights name its project. */
    static AccountSpec account() {
        return AccountSpec.named("birgit@example.com", "geheim")
                .projectRights("Hemmeligt*")
                .savedSearch(SavedSearch.named("Mine salg"));
    }

    static CheckedSite open(Instant time, AccountSpec account, Consumer<HerobaseSimulator.Builder> settings) {
        CheckedSite site = openEmpty(time, account, settings);
        for (int number = 0; number < LEADS; number++) {
            site.simulator.world().addLead("HEMMELIG25", Map.of("Phone", "7000000" + number, "Fornavn", "Kirsten", "By",
                    "Ærøskøbing"));
        }
        site.simulator.world().agents().workAll();
        return site;
    }

    static CheckedSite open(Map<String, String> switches) {
        return open(AFTERNOON, account(), builder -> switches.forEach((name, value) -> Switches.set(builder, name, value)));
    }

    static CheckedSite openEmpty(Instant time, AccountSpec account, Consumer<HerobaseSimulator.Builder> settings) {
        MovableClock clock = SimulatorClock.movable(time);
        HerobaseSimulator.Builder builder = HerobaseSimulator.builder()
                .clock(clock)
                .account(account)
                .project("Hemmeligt Projekt")
                .campaign(CampaignSpec.code("HEMMELIG25").required("Phone").optional("Fornavn", "By"))
                .organisation(units -> {
                    units.addUnit("Danmark");
                    units.addUnit("Vestholdet", "Danmark");
                    units.addUser("agent-birgit@example.com", "Vestholdet");
                });
        settings.accept(builder);
        return new CheckedSite(clock, builder.start());
    }

    HerobaseSimulator simulator() {
        return simulator;
    }

    void later(Duration time) {
        clock.advance(time);
    }

    Report check() {
        return check("geheim");
    }

    Report check(String password) {
        Credentials credentials = new Credentials(simulator.baseUrl(), "birgit@example.com", password);
        try (Tenant tenant = new Tenant(credentials, clock::now, new FixedHerobaseClock(clock))) {
            return Check.of(tenant);
        }
    }

    @Override
    public void close() {
        simulator.close();
    }
}
