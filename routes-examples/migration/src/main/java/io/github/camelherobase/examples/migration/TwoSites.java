package io.github.camelherobase.examples.migration;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.clock.MovableClock;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.world.CampaignSpec;

/** Two HeroBases; the old one has leads of the last hours, the fields of the new one have other names. */
final class TwoSites implements AutoCloseable {

    private static final Duration HISTORY = Duration.ofHours(7);

    private final Instant now = Instant.now();
    private final MovableClock oldTime = SimulatorClock.movable(now.minus(HISTORY));
    private final HerobaseSimulator oldSite =
            HerobaseSimulator.builder().clock(oldTime).start();
    private final HerobaseSimulator newSite = HerobaseSimulator.builder()
            .campaign(CampaignSpec.code("SPRING25")
                    .required("PhoneNumber")
                    .optional("Name", "OldId")
                    .phoneField("PhoneNumber"))
            .start();

    HerobaseSimulator oldSite() {
        return oldSite;
    }

    HerobaseSimulator newSite() {
        return newSite;
    }

    /** A lead of the old site, half an hour after the one before. */
    String lead(String phone, String firstName, String lastName) {
        oldTime.advance(Duration.ofMinutes(30));
        return oldSite.world()
                .addLead("SPRING25", Map.of("Phone", phone, "FirstName", firstName, "LastName", lastName))
                .uniqueId();
    }

    /** Camel with both sites, for what is older than four hours. */
    ExampleMain main(Path directory) {
        oldTime.set(now);
        ExampleMain main = new ExampleMain();
        account(main, "old", oldSite);
        account(main, "new", newSite);
        main.addOverrideProperty("begin", now.minus(HISTORY).toString());
        main.addOverrideProperty("end", now.minus(Duration.ofHours(4)).toString());
        main.addOverrideProperty("directory", directory.toString());
        main.bind("positions", new FileCursorStore(directory));
        main.addOverrideProperty("camel.component.herobase.cursor-repository", "#positions");
        main.configure().addRoutesBuilder(new MigrationRoutes());
        return main;
    }

    private static void account(ExampleMain main, String name, HerobaseSimulator site) {
        main.addOverrideProperty(name + ".url", site.baseUrl());
        main.addOverrideProperty(name + ".user", HerobaseSimulator.DEFAULT_USERNAME);
        main.addOverrideProperty(name + ".password", HerobaseSimulator.DEFAULT_PASSWORD);
    }

    /** Whether the route has come to the end. */
    static boolean isThrough(ExampleMain main) {
        return main.getCamelContext()
                .getRouteController()
                .getRouteStatus("migration")
                .isStopped();
    }

    @Override
    public void close() {
        oldSite.close();
        newSite.close();
    }
}
