package io.github.camelherobase.stream;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.JsonObject;

import static org.assertj.core.api.Assertions.assertThat;

/** A stop closes a live stream from another thread: what was cut short must never look whole. */
class RecordStreamCloseTest {

    private static final int RECORDS = 50;
    private static final int ROUNDS = 5_000;
    private static final byte[] ARRAY = IntStream.range(0, RECORDS)
            .mapToObj(number -> "{\"uniqueId\":\"" + number + "\"}")
            .collect(Collectors.joining(",", "[", "]"))
            .getBytes(StandardCharsets.UTF_8);

    @Test
    void aStreamClosedByAnotherThreadThrowsOrGivesEverything() throws Exception {
        ExecutorService closer = Executors.newSingleThreadExecutor();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                JsonRecordStream<JsonObject> stream =
                        new JsonRecordStream<>(new Bytes(), "GET /test", 1_000, json -> json);
                CyclicBarrier begin = new CyclicBarrier(2);
                Future<?> closed = closer.submit(() -> {
                    begin.await();
                    stream.close();
                    return null;
                });
                begin.await();
                assertThat(read(stream)).isIn(-1, RECORDS);
                closed.get();
            }
        } finally {
            closer.shutdownNow();
        }
    }

    /** How many records there were up to the end; -1 when the stream says that it was closed. */
    private static int read(JsonRecordStream<JsonObject> stream) {
        int count = 0;
        try {
            while (stream.hasNext()) {
                assertThat(stream.next()).isNotNull();
                count++;
            }
        } catch (IllegalStateException e) {
            return -1;
        }
        return count;
    }

    private static final class Bytes implements RecordSource {

        @Override
        public String describe(byte[] seen) {
            return "something else";
        }

        private final InputStream body = new ByteArrayInputStream(ARRAY);

        @Override
        public InputStream body() {
            return body;
        }

        @Override
        public String url() {
            return "http://localhost/test";
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
        public void release() {}

        @Override
        public void cancel() {}
    }
}
