package io.github.camelherobase;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** What a {@code herobase:} endpoint does; the constants are spelled as in the URI. */
public enum HerobaseOperation {
    /** {@code POST /leads}: sends leads in. */
    importLeads(
            "campaignCode",
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
            "dryRun"),
    /** {@code GET /simpleleads}: streams leads out. */
    simpleLeads(
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
            "lenientEnums",
            "outputType",
            "dataFields",
            "batchSize",
            "maxInFlight",
            "cursorRepository",
            "cursorKey",
            "initialFrom",
            "until",
            "overlap",
            "windowSize",
            "idempotentRepository");

    private final Set<String> options;

    HerobaseOperation(String... options) {
        this.options = Set.of(options);
    }

    /** The options that not every operation takes, but this one does. */
    Set<String> options() {
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
