package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A call at one moment; a change makes a new one. Immutable.
 *
 * @param number the site-wide running number within {@link #uniqueId}
 * @param user the org code of the agent
 * @param orgUnits the agent's units at the time of the call, from the own one to the top ("it is important to keep the
 *     full organizational hierarchy with the call")
 * @param endTime empty while the call is in progress
 * @param status {@link CallStatus#NotSet} until the wrap-up is over
 * @param connected whether somebody answered
 */
public record Call(
        long number,
        String uniqueId,
        String uniqueLeadId,
        String leadPhoneNumber,
        Campaign campaign,
        User user,
        List<OrgUnit> orgUnits,
        Instant startTime,
        Optional<Instant> endTime,
        CallStatus status,
        LeadClosure closure,
        CallEndCause endCause,
        boolean connected,
        Duration dialing,
        Duration conversation,
        Duration wrapUp) {

    public Call {
        orgUnits = List.copyOf(orgUnits);
    }

    /** Whether the line is still open. */
    public boolean isInProgress() {
        return endTime.isEmpty();
    }

    Call withPhoneNumber(String phoneNumber) {
        return new Call(
                number,
                uniqueId,
                uniqueLeadId,
                phoneNumber,
                campaign,
                user,
                orgUnits,
                startTime,
                endTime,
                status,
                closure,
                endCause,
                connected,
                dialing,
                conversation,
                wrapUp);
    }

    Call withAnswer(Duration dialled) {
        return new Call(
                number,
                uniqueId,
                uniqueLeadId,
                leadPhoneNumber,
                campaign,
                user,
                orgUnits,
                startTime,
                endTime,
                status,
                closure,
                endCause,
                true,
                dialled,
                conversation,
                wrapUp);
    }

    Call withEnd(CallEndCause cause, Instant end, Duration dialled, Duration talked) {
        return new Call(
                number,
                uniqueId,
                uniqueLeadId,
                leadPhoneNumber,
                campaign,
                user,
                orgUnits,
                startTime,
                Optional.of(end),
                status,
                closure,
                cause,
                connected,
                dialled,
                talked,
                wrapUp);
    }

    Call withStatus(CallStatus result, LeadClosure resultingClosure, Duration wrappedUp) {
        return new Call(
                number,
                uniqueId,
                uniqueLeadId,
                leadPhoneNumber,
                campaign,
                user,
                orgUnits,
                startTime,
                endTime,
                result,
                resultingClosure,
                endCause,
                connected,
                dialing,
                conversation,
                wrappedUp);
    }

    /** The id and how it ended: the number is personal. */
    @Override
    public String toString() {
        return "Call " + uniqueId + " " + status + " " + endCause;
    }
}
