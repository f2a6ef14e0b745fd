package io.github.camelherobase.request;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.github.camelherobase.client.HerobaseRequest.Parameter;
import io.github.camelherobase.cursor.TimeWindow;

/**
 * Which leads {@code GET /simpleleads} shall return.
 *
 * @param projects name patterns with {@code *} and {@code ?}; empty: {@code *}
 * @param campaigns codes, ids or names; a server takes one kind of them or none, see {@link CampaignNames#asked}
 * @param modifiedFrom inclusive; null: no bound
 * @param modifiedTo exclusive (observed by public clients); null: no bound
 * @param statuses names; empty: the two shortcuts decide
 * @param leadClosures names; empty: all
 * @param allClosedStatuses asks for every closed status
 * @param allOpenStatuses asks for every open status
 * @param uniqueId one lead only; null: all
 * @param include complex properties to include
 */
public record SimpleLeadsFilter(
        List<String> projects,
        List<String> campaigns,
        TimeExpression modifiedFrom,
        TimeExpression modifiedTo,
        List<String> statuses,
        List<String> leadClosures,
        boolean allClosedStatuses,
        boolean allOpenStatuses,
        String uniqueId,
        List<String> include) {

    /** The same filter for another time. */
    SimpleLeadsFilter within(TimeWindow window) {
        return of(campaigns, TimeExpression.of(window.from()), window.isOpen() ? null : TimeExpression.of(window.to()));
    }

    SimpleLeadsFilter ofEveryCampaign() {
        return of(List.of(), modifiedFrom, modifiedTo);
    }

    private SimpleLeadsFilter of(List<String> some, TimeExpression from, TimeExpression to) {
        return new SimpleLeadsFilter(
                projects,
                some,
                from,
                to,
                statuses,
                leadClosures,
                allClosedStatuses,
                allOpenStatuses,
                uniqueId,
                include);
    }

    /** The campaigns alone, as a check. */
    SimpleLeadsFilter ofCampaignsOnly() {
        return new SimpleLeadsFilter(
                List.of(), campaigns, null, null, List.of(), List.of(), true, true, null, List.of());
    }

    /** All leads that the account may see in these projects, whatever has become of them. */
    SimpleLeadsFilter ofEveryLead() {
        return new SimpleLeadsFilter(
                projects, List.of(), null, null, List.of(), List.of(), true, true, null, List.of());
    }

    /** All but the time, to tell one consumer's position from another's. */
    String inClear() {
        return of(campaigns, null, null).parameters(Instant.EPOCH, ZoneOffset.UTC).stream()
                .map(parameter -> parameter.name() + "=" + parameter.value())
                .collect(Collectors.joining("&"));
    }

    /** The filters that are set and that a lead does not show. */
    List<String> notShownByLeads() {
        return isEveryProject() ? List.of() : List.of("projects");
    }

    /** The filters that are set and that a raw row does not show. */
    List<String> notShownByRows() {
        List<String> names = new ArrayList<>(notShownByLeads());
        addName(names, "statuses", statuses);
        addName(names, "leadClosures", leadClosures);
        names.add("modifiedFrom/modifiedTo");
        return names;
    }

    private static void addName(List<String> names, String name, List<String> values) {
        if (!values.isEmpty()) {
            names.add(name);
        }
    }

    private boolean isEveryProject() {
        return projects.isEmpty() || projects.equals(List.of("*"));
    }

    /** @throws IllegalArgumentException when the period ends before it begins */
    List<Parameter> parameters(Instant now, ZoneId zone) {
        Instant from = modifiedFrom == null ? null : modifiedFrom.at(now);
        Instant to = modifiedTo == null ? null : modifiedTo.at(now);
        AskedPeriod.check("modifiedFrom", from, "modifiedTo", to);
        List<Parameter> parameters = new ArrayList<>();
        add(parameters, "Projects", projects.isEmpty() ? List.of("*") : projects);
        add(parameters, "Campaigns", campaigns);
        if (from != null) {
            parameters.add(new Parameter("ModifiedFrom", LocalBound.from(from, zone)));
        }
        if (to != null) {
            parameters.add(new Parameter("ModifiedTo", LocalBound.to(to, zone)));
        }
        add(parameters, "Statuses", statuses);
        add(parameters, "LeadClosures", leadClosures);
        if (allClosedStatuses) {
            parameters.add(new Parameter("AllClosedStatuses", "true"));
        }
        if (allOpenStatuses) {
            parameters.add(new Parameter("AllOpenStatuses", "true"));
        }
        if (uniqueId != null) {
            parameters.add(new Parameter("UniqueId", uniqueId));
        }
        add(parameters, "Include", include);
        return parameters;
    }

    private static void add(List<Parameter> parameters, String name, List<String> values) {
        if (!values.isEmpty()) {
            parameters.add(new Parameter(name, String.join(",", values)));
        }
    }
}
