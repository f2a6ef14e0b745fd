package io.github.camelherobase.examples.historyandtail;

import org.apache.camel.CamelContext;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.ConfigurableApplicationContext;

import io.github.camelherobase.examples.Database;
import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** Runs {@link HistoryAndTailRoutes}: without arguments in a demonstration, else with a HeroBase and a database of your own. */
@SpringBootApplication
public class HistoryAndTail {

    private static final int LEADS = 1_000;
    private static final int CALLS = 20;
    private static final int SHOWN = 5;
    private static final long PAUSE = 500;

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            demonstrate();
        } else {
            SpringApplication.run(HistoryAndTail.class, arguments);
        }
    }

    private static void demonstrate() throws Exception {
        try (HerobaseSimulator herobase = HerobaseSimulator.start();
                EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            LeadCopy copy = new LeadCopy(herobase.world(), new Database(postgres.getPostgresDatabase()));
            copy.addLeads(LEADS);
            System.out.println(
                    LEADS + " leads in HeroBase, last touched within the last 30 days. Agents go on calling.");
            try (ConfigurableApplicationContext application = start(herobase, postgres)) {
                int calls = 0;
                while (!isHistoryDone(application)) {
                    calls += herobase.world().agents(calls).work(CALLS);
                    System.out.println("Calls: " + calls + ", rows in PostgreSQL: "
                            + copy.rows().size());
                    Thread.sleep(PAUSE);
                }
                System.out.println("The history is through, and its route has stopped.");
                ExampleMain.await("the copy is HeroBase's state", copy::isEqual);
                System.out.println(copy.rows().size() + " rows in PostgreSQL, each as it is in HeroBase. The first:");
                copy.rows().stream().limit(SHOWN).forEach(row -> System.out.println("  " + row));

                System.out.println("An agent changes the first lead.");
                herobase.world().change(copy.firstLead(), lead -> lead.data("FirstName", "Ada"));
                ExampleMain.await("the tail has brought it", copy::isEqual);
                System.out.println("  " + copy.rows().get(0));
            }
        }
    }

    /** The application, with the demonstration's servers. */
    static ConfigurableApplicationContext start(HerobaseSimulator herobase, EmbeddedPostgres postgres) {
        return SpringApplication.run(
                HistoryAndTail.class,
                "--camel.component.herobase.base-url=" + herobase.baseUrl(),
                "--camel.component.herobase.username=" + HerobaseSimulator.DEFAULT_USERNAME,
                "--camel.component.herobase.password=" + HerobaseSimulator.DEFAULT_PASSWORD,
                "--spring.datasource.url=" + postgres.getJdbcUrl("postgres", "postgres"),
                "--poll.delay=500",
                "--camel.main.run-controller=false");
    }

    static boolean isHistoryDone(ConfigurableApplicationContext application) {
        return application
                .getBean(CamelContext.class)
                .getRouteController()
                .getRouteStatus("history")
                .isStopped();
    }
}
