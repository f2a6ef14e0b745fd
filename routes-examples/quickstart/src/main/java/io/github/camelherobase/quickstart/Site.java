package io.github.camelherobase.quickstart;

import java.util.List;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.LeadClosure;

/** The HeroBase of an act: one account, one campaign, and the vendor's limits as they are documented. */
final class Site {

    static final String USERNAME = "quickstart@example.com";
    static final String PASSWORD = "Rødgrød-med-fløde";
    static final String CAMPAIGN = "NYEKUNDER";
    static final int REQUESTS_PER_DAY = 20_000;

    /** What the vendor's formula makes of the day's limit with fair use: the greater of 20,000 / 1,440 and 240. */
    static final int REQUESTS_PER_MINUTE = 240;

    private Site() {}

    static HerobaseSimulator open(SharedClock clock) {
        String[] optional = SourceLead.COLUMNS.stream()
                .filter(column -> !column.equals(SourceLead.REQUIRED))
                .toArray(String[]::new);
        return HerobaseSimulator.builder()
                .clock(clock.simulatorClock())
                .account(AccountSpec.named(USERNAME, PASSWORD).defaultDailyLimit(REQUESTS_PER_DAY))
                .campaign(CampaignSpec.code(CAMPAIGN)
                        .name("Nye kunder")
                        .required(SourceLead.REQUIRED)
                        .optional(optional))
                .requestsKept(0)
                .start();
    }

    /** The customer numbers of what agents sold. */
    static List<String> sold(HerobaseSimulator site) {
        return site.world()
                .leads()
                .filter(lead -> lead.closure() == LeadClosure.Success)
                .map(lead -> lead.data().get(SourceLead.KEY))
                .toList();
    }
}
