package io.github.camelherobase.imports;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

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
    private Map<String, Campaign> campaigns;

    private static final class Campaign {

        private int alike;
        private String words;
        private boolean differs;
        private HerobaseException refusal;
    }

    /** Why no further lead of this campaign is sent; null while they are. */
    synchronized HerobaseException refusal(String code) {
        Campaign campaign = campaigns == null ? null : campaigns.get(code.toLowerCase(Locale.ROOT));
        return campaign == null ? null : campaign.refusal;
    }

    /** What became of a lead of this campaign. */
    synchronized void seen(String code, LeadOutcome outcome) {
        if (!outcome.charged()) {
            return;
        }
        if (campaigns == null) {
            campaigns = new HashMap<>();
        }
        Campaign campaign = campaigns.computeIfAbsent(code.toLowerCase(Locale.ROOT), key -> new Campaign());
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
