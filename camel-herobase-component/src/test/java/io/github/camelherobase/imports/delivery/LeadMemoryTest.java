package io.github.camelherobase.imports.delivery;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.api.LeadImportResult;
import io.github.camelherobase.imports.delivery.LeadMemory.Answer;
import io.github.camelherobase.imports.delivery.LeadMemory.UnderWay;
import io.github.camelherobase.imports.delivery.LeadMemory.Visit;

import static org.assertj.core.api.Assertions.assertThat;

/** What a delivery answers when a lead comes again: alone, in a list, in an element of a split, beside its equal. */
class LeadMemoryTest {

    private static final long LEAD = 0x1234_5678_9ABC_DEF0L;
    private static final long OTHER = 42;
    private static final Instant SINCE = Instant.parse("2026-05-06T08:00:00Z");
    private static final Place WHOLE = Place.whole(null);

    private enum Problem {
        REJECTED,
        FAILED
    }

    private final LeadMemory memory = new LeadMemory();

    private Answer ask(Visit visit, long fingerprint) {
        return visit.ask(visit.meet(fingerprint), false);
    }

    private UnderWay send(Visit visit, long fingerprint) {
        Answer answer = ask(visit, fingerprint);
        assertThat(answer).isInstanceOf(Answer.Send.class);
        return ((Answer.Send) answer).underWay();
    }

    private void accept(Place place, long... fingerprints) {
        Visit visit = memory.visit(place);
        List<UnderWay> all = new ArrayList<>();
        for (long fingerprint : fingerprints) {
            all.add(send(visit, fingerprint));
        }
        all.forEach(one -> one.accepted(null));
    }

    /** How many of them are sent when they come as one body at that place. */
    private long sent(Place place, long... fingerprints) {
        Visit visit = memory.visit(place);
        List<UnderWay> sent = new ArrayList<>();
        for (long fingerprint : fingerprints) {
            Answer answer = ask(visit, fingerprint);
            if (answer instanceof Answer.Send send) {
                sent.add(send.underWay());
            } else {
                assertThat(answer).isInstanceOf(Answer.AcceptedBefore.class);
            }
        }
        sent.forEach(UnderWay::notAccepted);
        return sent.size();
    }

    @Test
    void anAcceptedLeadHasItsResultAndIsNotSentAgain() {
        LeadImportResult result = LeadImportResult.acceptedBefore(new LeadImport());
        send(memory.visit(WHOLE), LEAD).accepted(result);
        assertThat(ask(memory.visit(WHOLE), LEAD)).isEqualTo(new Answer.AcceptedBefore(result));
        assertThat(ask(memory.visit(WHOLE), OTHER)).isInstanceOf(Answer.Send.class);
    }

    @Test
    void ofManyLeadsTheFirstThousandHaveTheirResults() {
        LeadImportResult result = LeadImportResult.acceptedBefore(new LeadImport());
        for (int lead = 1; lead <= 1_001; lead++) {
            send(memory.visit(WHOLE), lead).accepted(result);
        }
        assertThat(ask(memory.visit(WHOLE), 1_000)).isEqualTo(new Answer.AcceptedBefore(result));
        assertThat(ask(memory.visit(WHOLE), 1_001)).isEqualTo(new Answer.AcceptedBefore(null));
    }

    @Test
    void equalLeadsOfOneBodyAreCounted() {
        accept(WHOLE, LEAD, LEAD, OTHER);
        assertThat(sent(WHOLE, LEAD, LEAD)).isZero();
        assertThat(sent(WHOLE, LEAD, LEAD, LEAD, OTHER)).isEqualTo(1);
    }

    @Test
    void elementsOfASplitAreToldApart() {
        accept(WHOLE.element(0), LEAD);
        assertThat(sent(WHOLE.element(0), LEAD)).isZero();
        assertThat(sent(WHOLE.element(1), LEAD)).isEqualTo(1);
        assertThat(sent(WHOLE.element(0).element(1), OTHER)).isEqualTo(1);
    }

    @Test
    void whatWasAcceptedInElementsIsNotSentInTheList() {
        accept(WHOLE.element(0), LEAD);
        accept(WHOLE.element(1), LEAD);
        assertThat(sent(WHOLE, LEAD, LEAD)).isZero();
        assertThat(sent(WHOLE, LEAD, LEAD, LEAD)).isEqualTo(1);
    }

    @Test
    void whatWasAcceptedInTheListAndWhatInItsElementsAreAddedUp() {
        accept(WHOLE.element(0), LEAD);
        Visit list = memory.visit(WHOLE);
        assertThat(ask(list, LEAD)).isInstanceOf(Answer.AcceptedBefore.class);
        send(list, LEAD).accepted(null);
        assertThat(sent(WHOLE, LEAD, LEAD)).isZero();
        assertThat(sent(WHOLE, LEAD, LEAD, LEAD, LEAD)).isEqualTo(2);
    }

    @Test
    void whatWasAcceptedInAListIsNotSentAloneAndCountsOnce() {
        Place element = WHOLE.element(3);
        accept(element, LEAD, LEAD);
        assertThat(sent(element.element(0), LEAD)).isZero();
        assertThat(sent(element.element(0), LEAD)).as("the same again").isZero();
        assertThat(sent(element.element(1), LEAD)).isZero();
        assertThat(sent(element.element(2), LEAD)).as("there were two").isEqualTo(1);
        assertThat(sent(element, LEAD, LEAD)).as("they are still in it").isZero();
        assertThat(sent(WHOLE, LEAD, LEAD, LEAD)).isEqualTo(1);
    }

    @Test
    void aLeadOfAListTwoLevelsUpIsFoundAndCountsBetween() {
        accept(WHOLE, LEAD);
        Place deep = WHOLE.element(0).element(0);
        assertThat(sent(deep, LEAD)).isZero();
        assertThat(sent(WHOLE.element(0), LEAD)).as("it is in it now").isZero();
        assertThat(sent(WHOLE.element(1), LEAD)).isEqualTo(1);
    }

    @Test
    void whoMeetsALeadThatIsUnderWayElsewhereWaitsForItsEnd() {
        Visit first = memory.visit(WHOLE);
        UnderWay before = send(first, OTHER);
        UnderWay mine = send(first, LEAD);
        UnderWay equal = send(first, LEAD);
        CompletionStage<Void> end = elsewhere(ask(memory.visit(WHOLE), LEAD));
        before.accepted(null);
        mine.notAccepted();
        equal.notAccepted();
        assertThat(end.toCompletableFuture()).isCompleted();
        assertThat(send(memory.visit(WHOLE), LEAD)).isNotNull();
    }

    private static CompletionStage<Void> elsewhere(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Elsewhere.class);
        CompletionStage<Void> end = ((Answer.Elsewhere) answer).end();
        assertThat(end.toCompletableFuture()).isNotCompleted();
        return end;
    }

    /** Several of one fingerprint are under way, begun and ended in each order. */
    @Test
    void noneOfSeveralUnderWayIsForgotten() {
        for (int[] order : new int[][] {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}}) {
            LeadMemory one = new LeadMemory();
            Visit mine = one.visit(WHOLE);
            send(mine, OTHER);
            List<UnderWay> all = List.of(send(mine, LEAD), send(mine, LEAD), send(mine, LEAD));
            for (int number : order) {
                Visit asking = one.visit(WHOLE);
                assertThat(asking.ask(asking.meet(LEAD), false)).isInstanceOf(Answer.Elsewhere.class);
                all.get(number).notAccepted();
            }
            assertThat(send(one.visit(WHOLE), LEAD)).isNotNull();
        }
    }

    @Test
    void aLeadInDoubtIsNotSentUnlessThatIsWanted() {
        HerobaseImportUncertainException reason = new HerobaseImportUncertainException("lost", null, "leads", 0);
        send(memory.visit(WHOLE), LEAD).inDoubt(reason, SINCE);
        Visit visit = memory.visit(WHOLE.element(7));
        LeadMemory.Lead lead = visit.meet(LEAD);
        assertThat(visit.ask(lead, false)).isEqualTo(new Answer.InDoubt(reason, SINCE));

        Answer.Send again = (Answer.Send) visit.ask(lead, true);
        assertThat(again.inDoubt()).isTrue();
        again.underWay().notAccepted();
        assertThat(visit.ask(lead, false)).as("of the request before").isEqualTo(new Answer.InDoubt(reason, SINCE));

        ((Answer.Send) visit.ask(lead, true)).underWay().accepted(null);
        assertThat(ask(memory.visit(WHOLE), LEAD)).isEqualTo(new Answer.AcceptedBefore(null));
        assertThat(((Answer.Send) visit.ask(visit.meet(OTHER), true)).inDoubt()).isFalse();
    }

    /** More than an import has at a time, so that what keeps them grows. */
    @Test
    void eachOfAHundredUnderWayIsKnownUntilItEnds() {
        Visit mine = memory.visit(WHOLE);
        List<UnderWay> all = new ArrayList<>();
        for (int lead = 0; lead < 100; lead++) {
            all.add(send(mine, lead));
        }
        for (int step = 0; step < 100; step++) {
            int lead = step * 37 % 100;
            assertThat(ask(memory.visit(WHOLE), lead)).isInstanceOf(Answer.Elsewhere.class);
            all.get(lead).accepted(null);
            assertThat(ask(memory.visit(WHOLE), lead)).isInstanceOf(Answer.AcceptedBefore.class);
        }
    }

    @Test
    void aLookUpEndsADoubt() {
        for (long lead : new long[] {LEAD, OTHER}) {
            send(memory.visit(WHOLE), lead).inDoubt(null, SINCE);
        }
        Visit visit = memory.visit(WHOLE);
        LeadMemory.Lead there = visit.meet(LEAD);
        LeadMemory.Lead absent = visit.meet(OTHER);
        memory.foundThere(there);
        memory.foundAbsent(absent);
        assertThat(visit.ask(there, false)).isInstanceOf(Answer.AcceptedBefore.class);
        assertThat(visit.ask(absent, false)).isInstanceOf(Answer.Send.class);
    }

    @Test
    void ofManyDoubtsTheFirstThousandKeepTheirReasonAndAllAreDoubts() {
        for (int lead = 1; lead <= 1_001; lead++) {
            send(memory.visit(WHOLE), lead).inDoubt(null, SINCE);
        }
        assertThat(ask(memory.visit(WHOLE), 1_000)).isEqualTo(new Answer.InDoubt(null, SINCE));
        assertThat(ask(memory.visit(WHOLE), 1_001)).isEqualTo(new Answer.InDoubt(null, null));
    }

    @Test
    void aProblemIsHandedOverOnceUnlessItsRouteDidNotTakeIt() {
        Visit visit = memory.visit(WHOLE);
        LeadMemory.Lead lead = visit.meet(LEAD);
        LeadMemory.Lead equal = visit.meet(LEAD);
        for (LeadMemory.Lead one : List.of(lead, equal, visit.meet(OTHER))) {
            assertThat(visit.isToHandOver(one, Problem.REJECTED)).isTrue();
            assertThat(visit.isToHandOver(one, Problem.REJECTED)).isFalse();
            assertThat(visit.isToHandOver(one, Problem.FAILED)).isTrue();
        }
        Visit elsewhere = memory.visit(WHOLE.element(1));
        assertThat(elsewhere.isToHandOver(elsewhere.meet(LEAD), Problem.REJECTED))
                .isTrue();
        Visit again = memory.visit(WHOLE);
        assertThat(again.isToHandOver(again.meet(LEAD), Problem.REJECTED)).isFalse();

        visit.notHandedOver(lead, Problem.REJECTED);
        assertThat(visit.isToHandOver(lead, Problem.FAILED)).isFalse();
        assertThat(visit.isToHandOver(equal, Problem.REJECTED)).isFalse();
        assertThat(visit.isToHandOver(lead, Problem.REJECTED)).isTrue();
    }

    @Test
    void accountsOfOneDeliveryHaveMemoriesOfTheirOwn() {
        LeadMemory south = new LeadMemory("south", null);
        LeadMemory north = new LeadMemory("north", south);
        assertThat(north.of("north")).isSameAs(north);
        assertThat(north.of("south")).isSameAs(south);
        assertThat(north.of("east")).isNull();
        assertThat(south.of("north")).isNull();
    }

    @Test
    void aLeadIsOfItsBodyAndItsData() {
        Visit visit = memory.visit(WHOLE);
        LeadMemory.Lead lead = visit.meet(LEAD);
        assertThat(lead.isOf(visit, LEAD)).isTrue();
        assertThat(lead.isOf(visit, OTHER)).isFalse();
        assertThat(lead.isOf(memory.visit(WHOLE), LEAD)).isFalse();
        assertThat(visit.memory()).isSameAs(memory);
    }
}
