package io.github.camelherobase.check;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The command: reads the environment, checks, prints, and writes the report. */
public final class CheckCommand {

    private static final String REPORT = "--report=";
    private static final String SIMULATOR = "--simulator";
    private static final String DEFAULT_REPORT = "herobase-check.json";
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private final Map<String, String> environment;
    private final PrintStream out;

    CheckCommand(Map<String, String> environment, PrintStream out) {
        this.environment = environment;
        this.out = out;
    }

    /**
     * Exits with 1 when the account cannot be asked, with 2 when it is not named.
     *
     * @param arguments {@code --simulator} to ask a simulator; {@code --report=file}, {@value #DEFAULT_REPORT} by default
     */
    public static void main(String[] arguments) throws IOException {
        System.exit(new CheckCommand(System.getenv(), System.out).run(List.of(arguments)));
    }

    int run(List<String> arguments) throws IOException {
        Optional<String> unknown = arguments.stream()
                .filter(argument -> !argument.equals(SIMULATOR) && !argument.startsWith(REPORT))
                .findFirst();
        if (unknown.isPresent()) {
            out.println("Unknown argument " + unknown.get() + "; expected " + SIMULATOR + " or " + REPORT + "<file>");
            return USAGE;
        }
        Path file = Path.of(arguments.stream()
                .filter(argument -> argument.startsWith(REPORT))
                .map(argument -> argument.substring(REPORT.length()))
                .findFirst()
                .orElse(DEFAULT_REPORT));
        if (arguments.contains(SIMULATOR)) {
            try (DemoSite site = new DemoSite()) {
                out.println("This is a simulator on this machine, not your account.");
                return check(site.credentials(), file);
            }
        }
        Optional<Credentials> credentials = Credentials.of(environment);
        if (credentials.isEmpty()) {
            out.print(Credentials.HELP);
            return USAGE;
        }
        return check(credentials.get(), file);
    }

    private int check(Credentials credentials, Path file) throws IOException {
        try (Tenant tenant = new Tenant(credentials, InstantSource.system(), null)) {
            Report report = Check.of(tenant);
            out.print(ReportText.of(report));
            ReportFile.write(report, file);
            out.printf(
                    "%n%d requests, all of them reading. Report, without personal data: %s%n", report.requests(), file);
            return 0;
        } catch (CheckFailedException failed) {
            out.println(failed.getMessage());
            return FAILED;
        }
    }
}
