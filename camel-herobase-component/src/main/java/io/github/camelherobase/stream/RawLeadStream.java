package io.github.camelherobase.stream;

import java.util.List;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.RawLeadField;

/** The rows of {@code GET /rawleads/csv}: one field of one lead each. A header row is known by its names. */
public final class RawLeadStream extends SourceRecordStream<RawLeadField> {

    private static final int COLUMNS = 3;

    private final CsvRows rows;
    private final String service;
    private boolean first = true;

    public RawLeadStream(RecordSource source, String service, CsvFormat format, int maxRecordSize) {
        super(source);
        this.rows = new CsvRows(source, service, format, maxRecordSize, CsvBeginning::delimiterAfterId);
        this.service = service;
    }

    @Override
    protected RawLeadField read() {
        List<String> row = rows.next();
        if (first && row != null) {
            first = false;
            if (row.size() != COLUMNS) {
                throw new HerobaseProtocolException(
                        service + ": the CSV answer has " + row.size()
                                + " columns; expected UniqueLeadId, FieldName and"
                                + " FieldValue. Set csvDelimiter to the server's",
                        null,
                        service,
                        200,
                        false);
            }
            if (row.get(0).equalsIgnoreCase("UniqueLeadId") && row.get(1).equalsIgnoreCase("FieldName")) {
                row = rows.next();
            }
        }
        return row == null ? null : new RawLeadField(row.get(0), row.get(1), row.get(2));
    }
}
