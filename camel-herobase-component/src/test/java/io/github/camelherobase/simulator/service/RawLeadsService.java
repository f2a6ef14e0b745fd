package io.github.camelherobase.simulator.service;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadFilter;
import io.github.camelherobase.simulator.world.LeadSource;
import io.github.camelherobase.simulator.world.World;

/** GET /rawleads and /rawleads/csv: the leads of GET /simpleleads, one row for each field (vendor's page). */
final class RawLeadsService implements Service {

    private static final List<String> COLUMNS = List.of("UniqueLeadId", "FieldName", "FieldValue");

    private final LeadSelection leads;
    private final LeadFilterReader filters;
    private final LeadJson json;
    private final RawLeadRows rows;
    private final CsvAnswer csv;

    RawLeadsService(World world, LeadSource source, ProjectRights rights, OpenPoints openPoints) {
        this.leads = new LeadSelection(source, rights, openPoints.limitParameter());
        this.filters = new LeadFilterReader(openPoints, world.settings());
        this.json = new LeadJson(world.settings(), openPoints.enumForm());
        this.rows = openPoints.rawLeadRows();
        this.csv = new CsvAnswer(openPoints.csvFormat());
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        LeadFilter filter = filters.read(call);
        EntryAccess access = call.account().entryAccess();
        return csv.of(COLUMNS, () -> leads.of(call, filter).flatMap(lead -> rows(lead, access)));
    }

    private Stream<List<String>> rows(Lead lead, EntryAccess access) {
        List<List<String>> found = new ArrayList<>();
        if (rows == RawLeadRows.PROPERTIES_AND_DATA) {
            json.simple(lead).forEach((name, value) -> found.add(List.of(lead.uniqueId(), name, value.toString())));
        }
        json.data(lead, access).forEach((name, value) -> found.add(List.of(lead.uniqueId(), name, value)));
        return found.stream();
    }
}
