package io.github.camelherobase.examples.threenodes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;

/** Runs {@code node.camel.yaml}: without arguments in a demonstration with three nodes, else as one node of your own. */
public final class ThreeNodes {

    private static final int LEADS = 300;
    private static final int LEADS_BEFORE_A_READER = 100;
    private static final int LEADS_BEFORE_THE_KILL = 150;
    private static final int CALLS = 50;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /**
     * The reader is killed while the minute's quota lasts: a node that dies while it waits for quota has claimed a lead, which
     * others get after {@code maxQuotaWait} and two minutes only.
     */
    private static final Duration BEFORE_THE_KILL = Duration.ofMillis(20);
    /** Over a minute of quota, and such a claim. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private ThreeNodes() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            demonstrate(ExampleMain.directory());
        } else {
            new ExampleMain(arguments).run();
        }
    }

    private static void demonstrate(Path directory) throws Exception {
        try (HerobaseSimulator herobase = HerobaseSimulator.start();
                Site site = new Site(herobase, directory)) {
            System.out.println("A broker, PostgreSQL and three nodes start; the nodes' logs are in " + directory);
            site.startNodes("1", "2", "3");
            site.send(1, LEADS_BEFORE_A_READER);
            System.out.println(LEADS_BEFORE_A_READER + " of " + LEADS
                    + " leads are in the queue; HeroBase takes 240 a minute of this account.");
            await(
                    site,
                    "they are imported, and a node reads",
                    () -> site.imported() == LEADS_BEFORE_A_READER && site.reader() != null);
            site.send(LEADS_BEFORE_A_READER + 1, LEADS);
            ExampleMain.await(
                    "half is imported", LONGEST, BEFORE_THE_KILL, () -> site.imported() >= LEADS_BEFORE_THE_KILL);
            String reader = site.reader();
            site.kill(reader);
            System.out.println(
                    "Node " + reader + ", which reads the changes, is killed. Agents make " + CALLS + " calls.");
            herobase.world().agents().work(CALLS);
            await(site, "all are imported, and the table is as HeroBase", site::isQuiet);
            System.out.println("The table is as HeroBase, lead by lead. Sent twice: "
                    + herobase.world().duplicates("SPRING25", "CrmId").size() + ", refused by HeroBase (429): "
                    + herobase.books()
                            .service(HerobaseSimulator.DEFAULT_USERNAME, "POST /leads")
                            .refused());
        }
    }

    /** Shows what changes meanwhile. */
    private static void await(Site site, String point, Callable<Boolean> reached) throws Exception {
        AtomicReference<String> shown = new AtomicReference<>();
        ExampleMain.await(point, LONGEST, PAUSE, () -> {
            String now = "Imported by node: " + site.importedByNode() + "; in the queue: " + site.waiting("leads")
                    + "; in the table: " + site.table().size() + ", read by node " + site.reader();
            if (!now.equals(shown.getAndSet(now))) {
                System.out.println(now);
            }
            return reached.call();
        });
    }
}
