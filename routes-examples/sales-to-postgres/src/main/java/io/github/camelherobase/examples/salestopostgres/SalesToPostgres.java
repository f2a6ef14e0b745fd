package io.github.camelherobase.examples.salestopostgres;

import java.util.List;
import java.util.Map;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.World;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Runs {@code sales.camel.yaml}: without arguments in a demonstration, else with a HeroBase and a database of your own. */
public final class SalesToPostgres {

    private SalesToPostgres() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            demonstrate();
        } else {
            new ExampleMain(arguments).run();
        }
    }

    private static void demonstrate() throws Exception {
        try (HerobaseSimulator herobase = HerobaseSimulator.start();
                EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ExampleMain main = new ExampleMain(herobase)) {
            SaleTable table = new SaleTable(postgres.getPostgresDatabase());
            table.create();
            main.addOverrideProperty("database.url", postgres.getJdbcUrl("postgres", "postgres"));
            main.addOverrideProperty("poll.delay", "1s");
            main.start();

            World world = herobase.world();
            String ada = world.addLead("SPRING25", Map.of("Phone", "70000001", "FirstName", "Ada"))
                    .uniqueId();
            String grace = world.addLead("SPRING25", Map.of("Phone", "70000002", "FirstName", "Grace"))
                    .uniqueId();
            world.addLead("SPRING25", Map.of("Phone", "70000003", "FirstName", "Alan"));

            System.out.println("Three leads in HeroBase. Agents sell to Ada and Grace.");
            world.dialer().dial(ada, "agent1@example.com").answer().hangUp().save("Sale");
            world.dialer().dial(grace, "agent2@example.com").answer().hangUp().save("Sale");
            show(table, List.of("70000001 Ada", "70000002 Grace"));

            System.out.println("Grace wants to be forgotten.");
            world.ui().anonymize(grace);
            show(table, List.of("70000001 Ada"));
        }
    }

    private static void show(SaleTable table, List<String> expected) throws Exception {
        ExampleMain.await("the table holds " + expected, () -> table.rows().equals(expected));
        System.out.println("In PostgreSQL: " + table.rows());
    }
}
