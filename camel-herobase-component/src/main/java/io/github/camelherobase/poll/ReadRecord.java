package io.github.camelherobase.poll;

import java.util.function.Function;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.cursor.RecordVersion;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.RecordCheck;

/** A record that was read ahead, with what can be known of it without those before it. */
final class ReadRecord {

    private final Object record;
    private final RecordVersion version;
    private final String violatedFilter;
    private final int size;
    private Object body;

    private ReadRecord(Object record, RecordVersion version, String violatedFilter, int size) {
        this.record = record;
        this.version = version;
        this.violatedFilter = violatedFilter;
        this.size = size;
    }

    /** Reading the key proves that the record is one: all of it was checked. */
    static ReadRecord of(Object record, Feed<Object> feed, RecordCheck<Object> check) {
        String key = feed.key(record);
        if (key == null) {
            throw new HerobaseProtocolException(
                    "A record of " + feed.service() + " has no uniqueId, by which it is told from others",
                    null,
                    feed.service(),
                    200,
                    false);
        }
        byte[] content = feed.content(record);
        return new ReadRecord(record, RecordVersion.of(key, content), check.violatedFilter(record), content.length);
    }

    Object record() {
        return record;
    }

    /** What it is told from others by, and in which state it is. */
    RecordVersion version() {
        return version;
    }

    /** Null when it was asked for, else the filter that the server did not apply. */
    String violatedFilter() {
        return violatedFilter;
    }

    /** In bytes. */
    int size() {
        return size;
    }

    /** Made now, so that {@link #body} need not. */
    void makeBody(Function<Object, Object> bodies) {
        body = bodies.apply(record);
    }

    Object body(Function<Object, Object> bodies) {
        return body == null ? bodies.apply(record) : body;
    }
}
