package io.github.camelherobase.imports;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.activemq.ActiveMQConnectionFactory;
import org.apache.activemq.broker.BrokerService;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jms.JmsComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.ImportSites;
import jakarta.jms.Connection;
import jakarta.jms.Session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A broker delivers again what a killed worker had not acknowledged; the journal makes one lead of it. */
class ImportJmsTest {

    @TempDir
    private Path folder;

    private HerobaseSimulator simulator;
    private BrokerService broker;
    private String brokerUrl;

    @BeforeEach
    void begin() throws Exception {
        simulator = HerobaseSimulator.start();
        broker = new BrokerService();
        broker.setPersistent(false);
        broker.setUseJmx(false);
        broker.addConnector("tcp://localhost:0");
        broker.start();
        broker.waitUntilStarted();
        brokerUrl = broker.getTransportConnectors().get(0).getPublishableConnectString();
    }

    @AfterEach
    void end() throws Exception {
        broker.stop();
        simulator.close();
    }

    @Test
    void aLeadWhoseAnswerTheKillTookIsSentOnce() throws Exception {
        CountDownLatch killed = new CountDownLatch(1);
        simulator.faults().next("POST /leads", (request, processing) -> {
            var answer = processing.get();
            try {
                killed.await(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return answer;
        });
        send("{\"CrmId\":\"A-1\",\"Phone\":\"1\"}");
        Process worker = worker("crash");
        await().atMost(Duration.ofMinutes(1)).until(() -> simulator.world().leadCount() == 1);
        worker.destroyForcibly().waitFor();
        killed.countDown();

        Process second = worker("live");
        // In doubt for the journal, so the broker's dead letter queue is where it ends.
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting("ActiveMQ.DLQ") == 1);

        assertThat(simulator.books().received()).isEqualTo(1);
        assertThat(simulator.world().leadCount()).isEqualTo(1);
        second.destroyForcibly().waitFor();
    }

    @Test
    void aLeadThatWasAcceptedBeforeTheKillIsDoneWithTheSecondDelivery() throws Exception {
        send("{\"CrmId\":\"A-2\",\"Phone\":\"2\"}");
        Process worker = worker("crash");
        // The worker holds the exchange after its import until it is killed.
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting("imported") == 1);
        worker.destroyForcibly().waitFor();
        assertThat(waiting("leads")).isEqualTo(1);

        Process second = worker("live");
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting("leads") == 0 && waiting("imported") == 2);

        assertThat(simulator.books().received()).isEqualTo(1);
        assertThat(simulator.world().leadCount()).isEqualTo(1);
        second.destroyForcibly().waitFor();
    }

    @Test
    void aWorkerThatIsNotKilledImportsEveryMessage() throws Exception {
        simulator.faults().next("POST /leads", Fault.delay(Duration.ofMillis(1)));
        for (int number = 0; number < 10; number++) {
            send("{\"CrmId\":\"" + number + "\",\"Phone\":\"" + number + "\"}");
        }
        Process worker = worker("live");
        await().atMost(Duration.ofMinutes(1)).until(() -> waiting("imported") == 10);
        assertThat(simulator.world().leadCount()).isEqualTo(10);
        worker.destroyForcibly().waitFor();
    }

    private void send(String text) throws Exception {
        try (Connection connection = new ActiveMQConnectionFactory(brokerUrl).createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(session.createQueue("leads")).send(session.createTextMessage(text));
        }
    }

    private long waiting(String queue) throws Exception {
        var destination = broker.getDestination(new org.apache.activemq.command.ActiveMQQueue(queue));
        return destination.getDestinationStatistics().getMessages().getCount();
    }

    private Process worker(String mode) throws Exception {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ImportJmsTest.class.getName(),
                        simulator.baseUrl(),
                        brokerUrl,
                        mode))
                .directory(folder.toFile())
                .redirectOutput(folder.resolve(mode + ".log").toFile())
                .redirectErrorStream(true)
                .start();
    }

    /** The worker: takes leads from the queue until it is killed. */
    public static void main(String[] arguments) throws Exception {
        try (DefaultCamelContext context = ImportSites.context(arguments[0])) {
            ActiveMQConnectionFactory connections = new ActiveMQConnectionFactory(arguments[1]);
            connections.getRedeliveryPolicy().setInitialRedeliveryDelay(10);
            connections.getRedeliveryPolicy().setMaximumRedeliveries(2);
            JmsComponent jms = JmsComponent.jmsComponentTransacted(connections);
            context.addComponent("jms", jms);
            CountDownLatch never = new CountDownLatch(1);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("jms:leads")
                            .to("herobase:importLeads?importKey=CrmId")
                            .setBody(constant("imported"))
                            // Outside of the consumer's transaction, so that the test sees how far this one has come.
                            .process(exchange -> announce(connections))
                            .process(exchange -> {
                                if (arguments[2].equals("crash")) {
                                    never.await();
                                }
                            });
                }
            });
            context.start();
            never.await();
        }
    }

    private static void announce(ActiveMQConnectionFactory connections) throws Exception {
        try (Connection connection = connections.createConnection();
                Session session = connection.createSession(false, Session.AUTO_ACKNOWLEDGE)) {
            session.createProducer(session.createQueue("imported")).send(session.createTextMessage("imported"));
        }
    }
}
