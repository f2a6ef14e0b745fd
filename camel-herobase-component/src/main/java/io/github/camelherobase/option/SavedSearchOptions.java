package io.github.camelherobase.option;

import java.time.ZoneId;
import java.util.function.Function;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.request.SavedSearchFilter;
import io.github.camelherobase.request.TimeExpression;

/** Which saved search an endpoint runs; the headers of a message override its options. */
public final class SavedSearchOptions {

    private final String searchName;
    private final String project;
    private final TimeExpression modifiedFrom;
    private final TimeExpression modifiedTo;
    private final IncludeNames include;
    private final ZoneId zone;

    /** @throws IllegalArgumentException naming the option that is wrong */
    public SavedSearchOptions(HerobaseConfiguration configuration, ZoneId zone) {
        this.zone = zone;
        this.searchName = configuration.getSearchName();
        this.project = configuration.getProject();
        this.modifiedFrom = OptionText.time("modifiedFrom", configuration.getModifiedFrom(), zone);
        this.modifiedTo = OptionText.time("modifiedTo", configuration.getModifiedTo(), zone);
        this.include = new IncludeNames(configuration);
    }

    /** @throws IllegalArgumentException when no search is named, or a header is wrong */
    public SavedSearchFilter of(Function<String, Object> values) {
        OverridingHeaders headers = new OverridingHeaders(values);
        return new SavedSearchFilter(
                headers.text(HerobaseConstants.SEARCH_NAME, searchName),
                headers.text(HerobaseConstants.PROJECT, project),
                headers.time(HerobaseConstants.MODIFIED_FROM, modifiedFrom, zone),
                headers.time(HerobaseConstants.MODIFIED_TO, modifiedTo, zone),
                include.of(headers));
    }
}
