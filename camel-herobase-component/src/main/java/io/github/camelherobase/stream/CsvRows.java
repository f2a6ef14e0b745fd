package io.github.camelherobase.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.util.Iterator;
import java.util.List;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.camelherobase.api.HerobaseProtocolException;

/** The rows of a CSV answer, each with as many fields as the first. */
final class CsvRows {

    private final RecordSource source;
    private final String service;
    private final CsvFormat format;
    private final int maxRecordSize;
    private Iterator<CsvRecord> rows;
    private long read;

    CsvRows(RecordSource source, String service, CsvFormat format, int maxRecordSize) {
        this.source = source;
        this.service = service;
        this.format = format;
        this.maxRecordSize = maxRecordSize;
    }

    /** Not before the first row is asked for, as it waits for the answer's first bytes. */
    private Iterator<CsvRecord> begin() {
        try {
            return CsvReader.builder()
                    .fieldSeparator(format.delimiter())
                    .skipEmptyLines(true)
                    .ignoreDifferentFieldCount(false)
                    .acceptCharsAfterQuotes(false)
                    .maxBufferSize(maxRecordSize)
                    .ofCsvRecord(CsvText.of(source.body(), format.charset()))
                    .iterator();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Null at the end of the answer. */
    List<String> next() {
        try {
            if (rows == null) {
                rows = begin();
            }
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

    private HerobaseProtocolException unreadable(IOException e) {
        return new HerobaseProtocolException(
                service + ": the CSV answer "
                        + (e instanceof CharacterCodingException
                                ? "is not in the charset " + format.charset() + ", as bytes after row " + read
                                        + " show; set csvCharset to the server's"
                                : "broke off after " + read + " rows: "
                                        + e.getClass().getSimpleName() + "; repeat the export"),
                e,
                service,
                200,
                !(e instanceof CharacterCodingException));
    }
}
