package io.github.camelherobase.quickstart;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import io.github.camelherobase.simulator.HerobaseSimulator;

/** Plays both acts, and ends with their table. */
public final class Quickstart {

    private static final String BY_HAND = "by hand";
    private static final String OURS = "herobase";
    private static final int LEADS = 2_000;
    private static final int LEADS_BY_HAND = 500;
    private static final double SPEED = 20;
    private static final String STAY = "--stay";

    private final Path root;
    private final double speed;
    private final boolean stays;
    private final Screen screen;

    private Quickstart(Path root, double speed, boolean stays, Screen screen) {
        this.root = root;
        this.speed = speed;
        this.stays = stays;
        this.screen = screen;
    }

    /**
     * Exits with 1 when figures do not agree.
     *
     * @param arguments {@code --speed=N}: simulated seconds in a second, 20 by default, 1 for real time; {@code --stay}:
     *     HeroBase's page stays open at the end, until it is interrupted
     */
    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(System.getProperty("quickstart.directory", "target/quickstart"));
        List<String> mismatches =
                new Quickstart(root, speed(arguments), List.of(arguments).contains(STAY), Screen.ofThisProcess()).run();
        System.exit(mismatches.isEmpty() ? 0 : 1);
    }

    private static double speed(String[] arguments) {
        double speed = SPEED;
        for (String argument : arguments) {
            if (argument.equals(STAY)) {
                continue;
            }
            if (!argument.matches("--speed=[0-9.]+")) {
                throw new IllegalArgumentException("Unknown argument " + argument
                        + "; expected --stay, or for example --speed=1, which is real time");
            }
            speed = Double.parseDouble(argument.substring("--speed=".length()));
        }
        return speed;
    }

    private List<String> run() throws Exception {
        screen.line(String.format(
                Locale.ROOT,
                "%nHeroBase on this machine. The account has %,d requests a day and uses the fair-use policy: %d a minute."
                        + "%nIts clock and ours run at %.0f x; no limit is raised or off. Each worker is killed once.%n",
                Site.REQUESTS_PER_DAY,
                Site.REQUESTS_PER_MINUTE,
                speed));
        List<SourceLead> leads = SourceLeads.generate(LEADS);
        new CsvFile(root.resolve("leads.csv"))
                .write(
                        SourceLead.COLUMNS,
                        leads.stream().map(SourceLead::values).toList());
        Audit audit = new Audit();
        Evidence byHand = byHand(leads.subList(0, LEADS_BY_HAND), audit);
        SharedClock clock = SharedClock.startingNow(speed);
        try (HerobaseSimulator site = Site.open(clock)) {
            Evidence ours = ours(leads, audit, site, clock);
            screen.line("");
            screen.line(ResultTable.of(byHand.figures(), ours.figures()));
            tellFiles();
            List<String> mismatches = conclude(audit.mismatches());
            if (stays) {
                screen.line("HeroBase stays open at " + site.pageUrl() + " until you press Ctrl+C.");
                Thread.currentThread().join();
            }
            return mismatches;
        }
    }

    private Evidence byHand(List<SourceLead> leads, Audit audit) throws Exception {
        screen.line("1. A route by hand: http: and the Throttle EIP, with the first " + LEADS_BY_HAND + " leads");
        WorkDirectory directory = WorkDirectory.create(root.resolve("by-hand"), leads);
        SharedClock clock = SharedClock.startingNow(speed);
        try (HerobaseSimulator site = Site.open(clock)) {
            Evidence evidence = new Act(BY_HAND, ByHandWorker.class, leads, directory, clock, screen).play(site);
            audit.books(BY_HAND, evidence);
            return evidence;
        }
    }

    private Evidence ours(List<SourceLead> leads, Audit audit, HerobaseSimulator site, SharedClock clock)
            throws Exception {
        screen.line("2. herobase:importLeads with all " + LEADS + " leads, and the sales out by herobase:simpleLeads");
        WorkDirectory directory = WorkDirectory.create(root.resolve("herobase"), leads);
        Evidence evidence = new Act(OURS, HerobaseWorker.class, leads, directory, clock, screen).play(site);
        List<String> sold = Site.sold(site);
        List<String> csv = directory.successes().column("kundenr");
        audit.books(OURS, evidence)
                .worker(OURS, evidence)
                .exports(OURS, sold, csv, SuccessTable.customerNumbers(directory));
        screen.line(String.format(
                Locale.ROOT,
                "  %s: after the kill %,d leads of its file were known to be in, and not sent again; %,d sales were"
                        + " exported, %,d of them twice",
                OURS,
                evidence.second().acceptedBefore(),
                sold.size(),
                csv.size() - sold.size()));
        return evidence;
    }

    private void tellFiles() {
        Path ours =
                Path.of("").toAbsolutePath().relativize(root.toAbsolutePath()).resolve("herobase");
        screen.line("rejected leads: " + ours.resolve("rejects.csv"));
        screen.line("sales:          " + ours.resolve("successes.mv.db") + ", table SUCCESS: each once");
        screen.line("                " + ours.resolve("successes.csv") + ": each at least once");
    }

    private List<String> conclude(List<String> mismatches) {
        mismatches.forEach(mismatch -> screen.line("MISMATCH " + mismatch));
        if (mismatches.isEmpty()) {
            screen.line("Every figure agrees with HeroBase's own books.");
        }
        return mismatches;
    }
}
