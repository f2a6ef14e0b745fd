package io.github.camelherobase.examples.searchtosftp;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.apache.camel.component.quartz.QuartzComponent;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.impl.matchers.GroupMatcher;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.world.LeadClosure;
import io.github.camelherobase.simulator.world.SavedSearch;

/** Runs {@code nightly.camel.yaml}: without arguments in a demonstration, else with a HeroBase and a server of your own. */
public final class SearchToSftp {

    private SearchToSftp() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            demonstrate(ExampleMain.directory());
        } else {
            new ExampleMain(arguments).run();
        }
    }

    /** A HeroBase whose user saved the search {@code Sales}. */
    static HerobaseSimulator herobase() {
        return HerobaseSimulator.builder()
                .account(AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                        .savedSearch(SavedSearch.named("Sales").withClosures(LeadClosure.Success)))
                .start();
    }

    /** Camel with the demonstration's servers. */
    static ExampleMain main(HerobaseSimulator herobase, SftpFolder sftp) {
        ExampleMain main = new ExampleMain(herobase);
        main.addOverrideProperty("retry.delay", "500");
        main.addOverrideProperty("sftp.address", sftp.address());
        main.addOverrideProperty("sftp.user", SftpFolder.USER);
        main.addOverrideProperty("sftp.password", SftpFolder.PASSWORD);
        main.addOverrideProperty("sftp.known-hosts", sftp.knownHosts().toString());
        return main;
    }

    private static void demonstrate(Path directory) throws Exception {
        Path folder = directory.resolve("sftp");
        try (HerobaseSimulator herobase = herobase();
                SftpFolder sftp = SftpFolder.start(folder, directory.resolve("known_hosts"));
                ExampleMain main = main(herobase, sftp)) {
            for (String name : List.of("Ada", "Søren", "Grace")) {
                String lead = herobase.world()
                        .addLead("SPRING25", Map.of("Phone", "70000001", "FirstName", name))
                        .uniqueId();
                herobase.world()
                        .dialer()
                        .dial(lead, "agent1@example.com")
                        .answer()
                        .hangUp()
                        .save("Sale");
            }
            main.start();
            System.out.println("Three sales in HeroBase. Quartz: the next night is at "
                    + night(main).getNextFireTime() + "; we do not wait.");
            letItBeNight(main);
            ExampleMain.await("a file on the SFTP server", () -> !files(folder).isEmpty());
            for (Path file : files(folder)) {
                System.out.println("On the SFTP server, " + file.getFileName() + ":\n" + Files.readString(file));
            }
        }
    }

    /** What Quartz runs every night, now. */
    static void letItBeNight(ExampleMain main) throws SchedulerException {
        scheduler(main).triggerJob(night(main).getJobKey());
    }

    /** The trigger of the route. */
    static Trigger night(ExampleMain main) throws SchedulerException {
        Scheduler scheduler = scheduler(main);
        return scheduler.getTrigger(
                scheduler.getTriggerKeys(GroupMatcher.anyGroup()).iterator().next());
    }

    private static Scheduler scheduler(ExampleMain main) {
        return main.getCamelContext()
                .getComponent("quartz", QuartzComponent.class)
                .getScheduler();
    }

    /** The files that are there whole. */
    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv")).toList();
        }
    }
}
