package io.github.camelherobase.simulator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.account.Verb;
import io.github.camelherobase.simulator.json.JsonReader;

/**
 * What a check found out about a tenant, to make the simulator behave as that tenant does: the members {@code switches}
 * (value by name, see {@link Switches}), {@code rights} (verbs by resource) and {@code limits} (requests in 24 hours by
 * service). What it does not tell stays as it is by default.
 */
public final class TenantReport {

    private final Map<String, Object> switches;
    private final Map<String, Object> rights;
    private final Map<String, Object> limits;

    private TenantReport(Map<String, Object> switches, Map<String, Object> rights, Map<String, Object> limits) {
        this.switches = switches;
        this.rights = rights;
        this.limits = limits;
    }

    /**
     * Reads a report's file.
     *
     * @throws IllegalArgumentException when it is no such report
     */
    public static TenantReport read(Path file) throws IOException {
        Object report;
        try {
            report = JsonReader.read(Files.readAllBytes(file));
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException("Not a report: " + file + " is not JSON", malformed);
        }
        return new TenantReport(
                member(report, "switches", file), member(report, "rights", file), member(report, "limits", file));
    }

    /** Sets the switches that the check could tell. */
    public void applyTo(HerobaseSimulator.Builder builder) {
        switches.forEach((name, value) -> Switches.set(builder, name, String.valueOf(value)));
    }

    /** Gives an account the rights and limits of the tenant's; rights that the report does not tell stay. */
    public AccountSpec applyTo(AccountSpec account) {
        if (!rights.isEmpty()) {
            Arrays.stream(Resource.values())
                    .forEach(resource -> account.resourceRights(resource, verbs(rights.get(resource.wireName()))));
        }
        limits.forEach((service, limit) -> {
            if (!(limit instanceof Number number)) {
                throw new IllegalArgumentException("Not a limit for " + service + ": " + limit);
            }
            account.dailyLimit(service, number.longValue());
        });
        return account;
    }

    private static Verb[] verbs(Object granted) {
        return granted instanceof List<?> names
                ? Arrays.stream(Verb.values())
                        .filter(verb -> names.contains(verb.name()))
                        .toArray(Verb[]::new)
                : new Verb[0];
    }

    private static Map<String, Object> member(Object report, String name, Path file) {
        if (report instanceof Map<?, ?> members && members.get(name) instanceof Map<?, ?> found) {
            Map<String, Object> copy = new LinkedHashMap<>();
            found.forEach((key, value) -> copy.put(String.valueOf(key), value));
            return copy;
        }
        throw new IllegalArgumentException("Not a report: " + file + " has no object " + name);
    }
}
