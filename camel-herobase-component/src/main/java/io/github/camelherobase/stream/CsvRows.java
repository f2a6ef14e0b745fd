package io.github.camelherobase.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseProtocolException;

/** The rows of a CSV answer, each with as many fields as the first. */
final class CsvRows {

    private final Iterator<CsvRecord> rows;
    private final String service;
    private long read;

    CsvRows(RecordSource source, String service, CsvFormat format, int maxRecordSize) {
        this.service = service;
        try {
            this.rows = CsvReader.builder()
                    .fieldSeparator(format.delimiter())
                    .detectBomHeader(true)
                    .skipEmptyLines(true)
                    .ignoreDifferentFieldCount(false)
                    .maxBufferSize(maxRecordSize)
                    .ofCsvRecord(source.body(), format.charset())
                    .iterator();
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        }
    }

    /** Null at the end of the answer. */
    List<String> next() {
        try {
            if (!rows.hasNext()) {
                return null;
            }
            read++;
            return rows.next().getFields();
        } catch (UncheckedIOException e) {
            throw unreadable(e.getCause());
        } catch (CsvParseException e) {
            Throwable cause = e.getCause();
            if (cause instanceof UncheckedIOException io) {
                throw unreadable(io.getCause());
            }
            if (cause instanceof IOException io) {
                throw unreadable(io);
            }
            // The library's message may quote a value, so it is not passed on.
            throw new HerobaseProtocolException(
                    service + ": row " + read
                            + " of the CSV answer does not have the columns of the first, or is larger than"
                            + " 16 MB; the answer is cut, or the options csvDelimiter, csvCharset or csvHeader do not fit",
                    null,
                    service,
                    200,
                    true);
        }
    }

    private HerobaseConnectionException unreadable(IOException e) {
        return new HerobaseConnectionException(
                service + ": the answer broke off after " + read + " rows: "
                        + e.getClass().getSimpleName(),
                e,
                service);
    }
}
