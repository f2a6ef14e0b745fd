package io.github.camelherobase.benchmark;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.Message;

/** A line for each lead in one file, which stays open: opening it anew for each lead, as a file endpoint does, hides all else. */
final class FileSink implements Sink {

    private static final int BUFFER = 64 * 1024;

    private final boolean ended;
    private final Path file;
    private final OutputStream out;

    /** @param ended whether what comes ends with a line break */
    FileSink(boolean ended) {
        this.ended = ended;
        try {
            file = Files.createTempFile("leads", ".txt");
            out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Object body(Message message) {
        return message.getBody(byte[].class);
    }

    @Override
    public void take(Object body, Tally tally) throws IOException {
        byte[] line = (byte[]) body;
        out.write(line);
        if (!ended) {
            out.write('\n');
        }
        tally.count(1, ended ? 0 : line.length);
    }

    @Override
    public void close() throws IOException {
        out.close();
        Files.delete(file);
    }
}
