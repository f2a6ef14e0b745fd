package io.github.camelherobase.simulator.service;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.http.HttpAnswer;

/** A table as CSV, written while it is sent. */
final class CsvAnswer {

    private static final int FLUSH_CHARACTERS = 16 * 1024;

    private final CsvFormat format;

    CsvAnswer(CsvFormat format) {
        this.format = format;
    }

    /** The answer; {@code rows} is asked when it is sent, each row as long as {@code columns}. */
    HttpAnswer of(List<String> columns, Supplier<Stream<List<String>>> rows) {
        return HttpAnswer.stream(format.contentType(), out -> {
            try (Stream<List<String>> stream = rows.get()) {
                write(columns, stream.iterator(), out);
            }
        });
    }

    private void write(List<String> columns, Iterator<List<String>> rows, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(FLUSH_CHARACTERS + 4096);
        if (format.byteOrderMark()) {
            text.append('\uFEFF');
        }
        if (format.headerRow()) {
            row(columns, text);
        }
        while (rows.hasNext()) {
            row(rows.next(), text);
            if (text.length() > FLUSH_CHARACTERS) {
                flush(text, out);
            }
        }
        flush(text, out);
    }

    private void flush(StringBuilder text, OutputStream out) throws IOException {
        out.write(text.toString().getBytes(format.charset()));
        text.setLength(0);
    }

    private void row(List<String> values, StringBuilder text) {
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                text.append(format.delimiter());
            }
            value(values.get(i), text);
        }
        text.append("\r\n");
    }

    private void value(String value, StringBuilder text) {
        if (mustBeQuoted(value)) {
            text.append('"').append(value.replace("\"", "\"\"")).append('"');
        } else {
            text.append(value);
        }
    }

    private boolean mustBeQuoted(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == format.delimiter() || c == '"' || c == '\r' || c == '\n') {
                return true;
            }
        }
        return false;
    }
}
