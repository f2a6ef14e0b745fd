package io.github.camelherobase.imports.body;

import java.io.ByteArrayInputStream;
import java.io.CharConversionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.fuzz.AlmostWhole;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The leads of a text are the objects that Jackson finds in it, or something of it is refused; not of one object, or of one
 * array of objects, in UTF-8: that is read.
 */
public final class ImportBodiesFuzz {

    private static final DefaultCamelContext CONTEXT = new DefaultCamelContext();
    private static final JsonMapper JACKSON = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final JsonMapper WHOLE_TEXTS = JACKSON.rebuild()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int EDITED = 4;
    private static final List<String> WHOLE = List.of(
            "[{\"A\":\"1\"},{\"A\":\"2\"}]",
            "{\"A\":\"1\"}\n{\"A\":\"2\"},\n{\"B\":3.0}\n",
            "[{\"A \\\"B\\\"\":\"\\\\\"},{\"Data\":{\"]}\":\"\\\"{[\"}} ,{\"C\":[1,{}]}]",
            "{\"CampaignCode\":\"C\",\"Data\":{\"A \\\"B\\\"\":\"\\u00e6\\\\\",\"N\":-1.5e3,\"T\":true,\"E\":null}}");

    private ImportBodiesFuzz() {}

    /** The first byte is what carries the text, and whether the others edit one that is whole. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length == 0) {
            return;
        }
        byte[] text =
                (data[0] & EDITED) == 0 ? Arrays.copyOfRange(data, 1, data.length) : AlmostWhole.text(data, 1, WHOLE);
        String utf8 = new String(text, StandardCharsets.UTF_8);
        boolean isText = (data[0] & 3) == 1;
        Exchange exchange = new DefaultExchange(CONTEXT);
        exchange.getMessage()
                .setBody(
                        switch (data[0] & 3) {
                            case 1 -> utf8;
                            case 2 -> new ByteArrayInputStream(text);
                            default -> text;
                        });
        byte[] sent = isText ? utf8.getBytes(StandardCharsets.UTF_8) : text;
        List<LeadImport> ours = leads(exchange, isOneValue(sent));
        List<LeadImport> expected = byJackson(sent);
        if (ours != null && expected != null) {
            assertThat(ours).hasSameSizeAs(expected);
            for (int i = 0; i < ours.size(); i++) {
                assertThat(ours.get(i).getData()).isEqualTo(expected.get(i).getData());
                assertThat(ours.get(i).getCampaignCode())
                        .isEqualTo(expected.get(i).getCampaignCode());
                assertThat(ours.get(i).getFurtherMembers())
                        .isEqualTo(expected.get(i).getFurtherMembers());
            }
        }
    }

    /** Null when something of it is refused, which must not be when it is one value. */
    private static List<LeadImport> leads(Exchange exchange, boolean oneValue) throws IOException {
        List<LeadImport> leads = new ArrayList<>();
        try {
            ImportBody body = ImportBody.of(exchange);
            if (body.isMany()) {
                while (body.many().hasNext()) {
                    leads.add(LeadElement.read(body.many().next()));
                }
            } else {
                leads.add(LeadElement.read(body.one()));
            }
            return leads;
        } catch (HerobaseException | MalformedBodyException | IllegalArgumentException e) {
            // As it is documented, not one of the library's.
            assertThat(e.getStackTrace()[0].getClassName()).startsWith("io.github.camelherobase");
            if (oneValue) {
                throw new AssertionError("It is whole, and refused", e);
            }
            return null;
        }
    }

    /** Whether Jackson reads all of it as one object that can be a lead, or as an array of such. */
    private static boolean isOneValue(byte[] text) {
        // As text, for of bytes Jackson reads UTF-16 too, and some that are no UTF-8.
        String utf8 = new String(text, StandardCharsets.UTF_8);
        boolean isUtf8 = Arrays.equals(utf8.getBytes(StandardCharsets.UTF_8), text);
        if (!isUtf8 || text.length == 0 || text[0] != '{' && text[0] != '[') {
            return false;
        }
        try {
            JsonNode value = WHOLE_TEXTS.readTree(utf8);
            for (JsonNode element : value.isArray() ? value : List.of(value)) {
                if (!element.isObject()) {
                    return false;
                }
                LeadElement.read(WHOLE_TEXTS.treeToValue(element, Map.class));
            }
            return true;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return false;
        }
    }

    /** Null when it finds none, or something else. */
    private static List<LeadImport> byJackson(byte[] text) throws IOException {
        List<LeadImport> leads = new ArrayList<>();
        try (MappingIterator<Map<String, Object>> values =
                JACKSON.readerForMapOf(Object.class).readValues(text)) {
            while (values.hasNextValue()) {
                Map<String, Object> value = values.nextValue();
                if (value == null) {
                    return null;
                }
                leads.add(LeadElement.read(value));
            }
        } catch (JsonProcessingException | CharConversionException | IllegalArgumentException e) {
            return null;
        }
        return leads;
    }
}
