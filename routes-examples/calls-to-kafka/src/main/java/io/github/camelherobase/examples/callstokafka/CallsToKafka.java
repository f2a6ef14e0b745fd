package io.github.camelherobase.examples.callstokafka;

import java.nio.file.Path;
import java.util.Map;

import io.github.camelherobase.cursor.FileCursorStore;
import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;

/** Runs {@link CallsToKafkaRoutes}: without arguments in a demonstration, else with a HeroBase and a Kafka of your own. */
public final class CallsToKafka {

    private static final int CALLS = 5;

    private CallsToKafka() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            demonstrate(ExampleMain.directory());
        } else {
            ExampleMain main = new ExampleMain(arguments);
            main.configure().addRoutesBuilder(new CallsToKafkaRoutes());
            main.run();
        }
    }

    private static void demonstrate(Path directory) throws Exception {
        try (HerobaseSimulator herobase = HerobaseSimulator.start();
                EmbeddedKafka kafka = EmbeddedKafka.start(directory);
                ExampleMain main = new ExampleMain(herobase)) {
            for (int lead = 1; lead <= CALLS; lead++) {
                herobase.world().addLead("SPRING25", Map.of("Phone", "7000000" + lead));
            }
            herobase.world().agents().work(CALLS);
            main.addOverrideProperty("kafka.brokers", kafka.brokers());
            main.addOverrideProperty("poll.delay", "1s");
            main.bind("cursors", new FileCursorStore(directory));
            main.addOverrideProperty("camel.component.herobase.cursor-repository", "#cursors");
            main.configure().addRoutesBuilder(new CallsToKafkaRoutes());
            main.start();

            System.out.println("Agents made " + CALLS + " calls. In the topic calls of Kafka:");
            kafka.read("calls", CALLS)
                    .forEach(message -> System.out.println("  " + message.key() + " " + message.value()));
            System.out.println("Requests for users: "
                    + herobase.books()
                            .service(HerobaseSimulator.DEFAULT_USERNAME, "GET /users")
                            .received());
        }
    }
}
