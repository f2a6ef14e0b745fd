package io.github.camelherobase.stream;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

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
    private final Function<CsvBeginning, Character> recognition;
    private Iterator<CsvRecord> rows;
    private Charset charset;
    private int columns;
    private long read;
    private long linesBefore;
    /** In which the last row begins. */
    private long line;

    /** @param recognition of the delimiter, unless the format has one; null when it cannot tell */
    CsvRows(
            RecordSource source,
            String service,
            CsvFormat format,
            int maxRecordSize,
            Function<CsvBeginning, Character> recognition) {
        this.source = source;
        this.service = service;
        this.format = format;
        this.maxRecordSize = maxRecordSize;
        this.recognition = recognition;
        this.charset = format.charset();
    }

    /** Not before the first row is asked for, as it waits for the answer's first bytes. */
    private Iterator<CsvRecord> begin() throws IOException {
        CsvAnswer answer = CsvAnswer.open(source, service, format, recognition);
        charset = answer.text().charset();
        linesBefore = answer.linesBefore();
        return CsvReader.builder()
                .fieldSeparator(answer.delimiter())
                .skipEmptyLines(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .maxBufferSize(maxRecordSize)
                .ofCsvRecord(answer.text().reader())
                .iterator();
    }

    /** Null at the end of the answer. */
    List<String> next() {
        List<String> row = read();
        if (row == null) {
            return null;
        }
        if (columns == 0) {
            columns = row.size();
        }
        read++;
        if (row.size() != columns) {
            throw malformed("has " + row.size() + " columns, but the first " + columns + "; it is in line " + line);
        }
        return row;
    }

    private List<String> read() {
        try {
            if (rows == null) {
                rows = begin();
            }
            if (!rows.hasNext()) {
                return null;
            }
            CsvRecord row = rows.next();
            line = linesBefore + row.getStartingLineNumber();
            return row.getFields();
        } catch (IOException e) {
            throw unreadable(e);
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
            throw malformed(
                    "is larger than 16 MB, has a quote that is never closed, or something behind a quoted value; it is behind"
                            + " the row of line " + line);
        }
    }

    /** A whole answer would be as wrong again; one whose end is not proven may be cut. */
    private HerobaseProtocolException malformed(String how) {
        boolean mayBeCut = !source.isEndProven();
        return new HerobaseProtocolException(
                service + ": row " + read + " of the CSV answer of " + source.url() + " " + how
                        + (mayBeCut
                                ? "; the answer is cut, or"
                                : "; the answer is whole, so repeating it does not help:")
                        + " the options csvDelimiter, csvCharset or csvHeader do not fit, or the server writes it so",
                null,
                service,
                200,
                mayBeCut);
    }

    private HerobaseProtocolException unreadable(IOException e) {
        return new HerobaseProtocolException(
                service + ": the CSV answer of " + source.url() + " "
                        + (e instanceof CharacterCodingException
                                ? "has bytes after row " + read + ", which is in line " + line
                                        + ", that are not in the charset " + charset()
                                        + "; set csvCharset to the server's"
                                : "broke off after " + read + " rows: " + e.getMessage() + "; repeat the export"),
                e,
                service,
                200,
                !(e instanceof CharacterCodingException));
    }

    private Charset charset() {
        return charset == null ? CsvText.charset(source, null) : charset;
    }
}
