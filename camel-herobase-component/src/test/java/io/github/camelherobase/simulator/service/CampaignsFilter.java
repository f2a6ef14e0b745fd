package io.github.camelherobase.simulator.service;

import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.world.Campaign;
import io.github.camelherobase.simulator.world.Glob;

/** What the parameter {@code Campaigns} does (observed: nothing). */
public enum CampaignsFilter {
    IGNORED(campaign -> Stream.empty()),
    /** Patterns of campaign codes or ids. */
    HONOURED(campaign -> Stream.of(campaign.code(), campaign.uniqueId())),
    /** Patterns of campaign codes. */
    BY_CODE(campaign -> Stream.of(campaign.code())),
    /** Patterns of campaign ids. */
    BY_ID(campaign -> Stream.of(campaign.uniqueId())),
    /** Patterns of campaign names. */
    BY_NAME(campaign -> Stream.of(campaign.name()));

    private final Function<Campaign, Stream<String>> keys;

    CampaignsFilter(Function<Campaign, Stream<String>> keys) {
        this.keys = keys;
    }

    /** The campaigns that {@code patterns} ask for; no pattern asks for all. */
    Predicate<Campaign> of(List<Glob> patterns) {
        return patterns.isEmpty() || this == IGNORED
                ? campaign -> true
                : campaign -> keys.apply(campaign).anyMatch(key -> Glob.anyMatches(patterns, key));
    }
}
