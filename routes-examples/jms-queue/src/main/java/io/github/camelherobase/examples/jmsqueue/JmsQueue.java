package io.github.camelherobase.examples.jmsqueue;

import java.nio.file.Path;

import org.apache.camel.ProducerTemplate;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;

/** Runs {@link JmsQueueRoutes}: without arguments in a demonstration, else with a HeroBase and a broker of your own. */
public final class JmsQueue {

    private JmsQueue() {}

    public static void main(String[] arguments) throws Exception {
        if (arguments.length == 0) {
            demonstrate(ExampleMain.directory());
        } else {
            ExampleMain main = new ExampleMain(arguments);
            main.configure().addRoutesBuilder(new JmsQueueRoutes());
            main.run();
        }
    }

    private static void demonstrate(Path directory) throws Exception {
        try (HerobaseSimulator herobase = HerobaseSimulator.start();
                Broker broker = Broker.start();
                ExampleMain main = new ExampleMain(herobase)) {
            main.addOverrideProperty("broker.url", broker.url());
            main.addOverrideProperty("journal", directory.resolve("journal").toString());
            main.configure().addRoutesBuilder(new JmsQueueRoutes());
            main.start();

            ProducerTemplate queues = main.getCamelTemplate();
            System.out.println(
                    "Into leads.list: A-1, A-2, and A-1 once more. Into leads.web: W-1, and W-2 without phone.");
            queues.sendBody("jms:queue:leads.list", "{\"CrmId\":\"A-1\",\"Phone\":\"70000001\"}");
            queues.sendBody("jms:queue:leads.list", "{\"CrmId\":\"A-2\",\"Phone\":\"70000002\"}");
            queues.sendBody("jms:queue:leads.list", "{\"CrmId\":\"A-1\",\"Phone\":\"70000001\"}");
            queues.sendBody("jms:queue:leads.web", "{\"CrmId\":\"W-1\",\"Phone\":\"70000003\"}");
            queues.sendBody("jms:queue:leads.web", "{\"CrmId\":\"W-2\"}");
            ExampleMain.await(
                    "both queues are empty, and W-2 is in leads.rejected",
                    () -> broker.waiting("leads.list") + broker.waiting("leads.web") == 0
                            && broker.waiting("leads.rejected") == 1);

            System.out.println("In HeroBase:");
            herobase.world().leads().forEach(lead -> System.out.println("  " + lead.uniqueId() + " " + lead.data()));
            System.out.println("In the queue leads.rejected: "
                    + main.getCamelContext()
                            .createConsumerTemplate()
                            .receiveBody("jms:queue:leads.rejected", String.class));
        }
    }
}
