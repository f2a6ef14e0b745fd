package io.github.camelherobase.request;

import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.request.CampaignNames.Campaign;

/** Whether a lead's campaign was asked for by its code, its id or its name. What cannot be known passes. */
final class CampaignCheck {

    private static final String WILDCARDS = "*?";

    private final List<Wanted> wanted;
    private final Supplier<List<Campaign>> listed;

    private record Wanted(String glob, Pattern pattern) {

        static Wanted of(String glob) {
            StringBuilder regex = new StringBuilder();
            for (char c : glob.toCharArray()) {
                switch (c) {
                    case '*' -> regex.append(".*");
                    case '?' -> regex.append('.');
                    default -> regex.append(Pattern.quote(String.valueOf(c)));
                }
            }
            return new Wanted(
                    glob,
                    Pattern.compile(
                            regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL));
        }

        boolean matches(String value) {
            return value != null && pattern.matcher(value).matches();
        }

        boolean matches(Campaign campaign) {
            return matches(campaign.code()) || matches(campaign.id()) || matches(campaign.name());
        }

        boolean isOneOf(List<Campaign> campaigns) {
            return glob.chars().noneMatch(c -> WILDCARDS.indexOf(c) >= 0)
                    && campaigns.stream().anyMatch(this::matches);
        }
    }

    /** @param listed the account's campaigns; gives null when they cannot be known */
    CampaignCheck(List<String> wanted, Supplier<List<Campaign>> listed) {
        this.wanted = wanted.stream().map(Wanted::of).toList();
        this.listed = listed;
    }

    boolean passes(Lead lead) {
        Campaign own = new Campaign(lead.getCampaignId(), lead.getCampaignCode(), lead.getCampaignName());
        if (own.id() == null && own.code() == null && own.name() == null || isWanted(own)) {
            return true;
        }
        if (own.name() != null) {
            return false;
        }
        List<Campaign> known = listed.get();
        return known == null || isPossible(own, known);
    }

    private boolean isWanted(Campaign campaign) {
        return wanted.stream().anyMatch(one -> one.matches(campaign));
    }

    /** By its name in the list; one that is not in the list may have any, unless the filter speaks of others only. */
    private boolean isPossible(Campaign own, List<Campaign> known) {
        List<Campaign> same =
                known.stream().filter(campaign -> isSame(own, campaign)).toList();
        return same.isEmpty()
                ? !wanted.stream().allMatch(one -> one.isOneOf(known))
                : same.stream().anyMatch(campaign -> campaign.name() == null || isWanted(campaign));
    }

    private static boolean isSame(Campaign own, Campaign listed) {
        return own.id() == null
                ? own.code().equalsIgnoreCase(listed.code())
                : own.id().equals(listed.id());
    }
}
