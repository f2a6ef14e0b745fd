package io.github.camelherobase.stream;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Objects;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;

import io.github.camelherobase.api.HerobaseRecord;
import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.base.ReadOnce;

/** A record stream as the bytes of a JSON array, one record per line, read as it is asked for. */
public final class RecordInputStream extends InputStream implements ReadOnce {

    private static final byte[] BEGIN = "[\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SEPARATOR = ",\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "\n]".getBytes(StandardCharsets.US_ASCII);

    /** Of rows and maps; a row's times are written in ISO 8601. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(OffsetDateTime.class, ToStringSerializer.instance))
            .build();

    private final RecordStream<?> records;
    private byte[] part = BEGIN;
    private int position;
    private boolean first = true;
    private boolean betweenRecords = true;

    public RecordInputStream(RecordStream<?> records) {
        this.records = records;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        while (position == part.length) {
            if (part == END) {
                return -1;
            }
            part = nextPart();
            position = 0;
        }
        int count = Math.min(length, part.length - position);
        System.arraycopy(part, position, target, offset, count);
        position += count;
        return count;
    }

    private byte[] nextPart() {
        if (betweenRecords) {
            if (!records.hasNext()) {
                return END;
            }
            betweenRecords = false;
            if (!first) {
                return SEPARATOR;
            }
            first = false;
        }
        betweenRecords = true;
        return bytes(records.next());
    }

    private static byte[] bytes(Object record) {
        if (record instanceof HerobaseRecord json) {
            return json.toBytes();
        }
        if (record instanceof String json) {
            return json.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return JSON.writeValueAsBytes(record instanceof RawLeadField field ? field.toMap() : record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A record could not be written as JSON", e);
        }
    }

    @Override
    public void close() {
        records.close();
    }

    @Override
    public void attemptFailed(String exchangeId, String ancestorId, Throwable failure) {
        if (records instanceof ReadOnce once) {
            once.attemptFailed(exchangeId, ancestorId, failure);
        }
    }
}
