package io.github.camelherobase.simulator.account;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.SavedSearch;

/**
 * Describes an account to be made. Unless said otherwise it has every project, the rights of the vendor's sample
 * (reading everything, and Leads/POST), full access to leads' fields and a limit of {@value #DEFAULT_DAILY_LIMIT} requests a day and service.
 */
public final class AccountSpec {

    /** Above 10,000, hence "high" in the vendor's sense: naive use is dear and fair use is worth its header. */
    public static final long DEFAULT_DAILY_LIMIT = 100_000;

    private final String username;
    private final String password;
    private String customer = "customer";
    private String linkedUser;
    private final List<SavedSearch> searches = new ArrayList<>();
    private EntryAccess entryAccess = EntryAccess.FULL;
    private List<String> projectRights = List.of("*");
    private final Map<Resource, Set<Verb>> resourceRights = new EnumMap<>(Resource.class);
    private final Map<String, Long> dailyLimits = new TreeMap<>();
    private long defaultDailyLimit = DEFAULT_DAILY_LIMIT;

    private AccountSpec(String username, String password) {
        this.username = username;
        this.password = password;
        this.linkedUser = username;
        for (Resource resource : Resource.values()) {
            resourceRights.put(resource, EnumSet.of(Verb.GET));
        }
        resourceRights.get(Resource.LEADS).add(Verb.POST);
    }

    /** An account that signs in with these. */
    public static AccountSpec named(String username, String password) {
        return new AccountSpec(username, password);
    }

    /** Whom the account belongs to; matters when counters are kept per customer. */
    public AccountSpec customer(String name) {
        customer = name;
        return this;
    }

    /** The HeroBase user whose saved searches the account can run; named as the account by default. */
    public AccountSpec linkedUser(String name) {
        linkedUser = name;
        return this;
    }

    /** A search that the linked user has saved. */
    public AccountSpec savedSearch(SavedSearch search) {
        searches.add(search);
        return this;
    }

    /** Which fields of leads the account sees; all by default. */
    public AccountSpec entryAccess(EntryAccess access) {
        entryAccess = access;
        return this;
    }

    /** Patterns of project names with {@code *} and {@code ?}, in place of {@code *}. */
    public AccountSpec projectRights(String... patterns) {
        projectRights = new ArrayList<>(List.of(patterns));
        return this;
    }

    /** The verbs for a resource, in place of the default ones; none takes the resource away. */
    public AccountSpec resourceRights(Resource resource, Verb... verbs) {
        Set<Verb> granted = EnumSet.noneOf(Verb.class);
        granted.addAll(List.of(verbs));
        resourceRights.put(resource, granted);
        return this;
    }

    /**
     * The limit of one service.
     *
     * @param serviceKey such as {@code POST /leads}, {@code GET /simpleleads}
     * @param requests units in 24 hours
     */
    public AccountSpec dailyLimit(String serviceKey, long requests) {
        dailyLimits.put(serviceKey, requests);
        return this;
    }

    /** The limit of every service without one of its own, in units in 24 hours. */
    public AccountSpec defaultDailyLimit(long requests) {
        defaultDailyLimit = requests;
        return this;
    }

    /** The account described so far. */
    public Account build() {
        return new Account(
                username,
                password,
                customer,
                linkedUser,
                searches,
                entryAccess,
                projectRights,
                resourceRights,
                dailyLimits,
                defaultDailyLimit);
    }
}
