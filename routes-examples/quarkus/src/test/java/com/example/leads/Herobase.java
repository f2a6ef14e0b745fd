package com.example.leads;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** A HeroBase on this machine, for as long as the tests run. */
public class Herobase implements QuarkusTestResourceLifecycleManager {

    private HerobaseSimulator simulator;

    @Override
    public Map<String, String> start() {
        simulator = HerobaseSimulator.builder().start();
        return Map.of(
                "camel.component.herobase.base-url", simulator.baseUrl(),
                "camel.component.herobase.username", HerobaseSimulator.DEFAULT_USERNAME,
                "camel.component.herobase.password", HerobaseSimulator.DEFAULT_PASSWORD,
                "every", "200ms");
    }

    @Override
    public void stop() {
        simulator.close();
    }
}
