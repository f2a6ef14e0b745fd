package io.github.camelherobase;

/** In which form the server sends a saved search; spelled as in the URI. */
public enum ExportFormat {
    json,
    csv
}
