package io.github.camelherobase;

/** What an exported record becomes; spelled as in the URI. */
public enum OutputType {
    /** The record itself, parsed when it is asked. */
    record,
    /** A map of all members. */
    map,
    /** A flat map whose columns keep their order. */
    row,
    /** The JSON text as the server sent it. */
    json,
    /** The bytes of the whole answer as they come. */
    raw
}
