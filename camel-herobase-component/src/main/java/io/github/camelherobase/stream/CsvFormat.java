package io.github.camelherobase.stream;

import java.nio.charset.Charset;

/**
 * How the server writes CSV, which its documentation leaves open.
 *
 * @param delimiter null: recognised in the first row of each answer
 * @param charset null: the one of the answer's content type, else UTF-8; a byte order mark overrides all
 * @param header whether the first row names the columns
 * @param endTrusted whether an answer that ends because the connection was closed passes as whole
 * @param notices what was said of the endpoint's answers
 */
public record CsvFormat(Character delimiter, Charset charset, boolean header, boolean endTrusted, CsvNotices notices) {

    /** With an end that must be proven. */
    public CsvFormat(Character delimiter, Charset charset, boolean header) {
        this(delimiter, charset, header, false, new CsvNotices());
    }
}
