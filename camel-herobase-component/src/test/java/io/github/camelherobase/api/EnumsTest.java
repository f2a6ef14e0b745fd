package io.github.camelherobase.api;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The names and numbers of the vendor's page; what is not on it survives as text. */
class EnumsTest {

    @Test
    void numbersAreTheVendors() {
        assertThat(listed(LeadStatus.values(), LeadStatus::number))
                .isEqualTo("New 0, RedialAutomatic 1, RedialManualCommon 2, RedialManualPrivate 3, VIPRedial 10,"
                        + " Unresolved 150, UserProcessed 200, Depleted 210, Abandoned 300, Failed 400, Expired 500,"
                        + " Removed 600, Anonymized 610, DoNotCall 700, GlobalDoNotCall 750");
        assertThat(listed(LeadClosure.values(), LeadClosure::number))
                .isEqualTo("NotSet 0, Success 1, NotInterested 2, InvalidLead 3, Unqualified 4");
        assertThat(listed(CallStatus.values(), CallStatus::number))
                .isEqualTo("NotSet 0, RedialAutomatic 1, RedialManualCommon 2, RedialManualPrivate 3,"
                        + " AlternativeNumberDialed 199, UserProcessed 200, Depleted 210, Transferred 220, Abandoned 300,"
                        + " Failed 400");
        assertThat(listed(CallEndCause.values(), CallEndCause::number))
                .isEqualTo("NotApplicable 0, NormalDisconnect 1, NoResponse 2, Busy 3, VoiceMail 4, DroppedCall 5,"
                        + " DialingCancelled 6");
    }

    private static <E extends Enum<E>> String listed(E[] values, Function<E, Integer> number) {
        return Arrays.stream(values)
                .map(value -> value.name() + " " + number.apply(value))
                .collect(Collectors.joining(", "));
    }

    @Test
    void someStatusesAreOpenAndAllOthersClosed() {
        assertThat(Arrays.stream(LeadStatus.values()).filter(status -> !status.isClosed()))
                .containsExactly(
                        LeadStatus.New,
                        LeadStatus.RedialAutomatic,
                        LeadStatus.RedialManualCommon,
                        LeadStatus.RedialManualPrivate,
                        LeadStatus.VIPRedial,
                        LeadStatus.Unresolved);
    }

    @Test
    void namesAreReadWithoutRegardToCase() {
        assertThat(LeadStatus.of("userprocessed")).contains(LeadStatus.UserProcessed);
        assertThat(LeadClosure.of("SUCCESS")).contains(LeadClosure.Success);
        assertThat(CallStatus.of("transferred")).contains(CallStatus.Transferred);
        assertThat(CallEndCause.of("busy")).contains(CallEndCause.Busy);
    }

    @Test
    void anUnknownValueSurvives() {
        Call call = new Call(
                "{\"status\":\"PendingValidation\",\"endCause\":\"LineCut\",\"leadClosure\":\"Maybe\"}"
                        .getBytes(StandardCharsets.UTF_8),
                ZoneId.of("Europe/Copenhagen"));
        assertThat(call.getStatus()).isEqualTo("PendingValidation");
        assertThat(call.getEndCause()).isEqualTo("LineCut");
        assertThat(call.getLeadClosure()).isEqualTo("Maybe");
        assertThat(call.isFinished()).isTrue();
        assertThat(CallStatus.of(call.getStatus())).isEmpty();
        assertThat(CallEndCause.of(call.getEndCause())).isEmpty();
        assertThat(LeadClosure.of(call.getLeadClosure())).isEmpty();
        assertThat(LeadStatus.of(null)).isEmpty();
    }
}
