package io.github.camelherobase.examples.jmsqueue;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.examples.ExampleMain;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class JmsQueueTest {

    @TempDir
    Path directory;

    private final HerobaseSimulator herobase = HerobaseSimulator.start();
    private final ExampleMain main = new ExampleMain(herobase);
    private Broker broker;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.start();
        main.addOverrideProperty("broker.url", broker.url());
        main.addOverrideProperty("journal", directory.resolve("journal").toString());
        main.configure().addRoutesBuilder(new JmsQueueRoutes());
        main.start();
    }

    @AfterEach
    void stop() throws Exception {
        main.stop();
        broker.close();
        herobase.close();
    }

    private void send(String queue, String lead) throws Exception {
        main.getCamelTemplate().sendBody("jms:queue:" + queue, lead);
    }

    private static String lead(String crmId) {
        return "{\"CrmId\":\"" + crmId + "\",\"Phone\":\"70000001\"}";
    }

    private List<String> crmIds() {
        return herobase.world().leads().map(lead -> lead.data().get("CrmId")).toList();
    }

    private void awaitDone(String queue) {
        await().until(() -> broker.waiting(queue) == 0);
    }

    @Test
    void aMessageThatIsDeliveredAgainAfterItsImportMakesNoSecondLead() throws Exception {
        AtomicInteger deliveries = new AtomicInteger();
        AdviceWith.adviceWith(
                main.getCamelContext(), "list", route -> route.weaveAddLast().process(exchange -> {
                    if (deliveries.incrementAndGet() == 1) {
                        throw new IllegalStateException("The worker fails after the import");
                    }
                }));

        send("leads.list", lead("A-1"));

        await().until(() -> deliveries.get() == 2);
        awaitDone("leads.list");
        assertThat(crmIds()).containsExactly("A-1");
        assertThat(herobase.books()
                        .service(HerobaseSimulator.DEFAULT_USERNAME, "POST /leads")
                        .received())
                .isEqualTo(1);
    }

    @Test
    void noLeadIsLostWhenHeroBaseCannotBeReachedForAWhile() throws Exception {
        herobase.faults().always("POST /leads", Fault.status(401));
        send("leads.web", lead("W-1"));
        await().until(() -> herobase.books().received() > 0);
        herobase.faults().clear();

        awaitDone("leads.web");
        assertThat(crmIds()).containsExactly("W-1");
    }

    @Test
    void rejectedAndDoubtfulLeadsAreInQueuesOfTheirOwn() throws Exception {
        send("leads.web", "{\"CrmId\":\"W-2\",\"FirstName\":\"Søren\"}");
        Exchange rejected = main.getCamelContext().createConsumerTemplate().receive("jms:queue:leads.rejected", 10_000);
        assertThat(rejected.getMessage().getBody(String.class))
                .isEqualTo("{\"CrmId\":\"W-2\",\"FirstName\":\"Søren\"}");
        assertThat(rejected.getMessage().getHeader("reason", String.class)).contains("success:false");

        herobase.faults().next("POST /leads", Fault.status(500));
        send("leads.web", lead("W-3"));
        Exchange doubtful = main.getCamelContext().createConsumerTemplate().receive("jms:queue:leads.doubtful", 10_000);
        assertThat(doubtful.getMessage().getBody(String.class)).isEqualTo(lead("W-3"));
    }

    @Test
    @Timeout(60)
    void aHeroBaseElsewhereNeedsLive() {
        assertThatThrownBy(() -> JmsQueue.main(new String[] {
                    "--camel.component.herobase.base-url=https://herobase.example.com/api",
                    "--camel.component.herobase.username=api@example.com",
                    "--camel.component.herobase.password=secret",
                    "--journal=" + directory.resolve("elsewhere")
                }))
                .hasStackTraceContaining("https://herobase.example.com/api is not on this machine")
                .hasStackTraceContaining("--live");
    }
}
