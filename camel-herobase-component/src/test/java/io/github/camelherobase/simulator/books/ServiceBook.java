package io.github.camelherobase.simulator.books;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import io.github.camelherobase.simulator.limits.Verdict;
import io.github.camelherobase.simulator.limits.WindowKind;

/**
 * What one account did at one service, at one moment. Immutable.
 *
 * @param received requests that came, whatever became of them
 * @param accepted requests that the rate limits let through
 * @param refusedByDay requests refused with 429 since the day was used up
 * @param refusedByMinute requests refused with 429 since the minute was used up
 * @param unitsCharged units added to the day's counter, over all days
 * @param bodyBytes body bytes written over all answers
 * @param answers finished answers by status; an answer whose transmission a fault cut is among them
 */
public record ServiceBook(
        long received,
        long accepted,
        long refusedByDay,
        long refusedByMinute,
        long unitsCharged,
        long bodyBytes,
        Map<Integer, Long> answers) {

    static final ServiceBook EMPTY = new ServiceBook(0, 0, 0, 0, 0, 0, Map.of());

    /** Refused with 429, by either window. */
    public long refused() {
        return refusedByDay + refusedByMinute;
    }

    ServiceBook withRequest() {
        return new ServiceBook(received + 1, accepted, refusedByDay, refusedByMinute, unitsCharged, bodyBytes, answers);
    }

    ServiceBook withVerdict(Verdict verdict) {
        boolean byDay = verdict.refusedBy().filter(WindowKind.DAY::equals).isPresent();
        boolean byMinute = verdict.refusedBy().filter(WindowKind.MINUTE::equals).isPresent();
        return new ServiceBook(
                received,
                accepted + (verdict.isAccepted() ? 1 : 0),
                refusedByDay + (byDay ? 1 : 0),
                refusedByMinute + (byMinute ? 1 : 0),
                unitsCharged + verdict.units(),
                bodyBytes,
                answers);
    }

    ServiceBook withAnswer(AnswerEntry answer) {
        Map<Integer, Long> more = new TreeMap<>(answers);
        more.merge(answer.status(), 1L, Long::sum);
        return new ServiceBook(
                received,
                accepted,
                refusedByDay,
                refusedByMinute,
                unitsCharged,
                bodyBytes + answer.bodyBytes(),
                Collections.unmodifiableMap(more));
    }
}
