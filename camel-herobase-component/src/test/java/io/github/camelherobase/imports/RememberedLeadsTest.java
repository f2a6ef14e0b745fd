package io.github.camelherobase.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseInvalidRequestException;
import io.github.camelherobase.api.ImportReport.Outcome;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.api.NullFields;
import io.github.camelherobase.imports.LeadSource.TakenLead;
import io.github.camelherobase.imports.body.FieldText;
import io.github.camelherobase.imports.delivery.Delivery;
import io.github.camelherobase.imports.delivery.LeadMemory;
import io.github.camelherobase.imports.delivery.Place;
import io.github.camelherobase.quota.QuotaTerms;
import io.github.camelherobase.quota.RateLimit;
import io.github.camelherobase.request.RequestSettings;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.support.ManualClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What becomes of a lead that its delivery has met before. */
class RememberedLeadsTest {

    private static final Instant NOW = Instant.parse("2026-05-06T08:00:00Z");
    private static final HerobaseConnectionException REASON = new HerobaseConnectionException("no way", null, "s");

    private final Place place = Delivery.placeOf(new DefaultExchange(new DefaultCamelContext()));
    private final LeadMemory memory = new LeadMemory();
    private final RefusedCampaigns campaigns = new RefusedCampaigns();
    private final LeadRequest request = request("70000001");
    private final List<String> posts = new ArrayList<>();

    @Test
    void whatWasAcceptedIsNotSentAgainAndItsResultSaysSo() {
        LeadImportResult result = new LeadImportResult("{\"success\":true,\"uniqueLeadId\":\"1S1\"}".getBytes(), null);
        LeadOutcome first = send(attempt(false), only(), accepted(result));
        LeadOutcome second = send(attempt(false), only(), accepted(null));

        assertThat(first).isEqualTo(new LeadOutcome.Accepted(result, RateLimit.UNKNOWN, true));
        assertThat(posts).hasSize(1);
        assertThat(second).isInstanceOfSatisfying(LeadOutcome.Accepted.class, again -> {
            assertThat(again.charged()).isFalse();
            assertThat(again.result().isAcceptedBefore()).isTrue();
            assertThat(again.result().toMap()).containsEntry("uniqueLeadId", "1S1");
        });
    }

    @Test
    void whatWasAcceptedWithoutAResultThatIsKeptIsAcceptedAllTheSame() {
        send(attempt(false), only(), accepted(null));

        assertThat(send(attempt(false), only(), accepted(null)))
                .isInstanceOfSatisfying(LeadOutcome.Accepted.class, again -> {
                    assertThat(again.result().isAcceptedBefore()).isTrue();
                    assertThat(again.result().lead()).isSameAs(request.lead());
                });
        assertThat(posts).hasSize(1);
    }

    @Test
    void whatIsInDoubtStaysInDoubtWithItsReasonAndItsTime() {
        HerobaseImportUncertainException why = new HerobaseImportUncertainException("cut", null, "s", 0);
        send(
                attempt(false),
                only(),
                inDoubt(new LeadOutcome.InDoubt(new Doubt(request, NOW.minusSeconds(5)), why, true)));

        assertThat(send(attempt(false), only(), accepted(null)))
                .isEqualTo(new LeadOutcome.InDoubt(new Doubt(request, NOW.minusSeconds(5)), why, false));
        assertThat(posts).hasSize(1);
    }

    @Test
    void aDoubtOfWhichNothingIsKnownIsAsOldAsItsRequest() {
        send(attempt(false), only(), inDoubt(new LeadOutcome.InDoubt(null, null, true)));

        assertThat(send(attempt(false), only(), accepted(null)))
                .isInstanceOfSatisfying(LeadOutcome.InDoubt.class, doubt -> {
                    assertThat(doubt.doubt()).isEqualTo(new Doubt(request, NOW));
                    assertThat(doubt.reason())
                            .hasMessageContaining("may or may not be in HeroBase: an earlier request of this delivery");
                });
    }

    @Test
    void ofADoubtThatIsNotKeptNothingCanBeLookedUp() {
        LeadMemory.Visit visit = memory.visit(place);
        RememberedLeads many = new RememberedLeads(visit, clock(), false);
        for (int number = 0; number < 1_000; number++) {
            send(
                    many,
                    TakenLead.only(number),
                    request("8" + number),
                    inDoubt(new LeadOutcome.InDoubt(null, null, true)));
        }
        send(many, only(), inDoubt(new LeadOutcome.InDoubt(null, REASON, true)));

        assertThat(send(attempt(false), only(), accepted(null)))
                .isInstanceOfSatisfying(LeadOutcome.InDoubt.class, doubt -> {
                    assertThat(doubt.doubt()).isNull();
                    assertThat(doubt.reason()).isInstanceOf(HerobaseImportUncertainException.class);
                });
    }

    @Test
    void whereDoubtsAreSentAgainOneThatCouldNotBeSentStaysInDoubt() {
        send(attempt(true), only(), inDoubt(new LeadOutcome.InDoubt(null, REASON, true)));
        LeadOutcome notSent = new LeadOutcome.NotSent(request.lead(), REASON, true, false);

        assertThat(send(attempt(true), only(), outcome(notSent)))
                .isEqualTo(new LeadOutcome.InDoubt(null, REASON, false, true));
        assertThat(posts).hasSize(2);
    }

    @Test
    void whatWasNotSentMayBeSent() {
        LeadOutcome notSent = new LeadOutcome.NotSent(request.lead(), REASON, true, false);
        assertThat(send(attempt(false), only(), outcome(notSent))).isSameAs(notSent);
        send(attempt(false), only(), accepted(null));

        assertThat(posts).hasSize(2);
    }

    @Test
    void aFailureThatNobodyForesawIsADoubt() {
        LeadOutcome later =
                send(attempt(false), only(), post(CompletableFuture.failedFuture(new IllegalStateException("x"))));
        assertThat(later).isInstanceOfSatisfying(LeadOutcome.InDoubt.class, doubt -> assertThat(doubt.reason())
                .hasMessageContaining("its import failed with a java.lang.IllegalStateException")
                .hasRootCauseMessage("x"));

        LeadOutcome atOnce = send(attempt(false), TakenLead.only("b"), request("2"), () -> {
            throw new StackOverflowError();
        });
        assertThat(atOnce).isInstanceOf(LeadOutcome.InDoubt.class);
    }

    @Test
    void whatIsSentElsewhereIsWaitedForAndThenAsked() {
        CompletableFuture<LeadOutcome> under = new CompletableFuture<>();
        CompletionStage<LeadOutcome> first = stage(attempt(false), only(), post(under));
        CompletionStage<LeadOutcome> second = stage(attempt(false), only(), accepted(null));
        assertThat(second.toCompletableFuture()).isNotDone();

        under.complete(new LeadOutcome.Accepted(null, RateLimit.UNKNOWN, true));

        assertThat(first.toCompletableFuture()).isCompletedWithValueMatching(LeadOutcome::charged);
        assertThat(second.toCompletableFuture())
                .isCompletedWithValueMatching(outcome -> outcome instanceof LeadOutcome.Accepted && !outcome.charged());
        assertThat(posts).hasSize(1);
    }

    @Test
    void campaignsHearWhatBecameOfALead() {
        HerobaseInvalidRequestException unknown = new HerobaseInvalidRequestException(
                "unknown",
                "s",
                400,
                List.of(new HerobaseInvalidRequestException.FieldError("CampaignCode", "x", null)));
        send(attempt(false), only(), outcome(new LeadOutcome.Rejected(request.lead(), unknown, true)));

        assertThat(campaigns.refusal("CODE")).isNotNull();
    }

    @Test
    void whatWasLookedUpIsRemembered() {
        TakenLead lead = only();
        RememberedLeads attempt = attempt(false);
        send(attempt, lead, inDoubt(new LeadOutcome.InDoubt(null, REASON, true)));
        attempt.lookedUp(lead, new LeadOutcome.Accepted(null, RateLimit.UNKNOWN, false));
        assertThat(send(attempt(false), only(), accepted(null))).isInstanceOf(LeadOutcome.Accepted.class);
        assertThat(posts).hasSize(1);
    }

    @Test
    void whatWasNotFoundMayBeSent() {
        TakenLead lead = only();
        RememberedLeads attempt = attempt(false);
        send(attempt, lead, inDoubt(new LeadOutcome.InDoubt(null, REASON, true)));
        attempt.lookedUp(lead, new LeadOutcome.NotSent(request.lead(), REASON, false, false));
        send(attempt(false), only(), accepted(null));
        assertThat(posts).hasSize(2);
    }

    @Test
    void ofWhatWasNoLeadNothingIsLookedUp() {
        RememberedLeads attempt = attempt(false);
        TakenLead none = TakenLead.only("no lead");

        assertThat(catchThrowable(
                        () -> attempt.lookedUp(none, new LeadOutcome.Accepted(null, RateLimit.UNKNOWN, false))))
                .isNull();
        assertThat(catchThrowable(() -> attempt.foundAbsent(none))).isNull();
    }

    @Test
    void aProblemIsHandedOverOnceUnlessItWasNotTaken() {
        TakenLead lead = only();
        RememberedLeads attempt = attempt(false);
        send(attempt, lead, inDoubt(new LeadOutcome.InDoubt(null, REASON, true)));
        assertThat(attempt.isToHandOver(lead, Outcome.IN_DOUBT)).isTrue();
        RememberedLeads again = attempt(false);
        TakenLead same = only();
        send(again, same, accepted(null));
        assertThat(again.isToHandOver(same, Outcome.IN_DOUBT)).isFalse();

        again.notHandedOver(same, Outcome.IN_DOUBT);
        RememberedLeads third = attempt(false);
        TakenLead once = only();
        send(third, once, accepted(null));
        assertThat(third.isToHandOver(once, Outcome.IN_DOUBT)).isTrue();
    }

    @Test
    void whatIsNoLeadIsKnownByItsContent() {
        assertThat(attempt(false).isToHandOver(TakenLead.only("text"), Outcome.REJECTED))
                .isTrue();
        assertThat(attempt(false).isToHandOver(TakenLead.only("text"), Outcome.REJECTED))
                .isFalse();
        assertThat(attempt(false).isToHandOver(TakenLead.only("other"), Outcome.REJECTED))
                .isTrue();
        assertThat(attempt(false).isToHandOver(TakenLead.only(new byte[] {1, 2}), Outcome.REJECTED))
                .isTrue();
        assertThat(attempt(false).isToHandOver(TakenLead.only(new byte[] {1, 2}), Outcome.REJECTED))
                .isFalse();
        assertThat(attempt(false).isToHandOver(TakenLead.only(new byte[] {1, 3}), Outcome.REJECTED))
                .isTrue();
    }

    private RememberedLeads attempt(boolean doubtsAreSent) {
        return new RememberedLeads(memory.visit(place), clock(), doubtsAreSent);
    }

    private static ManualClock clock() {
        return new ManualClock(SimulatorClock.movable(NOW));
    }

    private static TakenLead only() {
        return TakenLead.only("a");
    }

    private LeadOutcome send(RememberedLeads leads, TakenLead taken, Supplier<CompletionStage<LeadOutcome>> post) {
        return send(leads, taken, request, post);
    }

    private LeadOutcome send(
            RememberedLeads leads, TakenLead taken, LeadRequest of, Supplier<CompletionStage<LeadOutcome>> post) {
        return leads.send(taken, of, post, campaigns).toCompletableFuture().join();
    }

    private CompletionStage<LeadOutcome> stage(
            RememberedLeads leads, TakenLead taken, Supplier<CompletionStage<LeadOutcome>> post) {
        return leads.send(taken, request, post, campaigns);
    }

    private Supplier<CompletionStage<LeadOutcome>> accepted(LeadImportResult result) {
        return outcome(new LeadOutcome.Accepted(result, RateLimit.UNKNOWN, true));
    }

    private Supplier<CompletionStage<LeadOutcome>> inDoubt(LeadOutcome.InDoubt doubt) {
        return outcome(doubt);
    }

    private Supplier<CompletionStage<LeadOutcome>> outcome(LeadOutcome outcome) {
        return post(CompletableFuture.completedFuture(outcome));
    }

    private Supplier<CompletionStage<LeadOutcome>> post(CompletionStage<LeadOutcome> answer) {
        return () -> {
            posts.add("post");
            return answer;
        };
    }

    private static LeadRequest request(String phone) {
        LeadImport lead = new LeadImport().with("Phone", phone);
        ImportSettings settings = new ImportSettings(
                "LeadPool",
                null,
                new FieldText(ZoneOffset.UTC),
                NullFields.omit,
                1,
                false,
                false,
                null,
                false,
                () -> false,
                Duration.ofSeconds(1),
                new RequestSettings(null, QuotaTerms.waiting(Duration.ofSeconds(1)), Runnable::run, Runnable::run));
        return new LeadRequest(lead, 0, new ImportTerms("CODE", null, null, null, null), settings);
    }
}
