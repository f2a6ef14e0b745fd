package io.github.camelherobase.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.LeadClosure;
import io.github.camelherobase.api.LeadStatus;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.CampaignNames.Campaign;

/** Checks the filters that a lead itself shows: its id, status, closure, campaign and last modification. */
final class LeadCheck implements RecordCheck<Lead> {

    private final WindowCheck window;
    private final Set<String> statuses;
    private final Set<String> closures;
    private final CampaignCheck campaigns;
    private final String uniqueId;

    /**
     * @param window null: no bounds
     * @param campaigns null: all
     */
    private LeadCheck(
            WindowCheck window,
            List<String> statuses,
            List<String> closures,
            CampaignCheck campaigns,
            String uniqueId) {
        this.window = window;
        this.statuses = ignoringCase(statuses);
        this.closures = ignoringCase(closures);
        this.campaigns = campaigns;
        this.uniqueId = uniqueId;
    }

    static LeadCheck of(SimpleLeadsFilter filter, TimeWindow window, ZoneId zone, Supplier<List<Campaign>> campaigns) {
        return of(filter, new WindowCheck(window, zone), campaigns);
    }

    /** By the filter's own bounds, if it has any. */
    static LeadCheck of(SimpleLeadsFilter filter, Instant now, ZoneId zone, Supplier<List<Campaign>> campaigns) {
        return of(filter, bounds(filter.modifiedFrom(), filter.modifiedTo(), now, zone), campaigns);
    }

    private static LeadCheck of(SimpleLeadsFilter filter, WindowCheck window, Supplier<List<Campaign>> campaigns) {
        return new LeadCheck(
                window,
                filter.statuses(),
                filter.leadClosures(),
                filter.campaigns().isEmpty() ? null : new CampaignCheck(filter.campaigns(), campaigns),
                filter.uniqueId());
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
        return new LeadCheck(window, List.of(), List.of(), null, null);
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
        if (!statuses.isEmpty() && isOutside(statuses, lead.getStatus(), LeadStatus::of)) {
            return "statuses";
        }
        if (!closures.isEmpty() && isOutside(closures, lead.getClosure(), LeadClosure::of)) {
            return "leadClosures";
        }
        return campaigns == null || campaigns.passes(lead) ? null : "campaigns";
    }

    /** A lead that does not show the field, or a value that nobody knows, passes: it cannot be judged. */
    private static boolean isOutside(Set<String> wanted, String value, Function<String, ? extends Optional<?>> known) {
        return value != null && !wanted.contains(value) && known.apply(value).isPresent();
    }
}
