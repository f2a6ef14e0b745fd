package io.github.camelherobase.simulator.service;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.world.Campaign;
import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadField;
import io.github.camelherobase.simulator.world.LeadFilter;
import io.github.camelherobase.simulator.world.LeadSource;
import io.github.camelherobase.simulator.world.SavedSearch;
import io.github.camelherobase.simulator.world.World;

/** GET /leads/csv: what a saved search finds, as a table. */
final class SavedSearchCsvService implements Service {

    private final World world;
    private final ProjectRights rights;
    private final SavedSearchReader searches;
    private final LeadSelection leads;
    private final LeadRow row;
    private final CsvAnswer csv;

    SavedSearchCsvService(World world, LeadSource source, ProjectRights rights, OpenPoints openPoints) {
        this.world = world;
        this.rights = rights;
        this.searches = new SavedSearchReader(world, openPoints);
        this.leads = new LeadSelection(source, rights, openPoints.limitParameter());
        this.row = new LeadRow(new LeadJson(world.settings(), openPoints.enumForm()));
        this.csv = new CsvAnswer(openPoints.csvFormat());
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        Optional<SavedSearch> search = searches.search(call);
        if (search.isEmpty()) {
            return csv.of(LeadRow.PROPERTIES, Stream::empty);
        }
        LeadFilter filter = searches.filter(search.get(), call);
        List<String> columns = columns(search.get(), filter, call.account());
        EntryAccess access = call.account().entryAccess();
        Predicate<Lead> dialled = searches.dialled(call.query());
        return csv.of(columns, () -> leads.of(call, filter).filter(dialled).map(lead -> row.of(lead, access, columns)));
    }

    private List<String> columns(SavedSearch search, LeadFilter filter, Account account) {
        if (!search.columns().isEmpty()) {
            return search.columns();
        }
        Set<String> columns = new LinkedHashSet<>(LeadRow.PROPERTIES);
        for (Campaign campaign : world.campaigns()) {
            if (filter.accepts(campaign) && rights.cover(account, campaign)) {
                campaign.definition().fields().stream()
                        .filter(field -> account.entryAccess().sees(field.access()))
                        .map(LeadField::importName)
                        .forEach(columns::add);
            }
        }
        return List.copyOf(columns);
    }
}
