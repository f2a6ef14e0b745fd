package io.github.camelherobase.stream;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RawLeadField;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.base.ReadOnce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a stream does with the answer it reads: when it lets it go, and what the streams made of it pass on. */
class RecordStreamsTest {

    private static final String TWO = "[{\"a\":1},{\"a\":2}]";

    @Test
    void anAnswerThatWasReadToItsEndIsReleasedOnce() {
        Answer answer = new Answer(TWO);
        RecordStream<JsonObject> records = stream(answer);
        assertThat(records.recordCount()).isZero();
        records.next();
        assertThat(records.recordCount()).isOne();
        assertThat(answer.heard).containsExactly("record");
        records.next();
        assertThat(records.hasNext()).isFalse();
        assertThat(records.hasNext()).isFalse();
        records.close();

        assertThat(records.recordCount()).isEqualTo(2);
        assertThat(answer.heard).containsExactly("record", "record", "release");
        assertThatThrownBy(records::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("The export has ended after 2 records");
    }

    @Test
    void anAnswerThatIsNotReadToItsEndIsCancelledOnce() {
        Answer answer = new Answer(TWO);
        RecordStream<JsonObject> records = stream(answer);
        records.hasNext();
        records.close();
        records.close();

        assertThat(answer.heard).containsExactly("record", "cancel");
        assertThatThrownBy(records::hasNext)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is complete; split it inside the route");
        assertThat(records).hasToString("RecordStream[CLOSED, 0 records taken]");
    }

    @Test
    void anAnswerThatIsWrongIsCancelledAndFailsAgain() {
        Answer answer = new Answer("[{\"a\":1};");
        RecordStream<JsonObject> records = stream(answer);
        records.next();
        assertThatThrownBy(records::hasNext).isInstanceOf(HerobaseProtocolException.class);
        assertThat(answer.heard).containsExactly("record", "cancel");
        assertThatThrownBy(records::next).isInstanceOf(HerobaseProtocolException.class);
        records.close();

        assertThat(answer.heard).containsExactly("record", "cancel");
    }

    @Test
    void aRecordKnowsItsPlaceInTheAnswer() {
        RecordStream<Lead> leads = new JsonRecordStream<>(
                new Answer("[{\"a\":1},\n {\"a\":x}]"), "GET /test", 1_000, json -> new Lead(json, ZoneOffset.UTC));
        leads.next();

        assertThatThrownBy(() -> leads.next().toMap())
                .isInstanceOf(HerobaseProtocolException.class)
                .hasMessageContaining("ecord 1 at byte 11");
    }

    @Test
    void someOfTheRecordsAreCountedByThemselves() {
        Records source = new Records(1, 2, 3, 4, 5);
        RecordStream<Object> odd = new FilteredRecordStream<>(source) {
            @Override
            protected boolean isWanted(Object record) {
                return (int) record % 2 == 1;
            }
        };
        assertThat(odd.hasNext()).isTrue();
        assertThat(odd.hasNext()).isTrue();
        assertThat(odd.next()).isEqualTo(1);
        assertThat(odd.next()).isEqualTo(3);
        assertThat(odd.recordCount()).isEqualTo(2);
        assertThat(odd.next()).isEqualTo(5);
        assertThat(odd.hasNext()).isFalse();
        assertThatThrownBy(odd::next)
                .isInstanceOf(NoSuchElementException.class)
                .hasMessage("The export has ended after 3 records");
    }

    @Test
    void whatIsMadeOfAStreamPassesOnItsEndAndAFailedStep() {
        Records source = new Records("a", "b");
        RecordStream<Object> mapped = new MappedRecordStream<>(source, record -> record + "!");
        assertThat(mapped.hasNext()).isTrue();
        assertThat(mapped.next()).isEqualTo("a!");
        assertThat(mapped.recordCount()).isOne();
        ((ReadOnce) mapped).attemptFailed("1", "0", null);
        mapped.close();

        assertThat(source.heard).containsExactly("failed 1 of 0", "close");
        ((ReadOnce) new MappedRecordStream<>(stream(new Answer(TWO)), record -> record)).attemptFailed("1", "0", null);
    }

    @Test
    void recordsAreAnArrayOfBytesWithOneOnEachLine() throws Exception {
        byte[] bytes = bytes(
                "{\"a\":\"å\"}",
                new Lead(new JsonObject("{\"b\" :1}".getBytes(StandardCharsets.UTF_8)), ZoneOffset.UTC),
                new RawLeadField("1S1", "Phone", "7"),
                Map.of("at", OffsetDateTime.parse("2026-05-06T07:08:09+02:00")));

        assertThat(bytes).asString(StandardCharsets.UTF_8).isEqualTo("""
                        [
                        {"a":"å"},
                        {"b" :1},
                        {"uniqueLeadId":"1S1","fieldName":"Phone","fieldValue":"7"},
                        {"at":"2026-05-06T07:08:09+02:00"}
                        ]""");
        assertThat(bytes()).asString(StandardCharsets.UTF_8).isEqualTo("[\n\n]");
    }

    @Test
    void theBytesMayBeTakenInAnyPieces() throws Exception {
        byte[] whole = bytes("{\"a\":\"å\"}", "{}");
        for (int size = 1; size <= whole.length; size++) {
            InputStream in = new RecordInputStream(new Records("{\"a\":\"å\"}", "{}"));
            byte[] taken = new byte[whole.length + size];
            int count = 0;
            for (int more = 0; more >= 0; more = in.read(taken, count, size)) {
                assertThat(more).isLessThanOrEqualTo(size);
                count += more;
            }
            assertThat(taken).startsWith(whole);
            assertThat(count).isEqualTo(whole.length);
        }
        InputStream one = new RecordInputStream(new Records("{\"a\":\"å\"}", "{}"));
        for (byte each : whole) {
            assertThat(one.read(new byte[1], 1, 0)).isZero();
            assertThat(one.read()).isEqualTo(each & 0xFF);
        }
        assertThat(one.read()).isEqualTo(-1);
        assertThatThrownBy(() -> one.read(new byte[1], 1, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theBytesEndAndFailWithTheirRecords() throws Exception {
        Records source = new Records();
        RecordInputStream in = new RecordInputStream(source);
        in.attemptFailed("1", "0", null);
        in.close();

        assertThat(source.heard).containsExactly("failed 1 of 0", "close");
        new RecordInputStream(stream(new Answer(TWO))).attemptFailed("1", "0", null);
    }

    private static byte[] bytes(Object... records) throws Exception {
        return new RecordInputStream(new Records(records)).readAllBytes();
    }

    private static RecordStream<JsonObject> stream(Answer answer) {
        return new JsonRecordStream<>(answer, "GET /test", 1_000, json -> json);
    }

    /** What happened to it. */
    private static final class Answer implements RecordSource {

        private final InputStream body;
        private final List<String> heard = new ArrayList<>();

        private Answer(String text) {
            body = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public InputStream body() {
            return body;
        }

        @Override
        public String url() {
            return "http://localhost/test";
        }

        @Override
        public String describe(byte[] seen) {
            return "something else";
        }

        @Override
        public String contentType() {
            return "";
        }

        @Override
        public boolean isEndProven() {
            return true;
        }

        @Override
        public void recordRead() {
            heard.add("record");
        }

        @Override
        public void release() {
            heard.add("release");
        }

        @Override
        public void cancel() {
            heard.add("cancel");
        }
    }

    private static final class Records implements RecordStream<Object>, ReadOnce {

        private final Iterator<Object> records;
        private final List<String> heard = new ArrayList<>();
        private long count;

        private Records(Object... records) {
            this.records = List.of(records).iterator();
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public Object next() {
            count++;
            return records.next();
        }

        @Override
        public long recordCount() {
            return count;
        }

        @Override
        public void close() {
            heard.add("close");
        }

        @Override
        public void attemptFailed(String exchangeId, String ancestorId, Throwable failure) {
            heard.add("failed " + exchangeId + " of " + ancestorId);
        }
    }
}
