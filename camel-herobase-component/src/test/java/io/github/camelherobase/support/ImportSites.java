package io.github.camelherobase.support;

import java.util.List;

import org.apache.camel.impl.DefaultCamelContext;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;

/** Simulators and contexts as the import tests need them. */
public final class ImportSites {

    private ImportSites() {}

    /** The default account with so high a limit that no import meets it. */
    public static AccountSpec unlimited() {
        return AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                .defaultDailyLimit(100_000_000_000L);
    }

    /** A context whose endpoints import into a simulator's default campaign. */
    public static DefaultCamelContext context(String baseUrl) {
        DefaultCamelContext context = new DefaultCamelContext();
        HerobaseConfiguration configuration =
                context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
        configuration.setBaseUrl(baseUrl);
        configuration.setUsername(HerobaseSimulator.DEFAULT_USERNAME);
        configuration.setPassword(HerobaseSimulator.DEFAULT_PASSWORD);
        configuration.setCampaignCode(HerobaseSimulator.DEFAULT_CAMPAIGN);
        // What is tested here is not the quota: without fair use there is no limit by the minute.
        configuration.setFairUse(false);
        configuration.setQuotaSync(0);
        return context;
    }

    /** Those of the phones that leads of the site have, as often as they have them. */
    public static List<String> phones(HerobaseSimulator simulator, List<String> phones) {
        return simulator
                .world()
                .leads()
                .map(lead -> lead.data().get("Phone"))
                .filter(phones::contains)
                .sorted()
                .toList();
    }
}
