package io.github.camelherobase.simulator.service;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How CSV is written (open point: undocumented). Immutable: the methods give changed copies. A value with a delimiter,
 * a quote or a line end in it is quoted, its quotes doubled. Lines end in CR LF.
 *
 * @param delimiter between values
 * @param charset of the bytes; named in {@code Content-Type}
 * @param headerRow whether the first row names the columns
 * @param byteOrderMark whether the bytes begin with one; for Unicode charsets only
 */
public record CsvFormat(char delimiter, Charset charset, boolean headerRow, boolean byteOrderMark) {

    /** Commas, UTF-8 without a mark, a header row: what the stack writes by default (inferred). */
    public static CsvFormat standard() {
        return new CsvFormat(',', StandardCharsets.UTF_8, true, false);
    }

    public CsvFormat withDelimiter(char character) {
        return new CsvFormat(character, charset, headerRow, byteOrderMark);
    }

    public CsvFormat withCharset(Charset other) {
        return new CsvFormat(delimiter, other, headerRow, byteOrderMark);
    }

    public CsvFormat withoutHeaderRow() {
        return new CsvFormat(delimiter, charset, false, byteOrderMark);
    }

    public CsvFormat withByteOrderMark() {
        return new CsvFormat(delimiter, charset, headerRow, true);
    }

    String contentType() {
        return "text/csv; charset=" + charset.name().toLowerCase(Locale.ROOT);
    }
}
