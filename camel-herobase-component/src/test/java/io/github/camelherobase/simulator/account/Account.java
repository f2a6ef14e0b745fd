package io.github.camelherobase.simulator.account;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A web-service account. Immutable.
 *
 * @param username the name it signs in with
 * @param password its secret
 * @param customer whom it belongs to, should counters be kept per customer
 * @param projectRights wildcard patterns of project names
 * @param resourceRights verbs per resource type
 * @param dailyLimits requests in 24 hours, by service key
 * @param defaultDailyLimit the limit of services not named
 */
public record Account(
        String username,
        String password,
        String customer,
        List<String> projectRights,
        Map<Resource, Set<Verb>> resourceRights,
        Map<String, Long> dailyLimits,
        long defaultDailyLimit) {

    public Account {
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
