package io.github.camelherobase.option;

import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.request.SavedSearchFilter;
import io.github.camelherobase.request.TimeExpression;

/** Which saved search an endpoint runs; the headers of a message go before its options. */
public final class SavedSearchOptions {

    private final String searchName;
    private final String project;
    private final TimeExpression modifiedFrom;
    private final TimeExpression modifiedTo;
    private final List<String> include;
    private final ZoneId zone;

    /** @throws IllegalArgumentException naming the option that is wrong */
    public SavedSearchOptions(HerobaseConfiguration configuration, ZoneId zone) {
        this.zone = zone;
        this.searchName = configuration.getSearchName();
        this.project = configuration.getProject();
        this.modifiedFrom = OptionText.time("modifiedFrom", configuration.getModifiedFrom(), zone);
        this.modifiedTo = OptionText.time("modifiedTo", configuration.getModifiedTo(), zone);
        this.include = OptionText.names(configuration.getInclude());
    }

    /** @throws IllegalArgumentException when no search is named, or a header is wrong */
    public SavedSearchFilter of(Function<String, Object> headers) {
        List<String> includeHeader = OptionText.names(headers.apply(HerobaseConstants.INCLUDE));
        return new SavedSearchFilter(
                text(headers.apply(HerobaseConstants.SEARCH_NAME), searchName),
                text(headers.apply(HerobaseConstants.PROJECT), project),
                time(headers, HerobaseConstants.MODIFIED_FROM, modifiedFrom),
                time(headers, HerobaseConstants.MODIFIED_TO, modifiedTo),
                includeHeader.isEmpty() ? include : includeHeader);
    }

    private static String text(Object header, String otherwise) {
        return header == null ? otherwise : header.toString();
    }

    private TimeExpression time(Function<String, Object> headers, String name, TimeExpression otherwise) {
        TimeExpression header = OptionText.time(name, headers.apply(name), zone);
        return header == null ? otherwise : header;
    }
}
