package io.github.camelherobase.simulator.service;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelherobase.simulator.world.Campaign;

/** What POST /leads makes of a lead that is there already (open point). */
@FunctionalInterface
public interface DuplicatePolicy {

    /** Whether the lead may be stored; asked once for each lead that is otherwise in order. */
    boolean admits(Campaign campaign, Map<String, String> data);

    /** Begins anew, with nothing stored. */
    default void forget() {}

    /** Each import makes a lead. */
    static DuplicatePolicy accept() {
        return (campaign, data) -> true;
    }

    /** Within a campaign only the first import with a value of {@code importName} makes a lead. */
    static DuplicatePolicy rejectSame(String importName) {
        Set<Map.Entry<String, String>> seen = ConcurrentHashMap.newKeySet();
        return new DuplicatePolicy() {
            @Override
            public boolean admits(Campaign campaign, Map<String, String> data) {
                return seen.add(Map.entry(campaign.code(), data.getOrDefault(importName, "")));
            }

            @Override
            public void forget() {
                seen.clear();
            }
        };
    }
}
