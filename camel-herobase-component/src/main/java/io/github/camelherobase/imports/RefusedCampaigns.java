package io.github.camelherobase.imports;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseInvalidRequestException;

/**
 * The campaigns of one import that the server does not know: a mistyped code would cost a request for each of its leads.
 * Safe for several threads.
 */
public final class RefusedCampaigns {

    /** So many leads of a campaign that all got the same 400, and none was accepted, mean that the next one gets it too. */
    private static final int ALIKE = 5;

    /** Null while nothing was seen. */
    private volatile Map<String, Campaign> campaigns;

    private static final class Campaign {

        private int alike;
        private String words;
        /** Read without the lock as well: once set it stays so. */
        private volatile boolean differs;

        private volatile HerobaseException refusal;
    }

    /** Why no further lead of this campaign is sent; null while they are. */
    HerobaseException refusal(String code) {
        Campaign campaign = campaigns == null ? null : campaign(code);
        return campaign == null ? null : campaign.refusal;
    }

    /** What became of a lead of this campaign. */
    void seen(String code, LeadOutcome outcome) {
        if (!outcome.charged()) {
            return;
        }
        Campaign campaign = campaign(code);
        if (!(outcome instanceof LeadOutcome.Accepted && campaign.differs)) {
            seen(campaign, outcome);
        }
    }

    /** However it is written; nearly all leads of an import write it alike. */
    private Campaign campaign(String code) {
        Map<String, Campaign> known = campaigns;
        Campaign campaign = known == null ? null : known.get(code);
        return campaign == null ? added(code) : campaign;
    }

    private synchronized Campaign added(String code) {
        if (campaigns == null) {
            campaigns = new ConcurrentHashMap<>();
        }
        Campaign campaign = campaigns.computeIfAbsent(code.toLowerCase(Locale.ROOT), key -> new Campaign());
        campaigns.put(code, campaign);
        return campaign;
    }

    private synchronized void seen(Campaign campaign, LeadOutcome outcome) {
        if (outcome instanceof LeadOutcome.Rejected rejected
                && rejected.reason() instanceof HerobaseInvalidRequestException reason) {
            refused(campaign, reason);
        } else if (outcome instanceof LeadOutcome.Accepted || outcome instanceof LeadOutcome.Rejected) {
            campaign.differs = true;
        }
    }

    private static void refused(Campaign campaign, HerobaseInvalidRequestException reason) {
        boolean named =
                reason.getFieldErrors().stream().anyMatch(error -> "CampaignCode".equalsIgnoreCase(error.field()));
        campaign.differs |= campaign.words != null && !campaign.words.equals(reason.getMessage());
        campaign.words = reason.getMessage();
        campaign.alike++;
        if (campaign.refusal == null && (named || campaign.alike >= ALIKE && !campaign.differs)) {
            campaign.refusal = new HerobaseInvalidRequestException(
                    "The lead was not sent, as its campaign is refused; check the campaign's code. "
                            + reason.getMessage(),
                    reason.getService(),
                    reason.getHttpResponseCode(),
                    reason.getFieldErrors());
        }
    }
}
