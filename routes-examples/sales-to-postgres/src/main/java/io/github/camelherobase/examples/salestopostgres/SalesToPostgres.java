package io.github.camelherobase.examples.salestopostgres;

import java.util.List;
import java.util.Map;

import io.github.camelherobase.examples.Database;
import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.world.World;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Runs {@code sales.camel.yaml}: without arguments in a demonstration, else with a HeroBase and a database of your own. */
public final class SalesToPostgres {

    static final String SALES = "SELECT phone, first_name FROM sale ORDER BY phone";

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
            Database database = new Database(postgres.getPostgresDatabase());
            database.run("/sql/sale.sql");
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
            show(database, List.of("70000001 Ada", "70000002 Grace"));

            System.out.println("Grace wants to be forgotten.");
            world.ui().anonymize(grace);
            show(database, List.of("70000001 Ada"));
        }
    }

    private static void show(Database database, List<String> expected) throws Exception {
        ExampleMain.await(
                "the table holds " + expected, () -> database.rows(SALES).equals(expected));
        System.out.println("In PostgreSQL: " + database.rows(SALES));
    }
}
