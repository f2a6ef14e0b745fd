package io.github.camelherobase.quickstart;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/**
 * What a worker process is told, through its environment: a password does not belong on a command line.
 *
 * @param baseUrl of HeroBase's API
 * @param directory see {@link WorkDirectory}
 */
record WorkerSettings(String baseUrl, String username, String password, WorkDirectory directory, SharedClock clock) {

    private static final String BASE_URL = "HEROBASE_BASE_URL";
    private static final String USERNAME = "HEROBASE_USERNAME";
    private static final String PASSWORD = "HEROBASE_PASSWORD";
    private static final String DIRECTORY = "QUICKSTART_DIRECTORY";
    private static final String START = "QUICKSTART_START";
    private static final String SPEED = "QUICKSTART_SPEED";

    Map<String, String> toEnvironment() {
        return Map.of(
                BASE_URL,
                baseUrl,
                USERNAME,
                username,
                PASSWORD,
                password,
                DIRECTORY,
                directory.root().toString(),
                START,
                clock.start().toString(),
                SPEED,
                Double.toString(clock.speed()));
    }

    static WorkerSettings ofEnvironment(Map<String, String> environment) {
        return new WorkerSettings(
                environment.get(BASE_URL),
                environment.get(USERNAME),
                environment.get(PASSWORD),
                new WorkDirectory(Path.of(environment.get(DIRECTORY))),
                new SharedClock(Instant.parse(environment.get(START)), Double.parseDouble(environment.get(SPEED))));
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "WorkerSettings[" + baseUrl + ", " + directory.root() + "]";
    }
}
