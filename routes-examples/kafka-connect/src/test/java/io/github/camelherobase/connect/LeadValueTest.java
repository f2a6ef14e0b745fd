package io.github.camelherobase.connect;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LeadValueTest {

    private static final String JSON = "{\"Phone\":\"70000001\",\"Name\":\"Søren\"}";

    @Test
    void textBytesAndMapsAreTheSame() {
        Map<String, Object> lead = Map.of("Phone", "70000001", "Name", "Søren");
        byte[] bytes = JSON.getBytes(StandardCharsets.UTF_8);
        assertThat(List.of(
                        LeadValue.of(JSON),
                        LeadValue.of("\uFEFF" + JSON),
                        LeadValue.of(bytes),
                        LeadValue.of(ByteBuffer.wrap(bytes)),
                        LeadValue.of(lead)))
                .allSatisfy(value -> assertThat((Object) value).isEqualTo(lead));
    }

    @Test
    void aStructsMembersAreWhatTheirSchemasSay() {
        Schema inner = SchemaBuilder.struct().field("Code", Schema.INT32_SCHEMA).build();
        Schema schema = SchemaBuilder.struct()
                .field("Phone", Schema.STRING_SCHEMA)
                .field("Amount", Decimal.schema(2))
                .field("Born", Date.SCHEMA)
                .field("At", Time.SCHEMA)
                .field("Since", Timestamp.SCHEMA)
                .field("Note", Schema.OPTIONAL_STRING_SCHEMA)
                .field("Kind", SchemaBuilder.string().defaultValue("new").build())
                .field("Inner", inner)
                .build();
        Struct lead = new Struct(schema)
                .put("Phone", "70000001")
                .put("Amount", new BigDecimal("12.30"))
                .put("Born", Date.toLogical(Date.SCHEMA, 18_000))
                .put("At", Time.toLogical(Time.SCHEMA, 3_600_000))
                .put("Since", Timestamp.toLogical(Timestamp.SCHEMA, 1_700_000_000_000L))
                .put("Inner", new Struct(inner).put("Code", 7));
        Map<?, ?> members = LeadValue.of(lead);
        assertThat(members.get("Amount")).isEqualTo(new BigDecimal("12.30"));
        assertThat(members.get("Born")).isEqualTo(LocalDate.ofEpochDay(18_000));
        assertThat(members.get("At")).isEqualTo(LocalTime.of(1, 0));
        assertThat(members.get("Since")).isEqualTo(Instant.ofEpochMilli(1_700_000_000_000L));
        assertThat(members.get("Note")).isNull();
        assertThat(members.get("Kind")).isEqualTo("new");
        assertThat((Object) members.get("Inner")).isEqualTo(Map.of("Code", 7));
    }

    @Test
    void numbersKeepTheirDigits() {
        assertThat(LeadValue.of("{\"a\":12345678901234567890123,\"b\":0.10}").values())
                .map(Object::toString)
                .containsExactly("12345678901234567890123", "0.10");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "[{\"Phone\":\"secret\"}]",
                "\"secret\"",
                "17",
                "{\"a\":secret}",
                "{\"a\":\"secret\"} {\"a\":1}",
                "{\"a\":1,\"a\":\"secret\"}",
                "{\"a\":\"secret"
            })
    void whatIsNotOneObjectIsRejectedWithoutItsContent(String value) {
        assertThatThrownBy(() -> LeadValue.of(value))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("JSON object")
                .hasMessageNotContaining("secret");
    }

    @Test
    void otherValuesAreRejectedWithTheirType() {
        assertThatThrownBy(() -> LeadValue.of(null)).hasMessageContaining("no value");
        assertThatThrownBy(() -> LeadValue.of(List.of("secret")))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("List")
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> LeadValue.of(new byte[] {(byte) 0xC3, (byte) 0x28}))
                .isInstanceOf(DataException.class);
    }
}
