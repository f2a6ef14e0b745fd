package io.github.camelherobase.quickstart;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.books.ServiceBook;

import static org.assertj.core.api.Assertions.assertThat;

/** Four leads: two were in when the worker was killed, one came after, one was rejected. */
class AuditTest {

    private static final List<String> OFFERED = List.of("K1", "K2", "K3", "K4");
    private static final Map<String, Integer> IN_HEROBASE = Map.of("K1", 1, "K2", 1, "K3", 1);
    private static final List<String> REJECTS = List.of("K4");
    private static final String EXPORT = "GET /simpleleads";
    private static final Evidence.Books AT_KILL = books(2, 2, 0, 1);
    private static final Evidence.Books AT_END = books(3, 4, 1, 3);
    private static final WorkerFigures SECOND = new WorkerFigures(1, 1, 2, 5, 40);

    private static Evidence.Books books(long leads, long imports, long refused, long exports) {
        return new Evidence.Books(leads, Map.of(Evidence.IMPORT, book(imports, refused), EXPORT, book(exports, 0)));
    }

    private static ServiceBook book(long accepted, long refused) {
        Map<Integer, Long> answers = refused == 0 ? Map.of(200, accepted) : Map.of(200, accepted, 429, refused);
        return new ServiceBook(accepted + refused, accepted, 0, refused, accepted, 0, answers);
    }

    private static Evidence evidence(
            Map<String, Integer> inHerobase, List<String> rejects, Evidence.Books atEnd, WorkerFigures second) {
        return new Evidence(
                OFFERED,
                inHerobase,
                rejects,
                AT_KILL,
                atEnd,
                new WorkerFigures(0, 0, 0, 0, 50),
                second,
                Duration.ofSeconds(3));
    }

    private static List<String> mismatches(Evidence evidence) {
        return new Audit().books("act", evidence).worker("act", evidence).mismatches();
    }

    @Test
    void figuresFollowFromTheEvidence() {
        Evidence evidence = evidence(IN_HEROBASE, REJECTS, AT_END, SECOND);

        assertThat(evidence.figures()).isEqualTo(new Figures(4, 3, 1, 0, 0, 1, 7, 50, Duration.ofSeconds(3)));
        assertThat(mismatches(evidence)).isEmpty();
    }

    @Test
    void aRejectWrittenTwiceIsOneRejectedLead() {
        Evidence evidence = evidence(IN_HEROBASE, List.of("K4", "K4"), AT_END, SECOND);

        assertThat(evidence.figures().rejected()).isEqualTo(1);
        assertThat(mismatches(evidence)).isEmpty();
    }

    @Test
    void aLostLeadIsFound() {
        assertThat(mismatches(evidence(IN_HEROBASE, List.of(), AT_END, SECOND)))
                .containsExactly("act: leads lost and none differ: 1 and 0");
    }

    @Test
    void aDoubledLeadIsFound() {
        Map<String, Integer> doubled = Map.of("K1", 2, "K2", 1, "K3", 1);
        WorkerFigures second = new WorkerFigures(2, 0, 3, 6, 40);

        assertThat(mismatches(evidence(doubled, REJECTS, books(4, 5, 1, 3), second)))
                .containsExactly("act: leads doubled and none differ: 1 and 0");
    }

    @Test
    void aLeadBothInAndRejectedIsFound() {
        assertThat(mismatches(evidence(IN_HEROBASE, List.of("K4", "K3"), AT_END, SECOND)))
                .containsExactly("act: leads in the file and imported + rejected + lost differ: 4 and 5");
    }

    @Test
    void aLeadOfNobodyIsFound() {
        assertThat(mismatches(evidence(IN_HEROBASE, REJECTS, books(4, 4, 1, 3), SECOND)))
                .containsExactly(
                        "act: leads in HeroBase and imported + doubled differ: 4 and 3",
                        "act: leads accepted, by the second worker's reports and by HeroBase differ: 1 and 2");
    }

    @Test
    void aChargeThatNoReportNamesIsFound() {
        assertThat(mismatches(evidence(IN_HEROBASE, REJECTS, books(3, 5, 1, 4), SECOND)))
                .containsExactly(
                        "act: imports charged, by the second worker's reports and by HeroBase differ: 2 and 3",
                        "act: requests sent, by the second worker's quota and by HeroBase differ: 5 and 7");
    }

    @Test
    void aRequestChargedDearerIsFound() {
        ServiceBook dear = new ServiceBook(5, 4, 0, 1, 32, 0, Map.of(200, 4L, 429, 1L));
        Evidence.Books atEnd = new Evidence.Books(3, Map.of(Evidence.IMPORT, dear, EXPORT, book(3, 0)));

        assertThat(mismatches(evidence(IN_HEROBASE, REJECTS, atEnd, SECOND)))
                .containsExactly(
                        "act: requests charged and requests let through differ: 35 and 7",
                        "act: requests charged and answers 200 differ: 35 and 7");
    }

    @Test
    void exportsMustHoldWhatWasSold() {
        assertThat(new Audit()
                        .exports("act", List.of("K1", "K2"), List.of("K2", "K1", "K2"), List.of("K1", "K2"))
                        .mismatches())
                .isEmpty();
        assertThat(new Audit()
                        .exports("act", List.of("K1", "K2"), List.of("K2", "K2", "K2"), List.of("K1", "K3", "K3"))
                        .mismatches())
                .containsExactly(
                        "act: sales in HeroBase and rows of the table differ: 2 and 3",
                        "act: the leads in the CSV file are not the ones that were sold",
                        "act: the leads in the table are not the ones that were sold",
                        "act: one kill repeated a sale in the CSV file 2 times");
    }
}
