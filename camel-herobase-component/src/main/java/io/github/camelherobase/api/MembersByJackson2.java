package io.github.camelherobase.api;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.json.JsonGeneratorImpl;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import com.fasterxml.jackson.databind.ser.ContextualSerializer;
import com.fasterxml.jackson.databind.ser.std.BooleanSerializer;
import com.fasterxml.jackson.databind.ser.std.MapSerializer;
import com.fasterxml.jackson.databind.ser.std.NumberSerializer;
import com.fasterxml.jackson.databind.ser.std.NumberSerializers;
import com.fasterxml.jackson.databind.ser.std.StdKeySerializers;
import com.fasterxml.jackson.databind.ser.std.StringSerializer;

/**
 * Writes members by Jackson 2, the server's own bytes where they are what Jackson would write but for escapes. Whatever a
 * mapper is told to do otherwise, such as to indent or to leave out nulls, it does with them as with any map.
 */
final class MembersByJackson2 extends JsonSerializer<JsonMembers> implements ContextualSerializer {

    private static final Map<Class<?>, Class<?>> USUAL = Map.of(
            String.class, StringSerializer.class,
            Boolean.class, BooleanSerializer.class,
            Integer.class, NumberSerializers.IntegerSerializer.class,
            Long.class, NumberSerializers.LongSerializer.class,
            Double.class, NumberSerializers.DoubleSerializer.class,
            BigInteger.class, NumberSerializer.class,
            Map.class, MapSerializer.class);

    private static volatile Known last = new Known(new WeakReference<>(null), false);

    /** Whether a mapper's configuration writes maps as the library does by itself. */
    private record Known(WeakReference<SerializationConfig> config, boolean isUsual) {}

    @Override
    public JsonSerializer<?> createContextual(SerializerProvider provider, BeanProperty property)
            throws JsonMappingException {
        // What a bean says of the member that holds the map, its annotations say to the library.
        return property == null ? this : provider.findValueSerializer(Map.class, property);
    }

    @Override
    public void serialize(JsonMembers members, JsonGenerator generator, SerializerProvider provider)
            throws IOException {
        if (members.isPlain() && writesPlainly(generator) && isUsual(provider)) {
            generator.writeRawValue(new Raw(members));
        } else {
            ofMaps(provider).serialize(members, generator, provider);
        }
    }

    @Override
    public void serializeWithType(
            JsonMembers members, JsonGenerator generator, SerializerProvider provider, TypeSerializer type)
            throws IOException {
        ofMaps(provider).serializeWithType(members, generator, provider, type);
    }

    @Override
    public boolean isEmpty(SerializerProvider provider, JsonMembers members) {
        try {
            return ofMaps(provider).isEmpty(provider, members);
        } catch (JsonMappingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonSerializer<Object> ofMaps(SerializerProvider provider) throws JsonMappingException {
        return provider.findValueSerializer(Map.class, null);
    }

    private static boolean writesPlainly(JsonGenerator generator) {
        return generator instanceof JsonGeneratorImpl
                && generator.getPrettyPrinter() == null
                && generator.getHighestEscapedChar() == 0
                && generator.getCharacterEscapes() == null
                && generator.isEnabled(JsonGenerator.Feature.QUOTE_FIELD_NAMES)
                && !generator.isEnabled(JsonGenerator.Feature.WRITE_NUMBERS_AS_STRINGS);
    }

    private static boolean isUsual(SerializerProvider provider) throws JsonMappingException {
        Known known = last;
        SerializationConfig config = provider.getConfig();
        if (known.config.get() != config) {
            known = new Known(new WeakReference<>(config), isUsual(provider, config));
            last = known;
        }
        return known.isUsual;
    }

    @SuppressWarnings("deprecation") // As long as it is there, it leaves out nulls.
    private static boolean isUsual(SerializerProvider provider, SerializationConfig config)
            throws JsonMappingException {
        for (Map.Entry<Class<?>, Class<?>> usual : USUAL.entrySet()) {
            if (provider.findValueSerializer(usual.getKey(), null).getClass() != usual.getValue()) {
                return false;
            }
        }
        return !config.isEnabled(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                && config.isEnabled(SerializationFeature.WRITE_NULL_MAP_VALUES)
                && provider.findKeySerializer(provider.constructType(String.class), null)
                        instanceof StdKeySerializers.StringKeySerializer
                && includesAll(config.getDefaultPropertyInclusion())
                && includesAll(config.getDefaultPropertyInclusion(Map.class));
    }

    /** Whether nothing of a map is left out; Jackson 3 has the same annotation. */
    static boolean includesAll(JsonInclude.Value inclusion) {
        return inclusion == null || isEach(inclusion.getValueInclusion()) && isEach(inclusion.getContentInclusion());
    }

    private static boolean isEach(JsonInclude.Include include) {
        return include == JsonInclude.Include.ALWAYS || include == JsonInclude.Include.USE_DEFAULTS;
    }

    private static final class Raw extends RawJson implements SerializableString {

        Raw(JsonMembers members) {
            super(members.json(), members.jsonBegin(), members.jsonEnd());
        }
    }
}
