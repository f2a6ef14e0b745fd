package io.github.camelherobase.check;

import java.util.Map;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.CampaignSpec;

/** A HeroBase on this machine, with leads and calls, for those who want to see the check without an account. */
final class DemoSite implements AutoCloseable {

    private static final int LEADS = 40;

    private final HerobaseSimulator simulator = HerobaseSimulator.builder()
            .campaign(CampaignSpec.code("DEMO").required("Phone").optional("Town"))
            .start();

    DemoSite() {
        for (int number = 0; number < LEADS; number++) {
            simulator
                    .world()
                    .addLead("DEMO", Map.of("Phone", String.valueOf(70_000_000 + number), "Town", "Ærøskøbing"));
        }
        simulator.world().agents().workAll();
    }

    Credentials credentials() {
        return new Credentials(
                simulator.baseUrl(), HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD);
    }

    @Override
    public void close() {
        simulator.close();
    }
}
