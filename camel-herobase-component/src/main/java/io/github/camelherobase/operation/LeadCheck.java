package io.github.camelherobase.operation;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.cursor.TimeWindow;

/** Checks the filters that a lead itself shows: its status, closure, campaign and last modification. */
final class LeadCheck implements RecordCheck<Lead> {

    /** {@code 2026-05-06T10:16:41}, without the decimals. */
    private static final int SECONDS_LENGTH = 19;

    private final Set<String> statuses;
    private final Set<String> closures;
    private final List<Pattern> campaigns;
    private final String from;
    private final String to;
    private final ZoneId zone;

    LeadCheck(SimpleLeadsFilter filter, TimeWindow window, ZoneId zone) {
        this.statuses = ignoringCase(filter.statuses());
        this.closures = ignoringCase(filter.leadClosures());
        this.campaigns = filter.campaigns().stream().map(LeadCheck::pattern).toList();
        this.from = LocalBound.from(window.from(), zone);
        this.to = window.isOpen() ? null : LocalBound.to(window.to(), zone);
        this.zone = zone;
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
        if (!isWithin(lead)) {
            return "modifiedFrom/modifiedTo";
        }
        if (isOutside(statuses, lead.getStatus())) {
            return "statuses";
        }
        if (isOutside(closures, lead.getClosure())) {
            return "leadClosures";
        }
        return campaigns.isEmpty() || isOfCampaigns(lead) ? null : "campaigns";
    }

    /** A lead that does not show the field passes: it cannot be checked. */
    private static boolean isOutside(Set<String> wanted, String value) {
        return !wanted.isEmpty() && value != null && !wanted.contains(value);
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

    /** Compared as text, in whole seconds of local time, just as the bounds went out. */
    private boolean isWithin(Lead lead) {
        String modified = lead.text("lastModifiedTime");
        if (modified == null || modified.isEmpty()) {
            return true;
        }
        String local = isLocal(modified) ? modified : local(lead.getLastModifiedTime());
        return isAtOrAfter(local, from) && (to == null || !isAtOrAfter(local, to));
    }

    private static boolean isAtOrAfter(String time, String bound) {
        for (int i = 0; i < SECONDS_LENGTH; i++) {
            int difference = time.charAt(i) - bound.charAt(i);
            if (difference != 0) {
                return difference > 0;
            }
        }
        return true;
    }

    private static boolean isLocal(String time) {
        if (time.length() < SECONDS_LENGTH || time.charAt(10) != 'T') {
            return false;
        }
        for (int i = SECONDS_LENGTH; i < time.length(); i++) {
            char c = time.charAt(i);
            if (c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return true;
    }

    private String local(OffsetDateTime time) {
        return LocalBound.seconds(time.toInstant(), zone);
    }
}
