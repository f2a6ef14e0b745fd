package io.github.camelherobase.option;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.api.LeadClosure;
import io.github.camelherobase.api.LeadStatus;
import io.github.camelherobase.request.SimpleLeadsFilter;

/** The filters of an endpoint, checked once, and those of a message, which override them. */
public final class ExportFilters {

    private final SimpleLeadsFilter options;
    private final Boolean allClosedStatuses;
    private final Boolean allOpenStatuses;
    private final boolean lenientEnums;
    private final IncludeNames include;
    private final ZoneId zone;

    /** @throws IllegalArgumentException naming the option that is wrong */
    public ExportFilters(HerobaseConfiguration configuration, ZoneId zone) {
        this.zone = zone;
        this.lenientEnums = configuration.isLenientEnums();
        this.allClosedStatuses = configuration.getAllClosedStatuses();
        this.allOpenStatuses = configuration.getAllOpenStatuses();
        this.options = new SimpleLeadsFilter(
                OptionText.names(configuration.getProjects()),
                OptionText.names(configuration.getCampaigns()),
                OptionText.time("modifiedFrom", configuration.getModifiedFrom(), zone),
                OptionText.time("modifiedTo", configuration.getModifiedTo(), zone),
                statuses("statuses", configuration.getStatuses()),
                closures("leadClosures", configuration.getLeadClosures()),
                false,
                false,
                configuration.getUniqueId(),
                List.of());
        this.include = new IncludeNames(configuration);
    }

    /** The filter of a consumer, which reads no headers. */
    public SimpleLeadsFilter ofConsumer() {
        return of(OverridingHeaders.NONE);
    }

    /**
     * @param values a header's value by its name
     * @throws IllegalArgumentException naming the header that is wrong
     */
    public SimpleLeadsFilter of(Function<String, Object> values) {
        return of(new OverridingHeaders(values));
    }

    private SimpleLeadsFilter of(OverridingHeaders headers) {
        List<String> statuses = orElse(
                statuses(HerobaseConstants.STATUSES, headers.value(HerobaseConstants.STATUSES)), options.statuses());
        boolean everyStatus = statuses.isEmpty();
        return new SimpleLeadsFilter(
                headers.names(HerobaseConstants.PROJECTS, options.projects()),
                options.campaigns(),
                headers.time(HerobaseConstants.MODIFIED_FROM, options.modifiedFrom(), zone),
                headers.time(HerobaseConstants.MODIFIED_TO, options.modifiedTo(), zone),
                statuses,
                orElse(
                        closures(HerobaseConstants.LEAD_CLOSURES, headers.value(HerobaseConstants.LEAD_CLOSURES)),
                        options.leadClosures()),
                allClosedStatuses == null ? everyStatus : allClosedStatuses,
                allOpenStatuses == null ? everyStatus : allOpenStatuses,
                options.uniqueId(),
                include.of(headers));
    }

    private static List<String> orElse(List<String> own, List<String> others) {
        return own.isEmpty() ? others : own;
    }

    private List<String> statuses(String name, Object value) {
        return enumNames(name, value, LeadStatus::of, LeadStatus.values());
    }

    private List<String> closures(String name, Object value) {
        return enumNames(name, value, LeadClosure::of, LeadClosure.values());
    }

    /** The names in the server's spelling. */
    private <E extends Enum<E>> List<String> enumNames(
            String name, Object value, Function<String, Optional<E>> known, E[] all) {
        List<String> checked = new ArrayList<>();
        for (String text : OptionText.names(value)) {
            Optional<E> found = known.apply(text);
            if (found.isEmpty() && !lenientEnums) {
                throw new IllegalArgumentException(name + " holds the unknown name " + text + "; expected one of "
                        + Arrays.toString(all) + ", or set lenientEnums=true if your account has more");
            }
            checked.add(found.map(Enum::name).orElse(text));
        }
        return checked;
    }
}
