package io.github.camelherobase.option;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.request.KeyColumns;
import io.github.camelherobase.stream.CsvFormat;

/** The options that say how a CSV answer is written, and which of its columns tell leads apart. */
public final class CsvOptions {

    private CsvOptions() {}

    /** @throws IllegalArgumentException naming the option that is wrong */
    public static CsvFormat format(HerobaseConfiguration configuration) {
        String delimiter = configuration.getCsvDelimiter().replace("\\t", "\t");
        if (delimiter.length() != 1) {
            throw new IllegalArgumentException(
                    "csvDelimiter=" + configuration.getCsvDelimiter() + " is not one character, such as ; or \\t");
        }
        try {
            return new CsvFormat(
                    delimiter.charAt(0), Charset.forName(configuration.getCsvCharset()), configuration.isCsvHeader());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "csvCharset=" + configuration.getCsvCharset() + " is not a charset; expected for example UTF-8", e);
        }
    }

    public static KeyColumns keyColumns(HerobaseConfiguration configuration) {
        return new KeyColumns(
                configuration.getIdColumn(),
                configuration.getModifiedColumn(),
                configuration.getIdempotentRepository() != null);
    }
}
