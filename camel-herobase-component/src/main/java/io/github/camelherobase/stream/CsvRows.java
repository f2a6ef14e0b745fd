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
            throw malformed("has " + row.size() + " columns, but the first " + columns);
        }
        return row;
    }

    private List<String> read() {
        try {
            if (rows == null) {
                rows = begin();
            }
            return rows.hasNext() ? rows.next().getFields() : null;
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
                    "is larger than 16 MB, has a quote that is never closed, or something behind a quoted value");
        }
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
                                ? "has bytes after row " + read + " that are not in the charset " + charset()
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
