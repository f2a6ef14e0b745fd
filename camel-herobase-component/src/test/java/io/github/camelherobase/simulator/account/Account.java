package io.github.camelherobase.simulator.account;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.SavedSearch;

/**
 * A web-service account. Immutable.
 *
 * @param username the name it signs in with
 * @param password its secret
 * @param customer whom it belongs to, should counters be kept per customer
 * @param linkedUser the HeroBase user whose saved searches it can run
 * @param searches what that user has saved at the start
 * @param entryAccess which fields of leads it sees
 * @param projectRights wildcard patterns of project names
 * @param resourceRights verbs per resource type
 * @param dailyLimits requests in 24 hours, by service key
 * @param defaultDailyLimit the limit of services not named
 */
public record Account(
        String username,
        String password,
        String customer,
        String linkedUser,
        List<SavedSearch> searches,
        EntryAccess entryAccess,
        List<String> projectRights,
        Map<Resource, Set<Verb>> resourceRights,
        Map<String, Long> dailyLimits,
        long defaultDailyLimit) {

    public Account {
        searches = List.copyOf(searches);
        projectRights = List.copyOf(projectRights);
        Map<Resource, Set<Verb>> rights = new EnumMap<>(Resource.class);
        resourceRights.forEach((resource, verbs) -> {
            if (!verbs.isEmpty()) {
                rights.put(resource, EnumSet.copyOf(verbs));
            }
        });
        resourceRights = rights;
        dailyLimits = new TreeMap<>(dailyLimits);
    }

    /** Whether the account may use {@code verb} on {@code resource}. */
    public boolean may(Verb verb, Resource resource) {
        return resourceRights.getOrDefault(resource, Set.of()).contains(verb);
    }

    /** Requests that the account may make in 24 hours to a service. */
    public long dailyLimit(String serviceKey) {
        return dailyLimits.getOrDefault(serviceKey, defaultDailyLimit);
    }

    /** The name alone: the password is a secret. */
    @Override
    public String toString() {
        return "Account " + username;
    }
}
