package io.github.camelherobase.stream;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.HerobaseProtocolException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The rows of a lead become one map; a lead whose rows are not together is noticed within ten thousand others. */
class PivotStreamTest {

    private static PivotStream pivot(Stream<String> rows) {
        String csv = "UniqueLeadId,FieldName,FieldValue\r\n" + rows.collect(Collectors.joining("\r\n"));
        return new PivotStream(
                new RawLeadStream(
                        AnswerBytes.of(csv),
                        "GET /rawleads/csv",
                        new CsvFormat(',', java.nio.charset.StandardCharsets.UTF_8, true),
                        1_000_000),
                "GET /rawleads/csv");
    }

    private static Stream<String> others(int count) {
        return IntStream.range(0, count).mapToObj(number -> number + "S1,Phone,7");
    }

    private static void readAll(PivotStream leads) {
        leads.forEachRemaining(lead -> {});
    }

    @Property(tries = 200)
    void eachLeadIsOneMapOfItsFieldsInTheirOrder(
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 6) Integer> fieldsOfEach) {
        PivotStream leads =
                pivot(IntStream.range(0, fieldsOfEach.size()).boxed().flatMap(lead -> IntStream.range(
                                0, fieldsOfEach.get(lead))
                        .mapToObj(field -> lead + "S1,Field" + field + "," + lead + "/" + field)));
        for (int lead = 0; lead < fieldsOfEach.size(); lead++) {
            Map<String, Object> expected = new LinkedHashMap<>();
            expected.put("uniqueId", lead + "S1");
            for (int field = 0; field < fieldsOfEach.get(lead); field++) {
                expected.put("Field" + field, lead + "/" + field);
            }
            assertThat(leads.next()).containsExactlyEntriesOf(expected);
        }
        assertThat(leads.hasNext()).isFalse();
        assertThat(leads.recordCount()).isEqualTo(fieldsOfEach.size());
    }

    @Test
    void aLeadThatReturnsWithinTheNextTenThousandIsAnError() {
        PivotStream leads = pivot(
                Stream.concat(Stream.of("lead,Phone,1"), Stream.concat(others(9_999), Stream.of("lead,Name,Ada"))));
        assertThatThrownBy(() -> readAll(leads))
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("GET /rawleads/csv: the rows of the lead lead are not together")
                .hasMessageContaining("read the rows without pivot");
        assertThat(leads.recordCount()).as("all before it").isEqualTo(10_000);
    }

    @Test
    void oneThatReturnsLaterIsNotSeenAsDocumented() {
        PivotStream leads = pivot(
                Stream.concat(Stream.of("lead,Phone,1"), Stream.concat(others(10_000), Stream.of("lead,Name,Ada"))));
        readAll(leads);
        assertThat(leads.recordCount()).isEqualTo(10_002);
    }

    @Test
    void fieldsOfOneNameStayApartAndNoneTakesTheIdsPlace() {
        Map<String, Object> lead = pivot(
                        Stream.of("1S1,UniqueId,1S1", "1S1,uniqueId,1S1", "1S1,Phone,1", "1S1,Phone,2", "1S1,Phone,1"))
                .next();
        assertThat(lead)
                .containsExactly(
                        Map.entry("uniqueId", "1S1"),
                        Map.entry("UniqueId", "1S1"),
                        Map.entry("Phone", "1"),
                        Map.entry("Phone2", "2"),
                        Map.entry("Phone3", "1"));
        Map<String, Object> own =
                pivot(Stream.of("1S1,uniqueId,CRM-7", "1S1,Phone,1")).next();
        assertThat(own).containsEntry("uniqueId", "1S1").containsEntry("uniqueId2", "CRM-7");
    }
}
