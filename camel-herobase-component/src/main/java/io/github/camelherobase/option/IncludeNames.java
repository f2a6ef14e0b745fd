package io.github.camelherobase.option;

import java.util.List;
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

    public IncludeNames(HerobaseConfiguration configuration) {
        this.operation = configuration.getOperation();
        this.option = checked(OptionText.names(configuration.getInclude()));
    }

    public List<String> of(Function<String, Object> headers) {
        List<String> names = checked(new OverridingHeaders(headers).names(HerobaseConstants.INCLUDE, option));
        return names.isEmpty() && operation == HerobaseOperation.lead ? SavedSearch.USUAL_PARTS : names;
    }

    private List<String> checked(List<String> names) {
        boolean ofUnits = operation == HerobaseOperation.orgUnit || operation == HerobaseOperation.orgUnits;
        if (ofUnits && has(names, "campaigns") && !has(names, "users") && said.compareAndSet(false, true)) {
            LOG.warn(
                    "herobase:{} with include=campaigns includes no campaign: they belong to the users of a unit, so"
                            + " users is needed too: include=users,campaigns",
                    operation);
        }
        return names;
    }

    private static boolean has(List<String> names, String name) {
        return names.stream().anyMatch(name::equalsIgnoreCase);
    }
}
