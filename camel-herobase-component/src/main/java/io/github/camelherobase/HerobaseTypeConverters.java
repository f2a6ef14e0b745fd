package io.github.camelherobase;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.Converter;

import io.github.camelherobase.api.HerobaseRecord;
import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.export.RawBody;
import io.github.camelherobase.export.RecordBodies;
import io.github.camelherobase.stream.RecordInputStream;

/**
 * What exports and records become for other components. A record stream never becomes text or bytes: logging and tracing
 * ask for those.
 */
@Converter(generateLoader = true)
public final class HerobaseTypeConverters {

    private HerobaseTypeConverters() {}

    @Converter
    public static List<?> toList(RecordStream<?> records) {
        List<Object> list = new ArrayList<>();
        records.forEachRemaining(list::add);
        return list;
    }

    @Converter
    public static InputStream toInputStream(RecordStream<?> records) {
        return new RecordInputStream(records);
    }

    @Converter
    public static Reader toReader(RecordStream<?> records) {
        return new InputStreamReader(new RecordInputStream(records), StandardCharsets.UTF_8);
    }

    @Converter
    public static String toText(HerobaseRecord record) {
        return record.toJson();
    }

    @Converter
    public static byte[] toBytes(HerobaseRecord record) {
        return record.toBytes();
    }

    @Converter
    public static InputStream toInputStream(HerobaseRecord record) {
        return new ByteArrayInputStream(record.toBytes());
    }

    @Converter
    public static Map<String, Object> toMap(HerobaseRecord record) {
        return record.toMap();
    }

    @Converter
    public static InputStream toInputStream(RawBody export) {
        return export.stream();
    }

    @Converter
    public static Map<String, Object> toMap(RawLeadField field) {
        return field.toMap();
    }

    @Converter
    public static String toText(RawLeadField field) {
        return RecordBodies.json(field);
    }

    @Converter
    public static byte[] toBytes(RawLeadField field) {
        return RecordBodies.json(field).getBytes(StandardCharsets.UTF_8);
    }
}
