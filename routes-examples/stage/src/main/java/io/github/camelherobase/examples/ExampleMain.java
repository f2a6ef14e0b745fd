package io.github.camelherobase.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;

import org.apache.camel.main.Main;

import io.github.camelherobase.simulator.HerobaseSimulator;

/**
 * Camel Main as the examples run it: with a simulator for a demonstration, with arguments for a HeroBase of your own.
 */
public final class ExampleMain extends Main implements AutoCloseable {

    private static final String LIVE = "--live";
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
    private static final Duration POLL = Duration.ofMillis(50);

    /**
     * A demonstration, which never reaches beyond this machine.
     *
     * @param herobase whose default account the routes use
     */
    public ExampleMain(HerobaseSimulator herobase) {
        this(new String[0]);
        System.out.println("HeroBase on this machine; watch it in a browser: " + herobase.pageUrl());
        addOverrideProperty("camel.component.herobase.base-url", herobase.baseUrl());
        addOverrideProperty("camel.component.herobase.username", HerobaseSimulator.DEFAULT_USERNAME);
        addOverrideProperty("camel.component.herobase.password", HerobaseSimulator.DEFAULT_PASSWORD);
    }

    /**
     * With a HeroBase of your own: each example takes its address and account from the environment.
     *
     * @param arguments properties such as {@code --campaign=SPRING25}, and {@code --live} to import into a HeroBase that is
     *     not on this machine
     */
    public ExampleMain(String... arguments) {
        configure().setLogName("io.github.camelherobase.routes");
        List<String> all = Arrays.asList(arguments);
        all.stream().filter(argument -> !argument.equals(LIVE)).forEach(this::addArgument);
        if (!all.contains(LIVE)) {
            bind("loopbackGuard", new LoopbackGuard());
        }
    }

    /** A new directory for the files of a demonstration, below the module's {@code target}. */
    public static Path directory() throws IOException {
        Path parent = Path.of(System.getProperty("example.directory", "target/example"));
        Files.createDirectories(parent);
        return Files.createTempDirectory(parent, "run-").toAbsolutePath();
    }

    /**
     * Waits until a demonstration has come to a point.
     *
     * @throws TimeoutException after a minute, naming the point
     */
    public static void await(String point, Callable<Boolean> reached) throws Exception {
        await(point, LONGEST_WAIT, POLL, reached);
    }

    /**
     * Waits until a demonstration has come to a point.
     *
     * @param reached asked at each {@code pause}
     * @throws TimeoutException after {@code longest}, naming the point
     */
    public static void await(String point, Duration longest, Duration pause, Callable<Boolean> reached)
            throws Exception {
        long end = System.nanoTime() + longest.toNanos();
        while (!reached.call()) {
            if (System.nanoTime() - end > 0) {
                throw new TimeoutException("Not within " + longest.toSeconds() + " seconds: " + point);
            }
            Thread.sleep(pause.toMillis());
        }
    }

    @Override
    public void close() {
        stop();
    }

    private void addArgument(String argument) {
        int equals = argument.indexOf('=');
        if (!argument.startsWith("--") || equals < 0) {
            throw new IllegalArgumentException("Unknown argument " + argument + "; expected " + LIVE
                    + ", or a property such as --campaign=SPRING25");
        }
        addOverrideProperty(argument.substring("--".length(), equals), argument.substring(equals + 1));
    }
}
