package io.github.camelherobase;

/** How a CSV answer that ends because the connection was closed, without a length or a last chunk, is taken. */
public enum CsvEnd {

    /** It fails before the first row: it may have been cut. */
    proven,

    /** It passes as whole, with one warning. */
    trust
}
