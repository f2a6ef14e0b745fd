package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

import io.github.camelherobase.simulator.clock.SimulatorClock;

/**
 * A call from its dialling to the end of its wrap-up. It is in the list of calls from the start on, in progress; one of
 * the methods that return the finished {@link Call} ends it. For one thread.
 */
public final class OpenCall {

    private final Dialer dialer;
    private final World world;
    private final SimulatorClock clock;
    private final String leadId;
    private final User agent;
    private final Instant dialled;
    private Call call;
    private Optional<Instant> answered = Optional.empty();

    OpenCall(Dialer dialer, World world, SimulatorClock clock, Lead lead, User agent, String phoneNumber) {
        this.dialer = dialer;
        this.world = world;
        this.clock = clock;
        this.leadId = lead.uniqueId();
        this.agent = agent;
        this.dialled = now();
        this.call = begin(lead, agent, phoneNumber, CallStatus.NotSet);
    }

    /** The call as it stands. */
    public Call call() {
        return call;
    }

    /** Somebody answers. */
    public OpenCall answer() {
        answered = Optional.of(now());
        call = world.calls().change(call, current -> current.withAnswer(Duration.between(dialled, now())));
        return this;
    }

    /** Either side hangs up; the agent's wrap-up begins. */
    public OpenCall hangUp() {
        end(CallEndCause.NormalDisconnect);
        return this;
    }

    /**
     * Nobody was reached. The lead becomes RedialAutomatic if it was New or RedialAutomatic; other redials stay what
     * they are. Called often enough without contact it becomes Depleted.
     *
     * @param cause NoResponse, Busy or VoiceMail
     */
    public Call noContact(CallEndCause cause) {
        switch (cause) {
            case NoResponse, Busy, VoiceMail -> end(cause);
            default -> throw new IllegalArgumentException(cause + " is contact");
        }
        return finish(draft -> {
            Lead lead = draft.build();
            draft.callAttempts(lead.callAttempts() + 1);
            if (lead.callAttempts() + 1 >= lead.campaign().maxCallAttempts()) {
                draft.status(LeadStatus.Depleted);
            } else if (lead.status() == LeadStatus.New) {
                draft.status(LeadStatus.RedialAutomatic);
            }
        });
    }

    /** The agent cancels while it rings; the lead stays as it is. */
    public Call cancel() {
        end(CallEndCause.DialingCancelled);
        return finish(draft -> {});
    }

    /** The system hangs up, since no agent is free; the lead stays as it is. */
    public Call drop() {
        end(CallEndCause.DroppedCall);
        return finish(draft -> {});
    }

    /**
     * The system finds out that the lead cannot be reached, for other reasons than that nobody answers: Failed.
     *
     * @param cause NotApplicable when it "could not be determined"
     */
    public Call fail(CallEndCause cause) {
        end(cause);
        return finish(draft -> draft.status(LeadStatus.Failed));
    }

    /**
     * The agent picks a result and closes the lead: UserProcessed. The closure is inferred from the data.
     *
     * @param result the text for the field in which agents pick a result
     */
    public Call save(String result) {
        end(CallEndCause.NormalDisconnect);
        Instant now = now();
        return finish(draft -> {
            LeadDefinition definition = draft.build().campaign().definition();
            draft.data(definition.resultField(), result);
            draft.closure(definition.closureOf(draft.build().data()));
            draft.status(LeadStatus.UserProcessed).ownedByNobody().processedBy(agent.orgCode(), now);
        });
    }

    /** The agent schedules a redial that any agent may make. */
    public Call redialCommon() {
        return redial(draft -> draft.status(LeadStatus.RedialManualCommon).ownedByNobody());
    }

    /** The agent schedules a redial for himself. */
    public Call redialPrivate() {
        return redial(draft -> draft.status(LeadStatus.RedialManualPrivate).ownedBy(agent.orgCode()));
    }

    /** The agent schedules a redial for himself that never expires. */
    public Call redialVip() {
        return redial(draft -> draft.status(LeadStatus.VIPRedial).ownedBy(agent.orgCode()));
    }

    /**
     * The agent closes the contact page without saving: the call is Abandoned now; the lead becomes Unresolved later,
     * when the agent calls again or leaves, or at night.
     */
    public Call leaveUnsaved() {
        end(CallEndCause.NormalDisconnect);
        dialer.leftUnsaved(agent.orgCode(), lead());
        Duration wrapUp = wrapUp();
        call = world.calls()
                .change(call, current -> current.withStatus(CallStatus.Abandoned, LeadClosure.NotSet, wrapUp));
        return call;
    }

    /** This call ends without effect on the lead, and one to another number of the lead begins. */
    public OpenCall dialAlternativeNumber(String phoneNumber) {
        end(answered.isPresent() ? CallEndCause.NormalDisconnect : CallEndCause.NoResponse);
        call = world.calls()
                .change(
                        call,
                        current -> current.withStatus(
                                CallStatus.AlternativeNumberDialed, LeadClosure.NotSet, Duration.ZERO));
        return new OpenCall(dialer, world, clock, lead(), agent, phoneNumber);
    }

    /**
     * The call is transferred: it is disconnected here, its status still to be set as usual, and another one begins.
     *
     * @param to org code of the user who takes over
     */
    public TransferredCall transfer(String to) {
        end(CallEndCause.NormalDisconnect);
        return new TransferredCall(
                world, clock, begin(lead(), dialer.user(to), call.leadPhoneNumber(), CallStatus.Transferred));
    }

    private Call redial(Consumer<LeadDraft> change) {
        end(CallEndCause.NormalDisconnect);
        Instant now = now();
        return finish(draft -> {
            change.accept(draft);
            draft.processedBy(agent.orgCode(), now);
        });
    }

    private void end(CallEndCause cause) {
        if (call.isInProgress()) {
            Instant now = now();
            Duration dialling = Duration.between(dialled, answered.orElse(now));
            Duration talk = Duration.between(answered.orElse(now), now);
            call = world.calls().change(call, current -> current.withEnd(cause, now, dialling, talk));
        }
    }

    private Call finish(Consumer<LeadDraft> change) {
        Lead lead = world.change(leadId, draft -> {
            draft.lastModifiedBy(agent.orgCode());
            change.accept(draft);
        });
        Duration wrapUp = wrapUp();
        call = world.calls()
                .change(call, current -> current.withStatus(CallStatus.after(lead.status()), lead.closure(), wrapUp));
        return call;
    }

    private Duration wrapUp() {
        return call.endTime().map(end -> Duration.between(end, now())).orElse(Duration.ZERO);
    }

    private Call begin(Lead lead, User user, String phoneNumber, CallStatus status) {
        Instant now = now();
        return world.calls()
                .add(number -> new Call(
                        number,
                        number + "S" + world.settings().site(),
                        lead.uniqueId(),
                        phoneNumber,
                        lead.campaign(),
                        user,
                        world.organisation().unitsOf(user.orgCode()),
                        now,
                        Optional.empty(),
                        status,
                        LeadClosure.NotSet,
                        CallEndCause.NotApplicable,
                        status == CallStatus.Transferred,
                        Duration.ZERO,
                        Duration.ZERO,
                        Duration.ZERO));
    }

    private Lead lead() {
        return world.lead(leadId).orElseThrow();
    }

    private Instant now() {
        return world.settings().precision().cut(clock.now());
    }
}
