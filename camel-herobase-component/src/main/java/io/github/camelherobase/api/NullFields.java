package io.github.camelherobase.api;

/** What becomes of a lead's fields without a value; the service takes text only. */
public enum NullFields {
    /** They are left out of the request. */
    omit,
    /** They are sent as empty text. */
    empty
}
