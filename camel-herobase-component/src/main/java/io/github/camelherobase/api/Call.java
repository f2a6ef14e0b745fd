package io.github.camelherobase.api;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/**
 * A call as {@code GET /calls} returns it (shape observed by public clients). Status and causes are text, because an
 * account may know more than {@link CallStatus} and {@link CallEndCause}.
 */
public final class Call extends HerobaseRecord {

    private final ZoneId zone;

    /**
     * @param json one JSON object, UTF-8
     * @param zone the account's zone, in which the server writes times
     */
    public Call(byte[] json, ZoneId zone) {
        this(new JsonObject(json), zone);
    }

    /** @param zone the account's zone, in which the server writes times */
    public Call(JsonObject json, ZoneId zone) {
        super(json);
        this.zone = zone;
    }

    /** The key of the call. The same call may be listed under several org codes. */
    public String getUniqueId() {
        return text("uniqueId");
    }

    /** The key of the lead that was called. */
    public String getUniqueLeadId() {
        return text("uniqueLeadId");
    }

    public String getLeadPhoneNumber() {
        return text("leadPhoneNumber");
    }

    public OffsetDateTime getStartTime() {
        return time("startTime", zone);
    }

    /** As the server sent it, else the start and all durations; null for a call that is in progress. */
    public OffsetDateTime getEndTime() {
        OffsetDateTime sent = time("endTime", zone);
        if (sent != null || !isFinished() || getStartTime() == null) {
            return sent;
        }
        return after(after(after(getStartTime(), "dialingDuration"), "conversationDuration"), "wrapUpDuration");
    }

    private OffsetDateTime after(OffsetDateTime time, String member) {
        Duration fixed = duration(member);
        if (fixed != null) {
            return time.plus(fixed);
        }
        Period period = getPeriod(member);
        return period == null ? time : time.plus(period).plus(timeOf(text(member)));
    }

    private static Duration timeOf(String text) {
        int time = text.indexOf('T');
        return time < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(time));
    }

    /** The name of the status; compare with {@link CallStatus}. */
    public String getStatus() {
        return name("status", CallStatus::of);
    }

    /** The name of the lead's closure; compare with {@link LeadClosure}. */
    public String getLeadClosure() {
        return name("leadClosure", LeadClosure::of);
    }

    /** The name of the end cause; compare with {@link CallEndCause}. */
    public String getEndCause() {
        return name("endCause", CallEndCause::of);
    }

    /** Whether the call has ended: its end cause is there and not {@code NotApplicable} (vendor's page). */
    public boolean isFinished() {
        String cause = getEndCause();
        return cause != null
                && !cause.isEmpty()
                && !CallEndCause.NotApplicable.name().equalsIgnoreCase(cause);
    }

    /** Null when the server did not send it. */
    public Boolean getConnected() {
        return value("connected") instanceof Boolean connected ? connected : null;
    }

    /** Null when absent, or when it has years or months, which are no fixed time. */
    public Duration getDialingDuration() {
        return duration("dialingDuration");
    }

    /** Null when absent, or when it has years or months, which are no fixed time. */
    public Duration getConversationDuration() {
        return duration("conversationDuration");
    }

    /** Null when absent, or when it has years or months, which are no fixed time. */
    public Duration getWrapUpDuration() {
        return duration("wrapUpDuration");
    }

    /** The org code of the agent; on some tenants an e-mail address, on others a code. */
    public String getUserOrgCode() {
        return text("user", "orgCode");
    }

    /** May be empty on some tenants, so {@link #getCampaignId()} is the safer key. */
    public String getCampaignCode() {
        return text("campaign", "code");
    }

    public String getCampaignId() {
        return text("campaign", "uniqueId");
    }

    /**
     * The years, months and days of a member such as {@code dialingDuration}, for one that is no fixed time; the whole is in
     * {@link #text}. Null when it is absent or has hours, minutes and seconds only.
     */
    public Period getPeriod(String member) {
        String text = text(member);
        if (text == null || text.isEmpty() || !isPeriod(text)) {
            return null;
        }
        int time = text.indexOf('T');
        return Period.parse(time < 0 ? text : text.substring(0, time));
    }

    private Duration duration(String member) {
        String text = text(member);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            if (isPeriod(text)) {
                return null;
            }
            throw malformed("has a " + member + " that is not an ISO 8601 duration");
        }
    }

    private static boolean isPeriod(String text) {
        int time = text.indexOf('T');
        try {
            Period.parse(time < 0 ? text : text.substring(0, time));
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return "Call[" + getUniqueId() + "]";
    }
}
