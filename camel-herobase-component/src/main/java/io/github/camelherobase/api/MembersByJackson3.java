package io.github.camelherobase.api;

import java.lang.ref.WeakReference;
import java.math.BigInteger;
import java.util.Map;

import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.json.JsonGeneratorBase;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.jsontype.TypeSerializer;
import tools.jackson.databind.ser.jdk.BooleanSerializer;
import tools.jackson.databind.ser.jdk.JDKKeySerializers;
import tools.jackson.databind.ser.jdk.MapSerializer;
import tools.jackson.databind.ser.jdk.NumberSerializer;
import tools.jackson.databind.ser.jdk.NumberSerializers;
import tools.jackson.databind.ser.jdk.StringSerializer;

/**
 * Writes members by Jackson 3 as {@link MembersByJackson2} does by Jackson 2. Only Jackson 3 loads this class; without it
 * nothing here is needed.
 */
final class MembersByJackson3 extends ValueSerializer<JsonMembers> {

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
    public ValueSerializer<?> createContextual(SerializationContext context, BeanProperty property) {
        // What a bean says of the member that holds the map, its annotations say to the library.
        return property == null ? this : context.findPrimaryPropertySerializer(Map.class, property);
    }

    @Override
    public void serialize(JsonMembers members, JsonGenerator generator, SerializationContext context) {
        if (members.isPlain() && writesPlainly(generator) && isUsual(context)) {
            generator.writeRawValue(new Raw(members));
        } else {
            ofMaps(context).serialize(members, generator, context);
        }
    }

    @Override
    public void serializeWithType(
            JsonMembers members, JsonGenerator generator, SerializationContext context, TypeSerializer type) {
        ofMaps(context).serializeWithType(members, generator, context, type);
    }

    @Override
    public boolean isEmpty(SerializationContext context, JsonMembers members) {
        return members == null || ofMaps(context).isEmpty(context, members);
    }

    private static ValueSerializer<Object> ofMaps(SerializationContext context) {
        return context.findPrimaryPropertySerializer(Map.class, null);
    }

    private static boolean writesPlainly(JsonGenerator generator) {
        return generator instanceof JsonGeneratorBase json
                && json.getPrettyPrinter() == null
                && json.getHighestNonEscapedChar() == 0
                && json.getCharacterEscapes() == null
                && json.isEnabled(JsonWriteFeature.QUOTE_PROPERTY_NAMES)
                && !json.isEnabled(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS);
    }

    private static boolean isUsual(SerializationContext context) {
        Known known = last;
        SerializationConfig config = context.getConfig();
        if (known.config.get() != config) {
            known = new Known(new WeakReference<>(config), isUsual(context, config));
            last = known;
        }
        return known.isUsual;
    }

    private static boolean isUsual(SerializationContext context, SerializationConfig config) {
        for (Map.Entry<Class<?>, Class<?>> usual : USUAL.entrySet()) {
            if (context.findPrimaryPropertySerializer(usual.getKey(), null).getClass() != usual.getValue()) {
                return false;
            }
        }
        return !config.isEnabled(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                && context.findKeySerializer(context.constructType(String.class), null)
                        instanceof JDKKeySerializers.StringKeySerializer
                && MembersByJackson2.includesAll(config.getDefaultPropertyInclusion())
                && MembersByJackson2.includesAll(config.getDefaultPropertyInclusion(Map.class));
    }

    private static final class Raw extends RawJson implements SerializableString {

        Raw(JsonMembers members) {
            super(members.json(), members.jsonBegin(), members.jsonEnd());
        }
    }
}
