package io.github.camelherobase.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.TimeWindow;

/** Checks the filters that a lead itself shows: its id, status, closure, campaign and last modification. */
final class LeadCheck implements RecordCheck<Lead> {

    private final WindowCheck window;
    private final Set<String> statuses;
    private final Set<String> closures;
    private final List<Pattern> campaigns;
    private final String uniqueId;

    /** @param window null: no bounds */
    private LeadCheck(
            WindowCheck window, List<String> statuses, List<String> closures, List<String> campaigns, String uniqueId) {
        this.window = window;
        this.statuses = ignoringCase(statuses);
        this.closures = ignoringCase(closures);
        this.campaigns = campaigns.stream().map(LeadCheck::pattern).toList();
        this.uniqueId = uniqueId;
    }

    static LeadCheck of(SimpleLeadsFilter filter, TimeWindow window, ZoneId zone) {
        return of(filter, new WindowCheck(window, zone));
    }

    /** By the filter's own bounds, if it has any. */
    static LeadCheck of(SimpleLeadsFilter filter, Instant now, ZoneId zone) {
        return of(filter, bounds(filter.modifiedFrom(), filter.modifiedTo(), now, zone));
    }

    private static LeadCheck of(SimpleLeadsFilter filter, WindowCheck window) {
        return new LeadCheck(window, filter.statuses(), filter.leadClosures(), filter.campaigns(), filter.uniqueId());
    }

    /** Of the time only. */
    static LeadCheck ofTime(TimeWindow window, ZoneId zone) {
        return ofTime(new WindowCheck(window, zone));
    }

    /** Of the time only; null: no bound. */
    static LeadCheck ofTime(TimeExpression from, TimeExpression to, Instant now, ZoneId zone) {
        return ofTime(bounds(from, to, now, zone));
    }

    private static LeadCheck ofTime(WindowCheck window) {
        return new LeadCheck(window, List.of(), List.of(), List.of(), null);
    }

    private static WindowCheck bounds(TimeExpression from, TimeExpression to, Instant now, ZoneId zone) {
        return from == null && to == null
                ? null
                : new WindowCheck(
                        from == null ? null : LocalBound.from(from.at(now), zone),
                        to == null ? null : LocalBound.to(to.at(now), zone),
                        zone);
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
        // A member is read only for a filter that is set.
        String violated = window == null ? null : window.violatedFilter(lead.text("lastModifiedTime"));
        if (violated != null) {
            return violated;
        }
        if (uniqueId != null && !uniqueId.equals(lead.getUniqueId())) {
            return "uniqueId";
        }
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
