package io.github.camelherobase.request;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import io.github.camelherobase.client.HerobaseRequest.Parameter;
import io.github.camelherobase.cursor.TimeWindow;

/**
 * Which saved search to run, and how much of it.
 *
 * @param searchName as saved in the user interface by the user that the web-service account is linked to
 * @param project overrides the search's choice of campaigns (vendor's page); null: as saved
 * @param modifiedFrom inclusive; null: no bound
 * @param modifiedTo exclusive; null: no bound
 * @param include complex properties to include
 */
public record SavedSearchFilter(
        String searchName,
        String project,
        TimeExpression modifiedFrom,
        TimeExpression modifiedTo,
        List<String> include) {

    /** @throws IllegalArgumentException when no search is named */
    public SavedSearchFilter {
        if (searchName == null || searchName.isBlank()) {
            throw new IllegalArgumentException("No saved search is named: set the option searchName or the header"
                    + " CamelHerobaseSearchName. Only searches saved in HeroBase by the user that the web-service account"
                    + " is linked to can be run");
        }
    }

    SavedSearchFilter within(TimeWindow window) {
        return new SavedSearchFilter(
                searchName,
                project,
                TimeExpression.of(window.from()),
                window.isOpen() ? null : TimeExpression.of(window.to()),
                include);
    }

    /** The same, with these when it names nothing to include. */
    SavedSearchFilter includingByDefault(List<String> parts) {
        return include.isEmpty() ? new SavedSearchFilter(searchName, project, modifiedFrom, modifiedTo, parts) : this;
    }

    /** The filters that are set and that a lead does not show. */
    List<String> notShown() {
        return project == null ? List.of() : List.of("project");
    }

    String inClear() {
        return "searchName=" + searchName + (project == null ? "" : "&project=" + project)
                + (include.isEmpty() ? "" : "&include=" + String.join(",", include));
    }

    /** @throws IllegalArgumentException when the period ends before it begins */
    List<Parameter> parameters(Instant now, ZoneId zone) {
        Instant from = modifiedFrom == null ? null : modifiedFrom.at(now);
        Instant to = modifiedTo == null ? null : modifiedTo.at(now);
        AskedPeriod.check("modifiedFrom", from, "modifiedTo", to);
        List<Parameter> parameters = new ArrayList<>();
        parameters.add(new Parameter("searchName", searchName));
        if (project != null) {
            parameters.add(new Parameter("project", project));
        }
        if (from != null) {
            parameters.add(new Parameter("modifiedFrom", LocalBound.from(from, zone)));
        }
        if (to != null) {
            parameters.add(new Parameter("modifiedTo", LocalBound.to(to, zone)));
        }
        if (!include.isEmpty()) {
            parameters.add(new Parameter("include", String.join(",", include)));
        }
        return parameters;
    }
}
