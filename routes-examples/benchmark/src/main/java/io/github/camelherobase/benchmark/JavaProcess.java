package io.github.camelherobase.benchmark;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A class with a main method, in a process with a heap of its own. */
final class JavaProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;
    private final BufferedWriter input;

    private JavaProcess(List<String> command) throws IOException {
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        output = process.inputReader();
        input = process.outputWriter();
    }

    static JavaProcess start(int heapMegabytes, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                // What the platform takes by itself where it is given as little memory.
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-D" + PostgresSink.URL + "=" + System.getProperty(PostgresSink.URL),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new JavaProcess(command);
    }

    static JavaProcess start(List<String> command) throws IOException {
        return new JavaProcess(command);
    }

    /** Null when the process has said everything. */
    String line() throws IOException {
        return output.readLine();
    }

    void say(String line) throws IOException {
        input.write(line);
        input.newLine();
        input.flush();
    }

    int exitValue() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
