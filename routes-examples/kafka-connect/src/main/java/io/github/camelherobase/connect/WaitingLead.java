package io.github.camelherobase.connect;

import java.util.Map;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;

/** A record that is not dealt with yet. */
final class WaitingLead {

    private final SinkRecord origin;
    private final SettledOffsets offsets;
    private final Map<?, ?> data;
    private Long waitedForUntil;

    WaitingLead(SinkRecord origin, SettledOffsets offsets, Map<?, ?> data) {
        this.origin = origin;
        this.offsets = offsets;
        this.data = data;
    }

    SinkRecord origin() {
        return origin;
    }

    Map<?, ?> data() {
        return data;
    }

    void settled() {
        offsets.settled(origin.originalKafkaOffset());
    }

    /** @param first what counts when it is the first time that somebody waits, by System.nanoTime */
    long waitedForUntil(long first) {
        if (waitedForUntil == null) {
            waitedForUntil = first;
        }
        return waitedForUntil;
    }

    /** As it lies in Kafka, whatever a transformation made of it. */
    static TopicPartition partition(SinkRecord origin) {
        return new TopicPartition(origin.originalTopic(), origin.originalKafkaPartition());
    }

    /** For messages: never the content. */
    @Override
    public String toString() {
        return partition(origin) + " offset " + origin.originalKafkaOffset();
    }
}
