package io.github.camelherobase.quota;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Asks the server for the limits and counts of the account; its requests count against the quota like all others. */
public interface UsageSource {

    /** The services by which it asks; they are sent before anything is known. */
    Set<String> services();

    /**
     * The daily limits, by the server's name of the service. Fails with a {@code HerobaseAccessDeniedException} or a
     * {@code HerobaseNotFoundException} when the account cannot know them.
     */
    CompletionStage<Map<String, Long>> limits();

    /** What was used of each service, likewise. */
    CompletionStage<Map<String, UsageCount>> counts();
}
