package io.github.camelherobase.quickstart;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A worker in a JVM of its own. */
final class WorkerProcess {

    private static final long END_SECONDS = 120;
    private static final long PRINT_SECONDS = 30;

    private final Process process;
    private final Thread listener;
    private final Path log;
    private volatile WorkerFigures figures = WorkerFigures.NONE;

    private WorkerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        this.listener = new Thread(this::listen, "worker-output");
        listener.setDaemon(true);
    }

    static WorkerProcess start(Class<?> main, WorkerSettings settings) throws IOException {
        WorkDirectory directory = settings.directory();
        ProcessBuilder builder = new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Dquickstart.log=" + directory.log(),
                "-classpath",
                System.getProperty("java.class.path"),
                main.getName()));
        builder.environment().putAll(settings.toEnvironment());
        builder.redirectError(ProcessBuilder.Redirect.appendTo(
                directory.root().resolve("worker.err").toFile()));
        WorkerProcess worker = new WorkerProcess(builder.start(), directory.log());
        worker.listener.start();
        // Should this process end first, its workers do not stay.
        Runtime.getRuntime().addShutdownHook(new Thread(worker.process::destroyForcibly));
        return worker;
    }

    private void listen() {
        try (BufferedReader output = process.inputReader()) {
            output.lines().forEach(line -> WorkerFigures.ofLine(line).ifPresent(stated -> figures = stated));
        } catch (IOException | UncheckedIOException killed) {
            // The last figures before stand.
        }
    }

    /** What the worker said last. */
    WorkerFigures figures() {
        return figures;
    }

    /** @throws IllegalStateException when the worker ended by itself */
    void checkAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "The worker ended by itself with exit code " + process.exitValue() + "; see " + log);
        }
    }

    /** As a power cut would. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
        listener.join();
    }

    /** Lets the worker end in order. */
    void finish() throws IOException, InterruptedException, TimeoutException {
        finish(END_SECONDS);
    }

    /** @throws TimeoutException with what its threads did when it did not end in time */
    void finish(long seconds) throws IOException, InterruptedException, TimeoutException {
        try (BufferedWriter input = process.outputWriter()) {
            input.write(Worker.FINISH);
            input.newLine();
        }
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            String threads = threads();
            process.destroyForcibly();
            throw new TimeoutException(
                    "The worker did not end within " + seconds + " s; see " + log + ". Its threads:\n" + threads);
        }
        listener.join();
        if (process.exitValue() != 0) {
            throw new IllegalStateException("The worker ended with exit code " + process.exitValue() + "; see " + log);
        }
    }

    /** What each of them does; a JRE has no program that tells. */
    private String threads() throws IOException, InterruptedException {
        Path printed = Files.createTempFile("threads", ".txt");
        try {
            Process print = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "Thread.print")
                    .redirectErrorStream(true)
                    .redirectOutput(printed.toFile())
                    .start();
            if (!print.waitFor(PRINT_SECONDS, TimeUnit.SECONDS)) {
                print.destroyForcibly().waitFor();
            }
            return Files.readString(printed);
        } catch (IOException e) {
            return "not known: " + e.getMessage();
        } finally {
            Files.deleteIfExists(printed);
        }
    }
}
