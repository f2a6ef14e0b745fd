package io.github.camelherobase;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a {@code herobase:} endpoint does; the constants are spelled as in the URI. */
public enum HerobaseOperation {
    /** {@code POST /leads}: sends leads in. */
    importLeads(Set.of(
            "campaignCode",
            "campaignField",
            "leadPool",
            "leadPoolField",
            "importConcurrency",
            "onRejected",
            "rejectedUri",
            "importKey",
            "importJournal",
            "resendUncertain",
            "readBackFields",
            "readBackDelay",
            "nullFields",
            "dryRun")),
    /** {@code GET /simpleleads}: streams leads out. */
    simpleLeads(Options.LEAD_FILTERS, Options.OUTPUT, Options.POLLING, Set.of("dataFields", "idempotentRepository")),
    /** {@code GET /rawleads/csv}: streams the fields of leads out. */
    rawLeads(
            Options.LEAD_FILTERS,
            Options.OUTPUT,
            Options.POLLING,
            Set.of("pivot", "csvDelimiter", "csvCharset", "csvHeader", "csvEnd")),
    /** {@code GET /leads}, or {@code /leads/csv}: streams out what a saved search finds. */
    savedSearch(
            Options.OUTPUT,
            Options.POLLING,
            Set.of(
                    "searchName",
                    "project",
                    "modifiedFrom",
                    "modifiedTo",
                    "include",
                    "dataFields",
                    "idempotentRepository"),
            Set.of("format", "csvDelimiter", "csvCharset", "csvHeader", "csvEnd", "idColumn", "modifiedColumn")),
    /** {@code GET /calls}: streams calls out. */
    calls(
            Options.OUTPUT,
            Options.POLLING,
            Set.of(
                    "orgCodes",
                    "startTime",
                    "endTime",
                    "timeSpan",
                    "include",
                    "maxCallDuration",
                    "idempotentRepository")),
    /** {@code GET /leads/{uniqueId}}: reads one lead. */
    lead(Set.of("uniqueId", "include")),
    /** {@code GET /campaigns}. */
    campaigns(Options.OUTPUT, Set.of("include")),
    /** {@code GET /projects}. */
    projects(Options.OUTPUT, Set.of("include")),
    /** {@code GET /users}. */
    users(Options.OUTPUT, Set.of("include")),
    /** {@code GET /organizationalunits}. */
    orgUnits(Options.OUTPUT, Set.of("include")),
    /** {@code GET /leaddefinitions}. */
    leadDefinitions(Options.OUTPUT, Set.of("include")),
    /** {@code GET /orgunits/{orgCode}}: reads one unit. */
    orgUnit(Set.of("orgCode", "include")),
    /** {@code GET /myaccount}: the account's own rights. */
    account(Set.of()),
    /** {@code GET /myaccount/request/limits}: the limit of each service. */
    requestLimits(Set.of()),
    /** {@code GET /myaccount/request/counts}: what was used of them. */
    requestCounts(Set.of());

    private final Set<String> options;

    @SafeVarargs
    HerobaseOperation(Set<String>... groups) {
        this.options = Arrays.stream(groups).flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());
    }

    /** Options that several operations take. */
    private static final class Options {

        private static final Set<String> LEAD_FILTERS = Set.of(
                "projects",
                "campaigns",
                "modifiedFrom",
                "modifiedTo",
                "statuses",
                "leadClosures",
                "allClosedStatuses",
                "allOpenStatuses",
                "uniqueId",
                "include",
                "lenientEnums");
        private static final Set<String> OUTPUT = Set.of("outputType", "batchSize");
        private static final Set<String> POLLING = Set.of(
                "maxInFlight",
                "maxExchangeTime",
                "cursorRepository",
                "cursorKey",
                "initialFrom",
                "newPosition",
                "until",
                "overlap",
                "windowSize");
    }

    /** The options that not every operation takes, but this one does. */
    public Set<String> options() {
        return options;
    }

    /** @throws IllegalArgumentException naming all operations when there is none of that name */
    static HerobaseOperation of(String name) {
        for (HerobaseOperation operation : values()) {
            if (operation.name().equals(name)) {
                return operation;
            }
        }
        throw new IllegalArgumentException(
                "herobase:" + name + " is no operation; expected herobase: and one of " + Arrays.toString(values()));
    }

    /** Whether this operation has the option, as one of its own or of every operation. */
    boolean takes(String option) {
        return options.contains(option) || Arrays.stream(values()).noneMatch(other -> other.options.contains(option));
    }

    /** @throws IllegalArgumentException when another operation takes the option, but this one does not */
    void checkTakes(String option) {
        if (options.contains(option)) {
            return;
        }
        String others = Arrays.stream(values())
                .filter(operation -> operation.options.contains(option))
                .map(Enum::name)
                .collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            throw new IllegalArgumentException("herobase:" + name() + " does not take the option " + option
                    + ", which belongs to " + others + "; it takes "
                    + options.stream().sorted().toList()
                    + " and those of every operation");
        }
    }
}
