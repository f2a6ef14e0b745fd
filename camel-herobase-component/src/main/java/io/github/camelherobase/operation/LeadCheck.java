package io.github.camelherobase.operation;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.TimeWindow;

/** Checks the filters that a lead itself shows: its status, closure, campaign and last modification. */
final class LeadCheck implements RecordCheck<Lead> {

    private final WindowCheck window;
    private final Set<String> statuses;
    private final Set<String> closures;
    private final List<Pattern> campaigns;

    private LeadCheck(WindowCheck window, List<String> statuses, List<String> closures, List<String> campaigns) {
        this.window = window;
        this.statuses = ignoringCase(statuses);
        this.closures = ignoringCase(closures);
        this.campaigns = campaigns.stream().map(LeadCheck::pattern).toList();
    }

    static LeadCheck of(SimpleLeadsFilter filter, TimeWindow window, ZoneId zone) {
        return new LeadCheck(
                new WindowCheck(window, zone), filter.statuses(), filter.leadClosures(), filter.campaigns());
    }

    /** Of the time only. */
    static LeadCheck ofTime(TimeWindow window, ZoneId zone) {
        return new LeadCheck(new WindowCheck(window, zone), List.of(), List.of(), List.of());
    }

    private static Set<String> ignoringCase(List<String> names) {
        Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        set.addAll(names);
        return set;
    }

    private static Pattern pattern(String glob) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
    }

    @Override
    public String violatedFilter(Lead lead) {
        String violated = window.violatedFilter(lead.text("lastModifiedTime"));
        if (violated != null) {
            return violated;
        }
        // A member is read only for a filter that is set.
        if (!statuses.isEmpty() && isOutside(statuses, lead.getStatus())) {
            return "statuses";
        }
        if (!closures.isEmpty() && isOutside(closures, lead.getClosure())) {
            return "leadClosures";
        }
        return campaigns.isEmpty() || isOfCampaigns(lead) ? null : "campaigns";
    }

    /** A lead that does not show the field passes: it cannot be checked. */
    private static boolean isOutside(Set<String> wanted, String value) {
        return value != null && !wanted.contains(value);
    }

    private boolean isOfCampaigns(Lead lead) {
        String code = lead.getCampaignCode();
        String id = lead.getCampaignId();
        if (code == null && id == null) {
            return true;
        }
        return campaigns.stream().anyMatch(campaign -> matches(campaign, code) || matches(campaign, id));
    }

    private static boolean matches(Pattern campaign, String value) {
        return value != null && campaign.matcher(value).matches();
    }
}
