package io.github.camelherobase.examples.jmsqueue;

import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** An Artemis in this process, which delivers a failed message again after half a second. */
final class Broker implements AutoCloseable {

    private static final String URL = "vm://0";
    private static final long REDELIVERY_DELAY_MILLIS = 500;

    private final EmbeddedActiveMQ artemis = new EmbeddedActiveMQ();

    private Broker() {}

    static Broker start() throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setPersistenceEnabled(false)
                .setSecurityEnabled(false)
                .addAcceptorConfiguration("in-vm", URL)
                .addAddressSetting("#", new AddressSettings().setRedeliveryDelay(REDELIVERY_DELAY_MILLIS));
        Broker broker = new Broker();
        broker.artemis.setConfiguration(configuration);
        broker.artemis.start();
        return broker;
    }

    String url() {
        return URL;
    }

    /** How many messages wait in a queue. */
    long waiting(String queue) {
        var found = artemis.getActiveMQServer().locateQueue(queue);
        return found == null ? 0 : found.getMessageCount();
    }

    @Override
    public void close() throws Exception {
        artemis.stop();
    }
}
