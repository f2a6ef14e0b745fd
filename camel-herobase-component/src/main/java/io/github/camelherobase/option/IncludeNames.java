package io.github.camelherobase.option;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.HerobaseOperation;
import io.github.camelherobase.request.SavedSearch;

/**
 * Which complex properties an endpoint asks for: those of the header, else of the option. Says once when a name alone does
 * nothing, which the server passes over in silence.
 */
public final class IncludeNames {

    private static final Logger LOG = LoggerFactory.getLogger(IncludeNames.class);

    private final HerobaseOperation operation;
    private final List<String> option;
    private final AtomicBoolean said = new AtomicBoolean();
    /** Of a header. */
    private final AtomicBoolean unknownSaid = new AtomicBoolean();

    public IncludeNames(HerobaseConfiguration configuration) {
        this.operation = configuration.getOperation();
        this.option = checked(option(configuration));
    }

    /**
     * The names of the option; says so when one is not known.
     *
     * @throws IllegalArgumentException when a name is like one that the operation has, but not it
     */
    static List<String> option(HerobaseConfiguration configuration) {
        HerobaseOperation operation = configuration.getOperation();
        List<String> names = spelt(operation, OptionText.names(configuration.getInclude()));
        List<String> unknown = unknown(operation, names);
        if (!unknown.isEmpty()) {
            LOG.warn(
                    "herobase:{} with include={}: not known to this component is {}, and the server leaves out what it does not"
                            + " know without a word. Known are {}",
                    operation,
                    String.join(",", names),
                    unknown,
                    known(operation).stream().sorted().toList());
        }
        return names;
    }

    private static List<String> unknown(HerobaseOperation operation, List<String> names) {
        Set<String> known = known(operation);
        return known.isEmpty()
                ? List.of()
                : names.stream().filter(name -> !has(known, name)).toList();
    }

    /**
     * The server passes over a name that it does not know, and the column stays empty. What is like no known name may be
     * known to the server.
     */
    private static List<String> spelt(HerobaseOperation operation, List<String> names) {
        Set<String> known = known(operation);
        for (String name : names) {
            NearName.of(name, known).ifPresent(meant -> {
                throw new IllegalArgumentException("herobase:" + operation + " with include=" + name
                        + ": there is no such part, and the server would leave it out without a word; did you mean "
                        + meant
                        + "? Known are " + known.stream().sorted().toList());
            });
        }
        return names;
    }

    private static Set<String> known(HerobaseOperation operation) {
        return switch (operation) {
            case calls -> Set.of("campaign", "user");
            case users -> Set.of("parent", "campaigns");
            case orgUnits, orgUnit -> Set.of("users", "campaigns", "parent", "children");
            case campaigns -> Set.of("project", "leadDefinition");
            case simpleLeads, rawLeads, savedSearch, lead ->
                Set.of(
                        "data",
                        "campaign",
                        "lastModifiedByUser",
                        "firstProcessedByUser",
                        "closureData",
                        "questions",
                        "answers",
                        "attempts",
                        "history");
            default -> Set.of();
        };
    }

    public List<String> of(Function<String, Object> headers) {
        List<String> names = of(new OverridingHeaders(headers));
        return names.isEmpty() && operation == HerobaseOperation.lead ? SavedSearch.USUAL_PARTS : names;
    }

    /** Those of the header, else of the option; says once when a header has one that is not known. */
    List<String> of(OverridingHeaders headers) {
        List<String> names = checked(headers.names(HerobaseConstants.INCLUDE, option));
        List<String> unknown = names.equals(option) ? List.of() : unknown(operation, names);
        // A header's text is not logged: it may be anything.
        if (!unknown.isEmpty() && unknownSaid.compareAndSet(false, true)) {
            LOG.warn(
                    "herobase:{}: {} of the {} names in the header {} are not known to this component, and the server leaves out"
                            + " what it does not know without a word. Known are {}. This is told once",
                    operation,
                    unknown.size(),
                    names.size(),
                    HerobaseConstants.INCLUDE,
                    known(operation).stream().sorted().toList());
        }
        return names;
    }

    private List<String> checked(List<String> names) {
        spelt(operation, names);
        boolean ofUnits = operation == HerobaseOperation.orgUnit || operation == HerobaseOperation.orgUnits;
        if (ofUnits && has(names, "campaigns") && !has(names, "users") && said.compareAndSet(false, true)) {
            LOG.warn(
                    "herobase:{} with include=campaigns includes no campaign: they belong to the users of a unit, so"
                            + " users is needed too: include=users,campaigns",
                    operation);
        }
        return names;
    }

    private static boolean has(Collection<String> names, String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }
}
