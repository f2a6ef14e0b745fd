package io.github.camelherobase.examples.csvfolder;

import java.nio.file.Files;
import java.nio.file.Path;

import org.apache.camel.Exchange;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;

/** Runs {@link CsvFolderRoutes}: without arguments in a demonstration, else with a HeroBase of your own. */
public final class CsvFolder {

    private static final String LEADS = """
            CrmId,Phone,FirstName
            C-1,70000001,Ada
            C-2,,Søren
            C-3,70000003,"Grace ""Amazing"" H."
            """;

    private CsvFolder() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            demonstrate(ExampleMain.directory());
        } else {
            ExampleMain main = new ExampleMain(arguments);
            main.configure().addRoutesBuilder(new CsvFolderRoutes());
            main.run();
        }
    }

    private static void demonstrate(Path folder) throws Exception {
        try (HerobaseSimulator herobase = HerobaseSimulator.start();
                ExampleMain main = new ExampleMain(herobase)) {
            main.addOverrideProperty("folder", folder.toString());
            main.configure().addRoutesBuilder(new CsvFolderRoutes());
            main.start();

            System.out.println("Into inbox/monday.csv:\n" + LEADS);
            importFile(main, folder, "monday.csv", LEADS);

            Path rejected = folder.resolve("rejected/monday.csv");
            String mended = Files.readString(rejected);
            System.out.println("\nIn rejected/monday.csv, because:\n"
                    + Files.readString(folder.resolve("rejected/monday.csv.txt")) + "\n" + mended);
            Files.delete(rejected);

            System.out.println("It is mended and comes again, then the whole first file does:");
            importFile(main, folder, "mended.csv", mended.replace("C-2,,", "C-2,70000002,"));
            importFile(main, folder, "again.csv", LEADS.replace("C-2,,", "C-2,70000002,"));

            System.out.println("\nIn HeroBase:");
            herobase.world().leads().forEach(lead -> System.out.println("  " + lead.uniqueId() + " " + lead.data()));
        }
    }

    private static void importFile(ExampleMain main, Path folder, String name, String csv) throws Exception {
        main.getCamelTemplate()
                .sendBodyAndHeader("file:" + folder.resolve("inbox") + "?charset=UTF-8", csv, Exchange.FILE_NAME, name);
        ExampleMain.await(
                "done/" + name, () -> Files.exists(folder.resolve("done").resolve(name)));
    }
}
