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
    private int columns;
    private long read;
    private boolean ended;

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
                    .ignoreDifferentFieldCount(true)
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
        if (ended) {
            return null;
        }
        List<String> row = read();
        if (row.size() == 1 && row.get(0).equals(CsvText.END)) {
            ended = true;
            return null;
        }
        if (columns == 0) {
            columns = row.size();
        }
        read++;
        if (row.size() != columns) {
            throw malformed("has " + row.size() + " columns, but the first " + columns);
        }
        return row;
    }

    private List<String> read() {
        try {
            if (rows == null) {
                rows = begin();
            }
            if (!rows.hasNext()) {
                throw cut();
            }
            List<String> row = rows.next().getFields();
            if (row.get(row.size() - 1).endsWith(CsvText.TAIL)) {
                throw cut();
            }
            return row;
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
            read++;
            throw malformed("is larger than 16 MB, or something follows a quoted value");
        }
    }

    private HerobaseProtocolException cut() {
        return new HerobaseProtocolException(
                service + ": the CSV answer of " + source.url() + " ended inside a quoted value after " + read
                        + " rows; it is cut, repeat the export",
                null,
                service,
                200,
                true);
    }

    private HerobaseProtocolException malformed(String how) {
        return new HerobaseProtocolException(
                service + ": row " + read + " of the CSV answer of " + source.url() + " " + how
                        + "; the answer is cut, or the options csvDelimiter, csvCharset or csvHeader do not fit",
                null,
                service,
                200,
                true);
    }

    private HerobaseProtocolException unreadable(IOException e) {
        return new HerobaseProtocolException(
                service + ": the CSV answer of " + source.url() + " "
                        + (e instanceof CharacterCodingException
                                ? "has bytes after row " + read + " that are not in the charset " + format.charset()
                                        + "; set csvCharset to the server's"
                                : "broke off after " + read + " rows: "
                                        + e.getClass().getSimpleName() + "; repeat the export"),
                e,
                service,
                200,
                !(e instanceof CharacterCodingException));
    }
}
