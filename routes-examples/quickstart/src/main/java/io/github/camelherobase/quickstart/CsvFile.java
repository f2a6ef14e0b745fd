package io.github.camelherobase.quickstart;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** A CSV file in UTF-8 whose first line names the columns; not there without rows, when a route writes it. */
record CsvFile(Path path) {

    /** Writes the file anew. */
    void write(List<String> columns, Iterable<? extends Iterable<String>> rows) throws IOException {
        Files.createDirectories(path.getParent());
        try (BufferedWriter writer = Files.newBufferedWriter(path, StandardCharsets.UTF_8);
                CSVPrinter printer = new CSVPrinter(writer, CSVFormat.DEFAULT)) {
            printer.printRecord(columns);
            for (Iterable<String> row : rows) {
                printer.printRecord(row);
            }
        }
    }

    /** The values of one column, in the order of the rows. */
    List<String> column(String name) throws IOException {
        if (Files.notExists(path)) {
            return List.of();
        }
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8);
                CSVParser parser = CSVParser.parse(reader, format)) {
            return parser.stream().map((CSVRecord row) -> row.get(name)).toList();
        }
    }
}
