package io.github.camelherobase.examples.pivottocsv;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.World;

/** Runs {@link PivotToCsvRoutes} once: without arguments in a demonstration, else with a HeroBase of your own. */
public final class PivotToCsv {

    private PivotToCsv() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            demonstrate(ExampleMain.directory());
        } else {
            try (ExampleMain main = new ExampleMain(arguments)) {
                System.out.println("Written: " + export(main));
            }
        }
    }

    private static void demonstrate(Path folder) throws Exception {
        try (HerobaseSimulator herobase = herobase();
                ExampleMain main = new ExampleMain(herobase)) {
            World world = herobase.world();
            world.addLead("SPRING25", Map.of("Phone", "70000001", "FirstName", "Ada"));
            world.addLead("B2B", Map.of("Phone", "70000002", "Company", "Søren & \"Sons\""));
            world.addLead("SPRING25", Map.of("Phone", "70000003", "FirstName", "Grace"));
            System.out.println("Leads in HeroBase: " + world.leadsByCampaign());
            main.addOverrideProperty("folder", folder.toString());
            Path run = export(main);
            for (Path file : files(run)) {
                System.out.println(
                        "\n" + run.getFileName() + "/" + file.getFileName() + ":\n" + Files.readString(file));
            }
        }
    }

    /** A HeroBase with two campaigns, whose leads have different fields. */
    static HerobaseSimulator herobase() {
        return HerobaseSimulator.builder()
                .campaign(CampaignSpec.code("SPRING25").required("Phone").optional("FirstName"))
                .campaign(CampaignSpec.code("B2B").required("Phone").optional("Company"))
                .start();
    }

    /** The folder of the run. */
    static Path export(ExampleMain main) throws Exception {
        main.configure().addRoutesBuilder(new PivotToCsvRoutes());
        main.start();
        return main.getCamelTemplate().requestBody("direct:export", (Object) null, Path.class);
    }

    static List<Path> files(Path folder) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
