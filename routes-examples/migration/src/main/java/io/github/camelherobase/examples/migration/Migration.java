package io.github.camelherobase.examples.migration;

import java.nio.file.Path;

import io.github.camelherobase.examples.ExampleMain;

/** Runs {@link MigrationRoutes}: without arguments in a demonstration, else with two accounts of your own. */
public final class Migration {

    private Migration() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            demonstrate(ExampleMain.directory());
        } else {
            ExampleMain main = new ExampleMain(arguments);
            main.configure().addRoutesBuilder(new MigrationRoutes());
            main.run();
        }
    }

    private static void demonstrate(Path directory) throws Exception {
        try (TwoSites sites = new TwoSites()) {
            sites.lead("70000001", "Ada", "Lovelace");
            sites.lead("70000002", "Søren", "Ærø");
            sites.oldSite().world().ui().remove(sites.lead("70000003", "Grace", "Hopper"));
            System.out.println("In the old HeroBase, the last one removed:");
            sites.oldSite()
                    .world()
                    .leads()
                    .forEach(lead -> System.out.println("  " + lead.uniqueId() + " " + lead.data()));
            try (ExampleMain main = sites.main(directory)) {
                main.start();
                ExampleMain.await("the migration is through", () -> TwoSites.isThrough(main));
            }
            System.out.println("In the new HeroBase:");
            sites.newSite()
                    .world()
                    .leads()
                    .forEach(lead -> System.out.println("  " + lead.uniqueId() + " " + lead.data()));
        }
    }
}
