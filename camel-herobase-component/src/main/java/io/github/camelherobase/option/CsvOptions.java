package io.github.camelherobase.option;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;

import io.github.camelherobase.CsvEnd;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.request.KeyColumns;
import io.github.camelherobase.stream.CsvFormat;
import io.github.camelherobase.stream.CsvNotices;

/** The options that say how a CSV answer is written, and which of its columns tell leads apart. */
public final class CsvOptions {

    private CsvOptions() {}

    /** @throws IllegalArgumentException naming the option that is wrong */
    public static CsvFormat format(HerobaseConfiguration configuration) {
        return new CsvFormat(
                delimiter(configuration.getCsvDelimiter()),
                charset(configuration.getCsvCharset()),
                configuration.isCsvHeader(),
                configuration.getCsvEnd() == CsvEnd.trust,
                new CsvNotices());
    }

    /** Null when it is to be recognised. */
    private static Character delimiter(String option) {
        if (option == null || option.isEmpty()) {
            return null;
        }
        String delimiter = option.replace("\\t", "\t");
        if (delimiter.length() != 1 || "\"\r\n".contains(delimiter)) {
            throw new IllegalArgumentException("csvDelimiter=" + option
                    + " is not one character, such as ; or \\t; a quote and a line end cannot be it");
        }
        return delimiter.charAt(0);
    }

    /** Null when the answer is to say it. */
    private static Charset charset(String option) {
        try {
            return option == null || option.isBlank() ? null : Charset.forName(option.trim());
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new IllegalArgumentException(
                    "csvCharset=" + option + " is not a charset; expected for example UTF-8", e);
        }
    }

    public static KeyColumns keyColumns(HerobaseConfiguration configuration) {
        return new KeyColumns(
                configuration.getIdColumn(),
                configuration.getModifiedColumn(),
                configuration.getIdempotentRepository() != null);
    }
}
