package io.github.camelherobase.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the units of one task. A record is handed to Connect with the position that stood before it; the component moves
 * the position when every record of a window is done, and a record is done when Connect has committed it.
 */
public final class HerobaseSourceTask extends SourceTask {

    private static final Logger LOG = LoggerFactory.getLogger(HerobaseSourceTask.class);
    private static final long WAIT_MILLIS = 500;
    private static final int MOST_AT_ONCE = 2_000;

    private final List<UnitRoute> routes = new ArrayList<>();
    private final Handover handover = new Handover(MOST_AT_ONCE);
    private WorkerContext worker;

    @Override
    public String version() {
        return PluginVersion.VERSION;
    }

    @Override
    public void start(Map<String, String> properties) {
        SourceSettings settings = new SourceSettings(properties);
        worker = WorkerContext.acquire();
        try {
            for (Unit unit : settings.taskUnits()) {
                start(settings, properties.get("name"), unit);
            }
        } catch (Exception e) {
            stop();
            throw new ConnectException(Causes.message(e), e);
        }
    }

    private void start(SourceSettings settings, String connector, Unit unit) throws Exception {
        Map<String, Object> stored = context.offsetStorageReader().offset(unit.partition());
        UnitRoute route = new UnitRoute(worker, settings, connector, unit, stored, handover);
        routes.add(route);
        if (stored != null) {
            try {
                ConnectPosition.check(stored);
            } catch (ConnectException e) {
                throw new ConnectException(told(e.getMessage(), connector, unit), e);
            }
        }
        try {
            route.start();
        } catch (Exception e) {
            String message = Causes.message(e);
            // Of another account, of other filters, of a later version.
            throw message.startsWith("The position ") ? new ConnectException(told(message, connector, unit), e) : e;
        }
    }

    private static String told(String message, String connector, Unit unit) {
        return "Connect's offset of " + unit.name() + " cannot be gone on from: " + message
                + ". Stop the connector, and PATCH" + " /connectors/" + connector
                + "/offsets with a position, or DELETE them, and it begins at initialFrom";
    }

    @Override
    public List<SourceRecord> poll() throws InterruptedException {
        List<SourceRecord> records = handover.take(WAIT_MILLIS);
        if (records == null) {
            for (UnitRoute route : routes) {
                Exception failure = route.failure();
                if (failure != null) {
                    throw new ConnectException(Causes.message(failure), failure);
                }
            }
        }
        return records;
    }

    @Override
    public void commitRecord(SourceRecord each, RecordMetadata metadata) {
        handover.committed((CommittedRecord) each);
    }

    @Override
    public void stop() {
        routes.forEach(UnitRoute::letGo);
        handover.close();
        for (UnitRoute route : routes) {
            try {
                route.remove();
            } catch (Exception e) {
                LOG.warn("A unit could not be stopped", e);
            }
        }
        routes.clear();
        if (worker != null) {
            worker.release();
            worker = null;
        }
    }
}
