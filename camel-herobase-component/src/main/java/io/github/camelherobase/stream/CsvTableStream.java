package io.github.camelherobase.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The rows of a CSV answer as maps, in the order of the columns. */
public final class CsvTableStream extends SourceRecordStream<Map<String, Object>> {

    private final CsvRows rows;
    private final boolean header;
    private final Consumer<List<String>> onColumns;
    private List<String> columns;

    /** @param onColumns told the columns' names before the first row is handed out */
    public CsvTableStream(
            RecordSource source,
            String service,
            CsvFormat format,
            int maxRecordSize,
            Consumer<List<String>> onColumns) {
        super(source);
        this.rows = new CsvRows(
                source,
                service,
                format,
                maxRecordSize,
                format.header() ? CsvBeginning::delimiterOfHeader : CsvBeginning::delimiterOfData);
        this.header = format.header();
        this.onColumns = onColumns;
    }

    @Override
    protected Map<String, Object> read() {
        List<String> values = rows.next();
        if (columns == null && values != null) {
            columns = header
                    ? ColumnNames.distinct(values)
                    : IntStream.rangeClosed(1, values.size())
                            .mapToObj(number -> "column" + number)
                            .toList();
            onColumns.accept(columns);
            if (header) {
                values = rows.next();
            }
        }
        if (values == null) {
            return null;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            row.put(columns.get(i), values.get(i));
        }
        return row;
    }
}
