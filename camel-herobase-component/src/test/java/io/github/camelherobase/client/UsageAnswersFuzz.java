package io.github.camelherobase.client;

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.quota.UsageCount;

import static org.assertj.core.api.Assertions.assertThat;

/** Limits and counts are numbers of the answer, or it is an error. */
public final class UsageAnswersFuzz {

    private static final ObjectMapper JSON = new ObjectMapper();

    private UsageAnswersFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        Map<String, Long> limits = Map.of();
        Map<String, UsageCount> counts = Map.of();
        UsageAnswer answer;
        try {
            answer = UsageAnswer.of(data, "GET /limits", seen -> "something else");
        } catch (HerobaseException e) {
            return;
        }
        try {
            limits = answer.limits();
        } catch (HerobaseException e) {
            // There may be counts.
        }
        try {
            counts = answer.counts();
        } catch (HerobaseException e) {
            // There may be limits.
        }
        JsonNode all = JSON.readTree(data);
        limits.values()
                .forEach(limit -> assertThat(limit > 0 && has(all, limit)).isTrue());
        counts.values().forEach(count -> {
            assertThat(count.used() >= 0 && has(all, count.used())).isTrue();
            assertThat(count.resetSeconds() == null || has(all, count.resetSeconds()))
                    .isTrue();
        });
    }

    private static boolean has(JsonNode node, long number) {
        if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() == number) {
            return true;
        }
        for (JsonNode member : node) {
            if (has(member, number)) {
                return true;
            }
        }
        return false;
    }
}
