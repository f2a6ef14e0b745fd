package io.github.camelherobase.stream;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.api.RecordStream;

/**
 * Makes one map of each lead's rows, which the server sends together. A lead that comes back within the next
 * {@value #REMEMBERED} leads is an error; one that comes back later is not noticed.
 */
public final class PivotStream implements RecordStream<Map<String, Object>> {

    static final int REMEMBERED = 10_000;

    private static final String ID = "uniqueId";

    private final RecordStream<RawLeadField> rows;
    private final String service;
    private final Deque<String> order = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private RawLeadField ahead;
    private long taken;

    /** @param service named in errors */
    public PivotStream(RecordStream<RawLeadField> rows, String service) {
        this.rows = rows;
        this.service = service;
    }

    @Override
    public boolean hasNext() {
        return ahead != null || rows.hasNext();
    }

    @Override
    public Map<String, Object> next() {
        if (!hasNext()) {
            throw new NoSuchElementException("The export has ended after " + taken + " leads");
        }
        RawLeadField row = ahead == null ? rows.next() : ahead;
        ahead = null;
        String lead = row.getUniqueLeadId();
        remember(lead);
        List<String> names = new ArrayList<>(List.of(ID));
        List<String> values = new ArrayList<>(List.of(lead));
        boolean idMet = false;
        while (true) {
            // A server that sends a lead's own members too sends its id once more.
            if (!idMet && row.getFieldName().equals(ID) && row.getFieldValue().equals(lead)) {
                idMet = true;
            } else {
                names.add(row.getFieldName());
                values.add(row.getFieldValue());
            }
            if (!rows.hasNext()) {
                break;
            }
            row = rows.next();
            if (!row.getUniqueLeadId().equals(lead)) {
                ahead = row;
                break;
            }
        }
        taken++;
        return fields(ColumnNames.distinct(names), values);
    }

    private static Map<String, Object> fields(List<String> names, List<String> values) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            fields.put(names.get(i), values.get(i));
        }
        return fields;
    }

    private void remember(String lead) {
        if (!seen.add(lead)) {
            throw new HerobaseProtocolException(
                    service + ": the rows of the lead " + lead
                            + " are not together, so pivot=true would make two leads of it; read the"
                            + " rows without pivot",
                    null,
                    service,
                    200,
                    false);
        }
        order.add(lead);
        if (order.size() > REMEMBERED) {
            seen.remove(order.remove());
        }
    }

    @Override
    public long recordCount() {
        return taken;
    }

    @Override
    public void close() {
        rows.close();
    }

    @Override
    public String toString() {
        return "Pivot of " + rows;
    }
}
