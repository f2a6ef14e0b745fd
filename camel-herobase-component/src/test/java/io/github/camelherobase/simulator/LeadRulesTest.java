package io.github.camelherobase.simulator;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelherobase.simulator.world.Call;
import io.github.camelherobase.simulator.world.CallEndCause;
import io.github.camelherobase.simulator.world.CallStatus;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadClosure;
import io.github.camelherobase.simulator.world.LeadStatus;
import io.github.camelherobase.simulator.world.OpenCall;
import io.github.camelherobase.simulator.world.TransferredCall;
import io.github.camelherobase.simulator.world.World;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One test for each sentence in the comments of the enums on the vendor's page. */
class LeadRulesTest extends ApiTest {

    private static final String AGENT = "agent1@example.com";
    private static final String OTHER = "agent2@example.com";

    private World world;
    private String lead;

    @BeforeEach
    void oneLead() {
        start(builder()
                .campaign(CampaignSpec.code("FOREVER").required("Phone").depletedAfter(3))
                .campaign(CampaignSpec.code("LIMITED")
                        .required("Phone")
                        .expiresAfter(Duration.ofDays(10))
                        .privateRedialsExpireAfter(Duration.ofDays(20))));
        world = simulator.world();
        lead = newLead("FOREVER");
    }

    private String newLead(String campaign) {
        return world.addLead(campaign, Map.of("Phone", "70000001")).uniqueId();
    }

    private OpenCall dial() {
        return world.dialer().dial(lead, AGENT);
    }

    private LeadStatus status() {
        return lead().status();
    }

    private Lead lead() {
        return world.lead(lead).orElseThrow();
    }

    private void setStatus(LeadStatus status) {
        world.change(lead, draft -> draft.status(status));
    }

    // LeadStatus

    @Test
    void newLeadsWereNeverDialled() {
        assertThat(status()).isEqualTo(LeadStatus.New);
        assertThat(world.calls().count()).isZero();
        dial().noContact(CallEndCause.Busy);
        assertThat(status()).isNotEqualTo(LeadStatus.New);
    }

    @ParameterizedTest
    @EnumSource(names = {"NoResponse", "Busy", "VoiceMail"})
    void automaticRedialsFollowCallsWithoutContact(CallEndCause cause) {
        Call call = dial().noContact(cause);
        assertThat(call.status()).isEqualTo(CallStatus.RedialAutomatic);
        assertThat(call.endCause()).isEqualTo(cause);
        assertThat(call.connected()).isFalse();
        assertThat(status()).isEqualTo(LeadStatus.RedialAutomatic);
        dial().noContact(cause);
        assertThat(status()).isEqualTo(LeadStatus.RedialAutomatic);
    }

    @ParameterizedTest
    @EnumSource(names = {"RedialManualCommon", "RedialManualPrivate", "VIPRedial", "Unresolved"})
    void otherStatusesNeverBecomeAutomaticRedials(LeadStatus before) {
        setStatus(before);
        dial().noContact(CallEndCause.NoResponse);
        assertThat(status()).isEqualTo(before);
    }

    @Test
    void commonRedialsAreForAllAgents() {
        assertThat(dial().redialCommon().status()).isEqualTo(CallStatus.RedialManualCommon);
        assertThat(status()).isEqualTo(LeadStatus.RedialManualCommon);
        world.dialer().dial(lead, OTHER).save("Sale");
        assertThat(status()).isEqualTo(LeadStatus.UserProcessed);
    }

    @Test
    void privateRedialsAreForTheAgentAlone() {
        assertThat(dial().redialPrivate().status()).isEqualTo(CallStatus.RedialManualPrivate);
        assertThat(status()).isEqualTo(LeadStatus.RedialManualPrivate);
        assertThat(lead().ownerUser()).hasValue(AGENT);
        assertThatThrownBy(() -> world.dialer().dial(lead, OTHER)).isInstanceOf(IllegalStateException.class);
        dial().redialCommon();
        world.dialer().dial(lead, OTHER).cancel();
    }

    @Test
    void vipRedialsAreScheduledByAgents() {
        dial().redialVip();
        assertThat(status()).isEqualTo(LeadStatus.VIPRedial);
    }

    @Test
    void anUnsavedLeadIsUnresolvedOnlyWhenTheAgentCallsAgain() {
        Call call = dial().leaveUnsaved();
        assertThat(call.status()).isEqualTo(CallStatus.Abandoned);
        assertThat(status()).isEqualTo(LeadStatus.New);
        world.dialer().dial(newLead("FOREVER"), OTHER).cancel();
        assertThat(status()).isEqualTo(LeadStatus.New);
        clock.advance(Duration.ofMinutes(7));
        world.dialer().dial(newLead("FOREVER"), AGENT).cancel();
        assertThat(status()).isEqualTo(LeadStatus.Unresolved);
        assertThat(lead().lastModifiedTime()).isEqualTo(MORNING.plus(Duration.ofMinutes(7)));
    }

    @ParameterizedTest
    @CsvSource({"logout", "timeout", "night"})
    void anUnsavedLeadIsUnresolvedWhenTheAgentLeavesOrAtNight(String event) {
        dial().leaveUnsaved();
        switch (event) {
            case "logout" -> world.dialer().logOut(AGENT);
            case "timeout" -> world.dialer().sessionTimeout(AGENT);
            default -> world.nightlyCleanup();
        }
        assertThat(status()).isEqualTo(LeadStatus.Unresolved);
    }

    @Test
    void aLeadSavedAfterAllIsNotUnresolved() {
        dial().leaveUnsaved();
        setStatus(LeadStatus.RedialManualCommon);
        world.dialer().logOut(AGENT);
        assertThat(status()).isEqualTo(LeadStatus.RedialManualCommon);
    }

    @Test
    void agentsCloseLeadsNormally() {
        Call call = dial().answer().save("No thanks");
        assertThat(call.status()).isEqualTo(CallStatus.UserProcessed);
        assertThat(status()).isEqualTo(LeadStatus.UserProcessed);
        assertThat(lead().firstProcessedByUser()).hasValue(AGENT);
        assertThatThrownBy(() -> world.dialer().dial(lead, AGENT)).hasMessageContaining("is closed");
    }

    @Test
    void callsWithoutContactDepleteALead() {
        dial().noContact(CallEndCause.Busy);
        dial().noContact(CallEndCause.NoResponse);
        assertThat(dial().noContact(CallEndCause.VoiceMail).status()).isEqualTo(CallStatus.Depleted);
        assertThat(status()).isEqualTo(LeadStatus.Depleted);
    }

    @Test
    void unresolvedLeadsAreAbandonedAfterAWeek() {
        dial().leaveUnsaved();
        world.nightlyCleanup();
        clock.advance(Duration.ofDays(7).minusSeconds(1));
        world.nightlyCleanup();
        assertThat(status()).isEqualTo(LeadStatus.Unresolved);
        clock.advance(Duration.ofSeconds(1));
        world.nightlyCleanup();
        assertThat(status()).isEqualTo(LeadStatus.Abandoned);
    }

    @Test
    void unreachableLeadsAreFailed() {
        assertThat(dial().fail(CallEndCause.NoResponse).status()).isEqualTo(CallStatus.Failed);
        assertThat(status()).isEqualTo(LeadStatus.Failed);
    }

    @ParameterizedTest
    @CsvSource({
        "New, 10",
        "RedialAutomatic, 10",
        "RedialManualCommon, 10",
        "RedialManualPrivate, 20",
        "VIPRedial, never",
        "UserProcessed, never"
    })
    void leadsExpireByTheirCampaignsLimits(LeadStatus before, String days) {
        lead = newLead("LIMITED");
        setStatus(before);
        int limit = days.equals("never") ? 1000 : Integer.parseInt(days);
        clock.advance(Duration.ofDays(limit).minusSeconds(1));
        world.nightlyCleanup();
        assertThat(status()).isEqualTo(before);
        clock.advance(Duration.ofSeconds(1));
        world.nightlyCleanup();
        assertThat(status()).isEqualTo(days.equals("never") ? before : LeadStatus.Expired);
    }

    @Test
    void withoutALimitNothingExpires() {
        clock.advance(Duration.ofDays(10_000));
        world.nightlyCleanup();
        assertThat(status()).isEqualTo(LeadStatus.New);
    }

    @Test
    void administratorsCanSetALeadAside() {
        assertThat(world.ui().remove(lead).status()).isEqualTo(LeadStatus.Removed);
        assertThat(world.ui().doNotCall(lead).status()).isEqualTo(LeadStatus.DoNotCall);
        assertThat(world.ui().globalDoNotCall(lead).status()).isEqualTo(LeadStatus.GlobalDoNotCall);
        assertThatThrownBy(() -> world.dialer().dial(lead, AGENT)).hasMessageContaining("is closed");
    }

    @Test
    void allDataOfAnonymizedLeadsAreCleared() {
        dial().save("Sale");
        clock.advance(Duration.ofDays(1));
        world.ui().anonymize(lead);
        assertThat(get("/simpleleads?Statuses=Anonymized").body())
                .contains("\"data\":{\"Phone\":\"\",\"Result\":\"\"}")
                .contains("\"lastModifiedTime\":\"2026-05-07T10:00:00.0000000\"")
                .doesNotContain("70000001");
        assertThat(get("/calls?OrgCode=Danmark").body())
                .contains("\"leadPhoneNumber\":\"\"")
                .doesNotContain("70000001");
    }

    // LeadClosure

    @ParameterizedTest
    @CsvSource({
        "Sale, Success",
        "No thanks, NotInterested",
        "Wrong number, InvalidLead",
        "Not in target group, Unqualified",
        "Something else, NotSet"
    })
    void theClosureIsInferredFromTheData(String result, LeadClosure closure) {
        Call call = dial().save(result);
        assertThat(lead().closure()).isEqualTo(closure);
        assertThat(lead().data()).containsEntry("Result", result);
        assertThat(call.closure()).isEqualTo(closure);
    }

    @Test
    void untilThenItIsNotSet() {
        dial().redialCommon();
        assertThat(lead().closure()).isEqualTo(LeadClosure.NotSet);
    }

    // CallStatus and CallEndCause

    @Test
    void aCallInProgressHasNoStatus() {
        OpenCall call = dial().answer();
        assertThat(call.call().status()).isEqualTo(CallStatus.NotSet);
        assertThat(call.call().endCause()).isEqualTo(CallEndCause.NotApplicable);
        assertThat(call.call().connected()).isTrue();
    }

    @Test
    void anAlternativeNumberDoesNotChangeTheLead() {
        OpenCall first = dial();
        OpenCall second = first.dialAlternativeNumber("70000002");
        assertThat(first.call().status()).isEqualTo(CallStatus.AlternativeNumberDialed);
        assertThat(first.call().status().number()).isEqualTo(199);
        assertThat(status()).isEqualTo(LeadStatus.New);
        assertThat(second.call().leadPhoneNumber()).isEqualTo("70000002");
        second.save("Sale");
        assertThat(world.calls().stream().map(Call::status))
                .containsExactly(CallStatus.AlternativeNumberDialed, CallStatus.UserProcessed);
    }

    @Test
    void aTransferMakesFurtherCallsThatStayTransferred() {
        OpenCall call = dial().answer();
        clock.advance(Duration.ofMinutes(2));
        TransferredCall transferred = call.transfer(OTHER);
        assertThat(call.call().endCause()).isEqualTo(CallEndCause.NormalDisconnect);
        assertThat(call.save("Sale").status()).isEqualTo(CallStatus.UserProcessed);
        assertThat(call.call().endTime()).hasValue(MORNING.plusSeconds(120));
        clock.advance(Duration.ofMinutes(3));
        Call second = transferred.hangUp();
        assertThat(second.status()).isEqualTo(CallStatus.Transferred);
        assertThat(second.user().orgCode()).isEqualTo(OTHER);
        assertThat(second.startTime()).isEqualTo(MORNING.plusSeconds(120));
        assertThat(second.conversation()).isEqualTo(Duration.ofMinutes(3));
        assertThat(world.calls().stream().map(Call::uniqueLeadId)).containsExactly(lead, lead);
    }

    @Test
    void theAbandonedStatusOfACallComesAtOnceAndStays() {
        Call call = dial().answer().leaveUnsaved();
        world.nightlyCleanup();
        world.change(lead, draft -> draft.status(LeadStatus.RedialManualCommon));
        assertThat(world.calls().stream()).containsExactly(call);
        assertThat(call.status()).isEqualTo(CallStatus.Abandoned);
    }

    @Test
    void endCauses() {
        dial().cancel();
        dial().drop();
        dial().fail(CallEndCause.NotApplicable);
        assertThat(world.calls().stream().map(Call::endCause))
                .containsExactly(CallEndCause.DialingCancelled, CallEndCause.DroppedCall, CallEndCause.NotApplicable);
        assertThat(world.calls().stream().map(Call::endTime)).allMatch(end -> end.isPresent());
    }

    @Test
    void onlyTheThreeCausesAreWithoutContact() {
        OpenCall call = dial();
        assertThatThrownBy(() -> call.noContact(CallEndCause.NormalDisconnect))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** "A calls status is basically set to whatever the leads status is set to during wrap up." */
    @Test
    void aCallsStatusStaysWhatItsLeadBecameThroughIt() {
        dial().noContact(CallEndCause.Busy);
        clock.advance(Duration.ofMinutes(1));
        dial().redialCommon();
        clock.advance(Duration.ofMinutes(1));
        dial().answer().save("Sale");
        world.ui().doNotCall(lead);
        assertThat(world.calls().stream().map(Call::status))
                .containsExactly(CallStatus.RedialAutomatic, CallStatus.RedialManualCommon, CallStatus.UserProcessed);
    }

    /** "Some statuses cannot happen as the result of a call and are therefore unique to leads." */
    @Test
    void noCallHasAStatusThatIsUniqueToLeads() {
        assertThat(CallStatus.values())
                .extracting(Enum::name)
                .doesNotContain("New", "VIPRedial", "Unresolved", "Expired", "Removed", "Anonymized")
                .doesNotContain("DoNotCall", "GlobalDoNotCall");
        dial().leaveUnsaved();
        world.nightlyCleanup();
        world.ui().remove(lead);
        assertThat(world.calls().stream().map(Call::status)).containsExactly(CallStatus.Abandoned);
    }

    @Test
    void numbersAreTheVendors() {
        assertThat(LeadStatus.values())
                .extracting(LeadStatus::number)
                .containsExactly(0, 1, 2, 3, 10, 150, 200, 210, 300, 400, 500, 600, 610, 700, 750);
        assertThat(CallStatus.values())
                .extracting(CallStatus::number)
                .containsExactly(0, 1, 2, 3, 199, 200, 210, 220, 300, 400);
        assertThat(LeadClosure.values()).extracting(LeadClosure::number).containsExactly(0, 1, 2, 3, 4);
        assertThat(CallEndCause.values()).extracting(CallEndCause::number).containsExactly(0, 1, 2, 3, 4, 5, 6);
    }
}
