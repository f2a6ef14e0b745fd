package io.github.camelherobase.stream;

import java.nio.charset.Charset;

/**
 * How the server writes CSV, which its documentation leaves open. A byte order mark goes before the charset.
 *
 * @param header whether the first row names the columns
 */
public record CsvFormat(char delimiter, Charset charset, boolean header) {}
