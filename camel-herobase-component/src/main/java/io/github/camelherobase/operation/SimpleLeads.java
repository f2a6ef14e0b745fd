package io.github.camelherobase.operation;

import java.io.IOException;
import java.io.InputStream;
import java.time.ZoneId;
import java.util.concurrent.CompletionStage;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.client.HerobaseRequest;
import io.github.camelherobase.client.HerobaseResponse;
import io.github.camelherobase.quota.RateLimit;
import io.github.camelherobase.stream.JsonRecordStream;

/** {@code GET /simpleleads}: the recommended export, streamed as a JSON array. */
public final class SimpleLeads {

    public static final String SERVICE = "GET /simpleleads";
    private static final String PATH = "/simpleleads";
    private static final int MAX_RECORD_SIZE = 16 * 1024 * 1024;

    private final HerobaseClient client;
    private final HerobaseClock clock;
    private final CallSettings settings;

    public SimpleLeads(HerobaseClient client, HerobaseClock clock, CallSettings settings) {
        this.client = client;
        this.clock = clock;
        this.settings = settings;
    }

    /** Opens the export; nothing is read before the stream is. */
    public CompletionStage<Export> open(SimpleLeadsFilter filter) {
        ZoneId zone = client.account().zone();
        HerobaseRequest request =
                HerobaseRequest.get(SERVICE, settings.pathOr(PATH), filter.parameters(clock.now(), zone));
        return client.send(request, settings.quota(), settings.afterWait())
                .thenApply(response -> new Export(records(response, zone), response.rateLimit()));
    }

    private static RecordStream<Lead> records(HerobaseResponse response, ZoneId zone) {
        return new JsonRecordStream<>(
                new ResponseSource(response), SERVICE, MAX_RECORD_SIZE, json -> new Lead(json, zone));
    }

    /**
     * An export that has begun.
     *
     * @param records to be read to the end or closed
     * @param rateLimit what the answer said of the quota
     */
    public record Export(RecordStream<Lead> records, RateLimit rateLimit) {}

    private record ResponseSource(HerobaseResponse response, InputStream body) implements JsonRecordStream.Source {

        private ResponseSource(HerobaseResponse response) {
            this(response, bodyOf(response));
        }

        private static InputStream bodyOf(HerobaseResponse response) {
            try {
                return response.body();
            } catch (IOException e) {
                response.cancel();
                throw new HerobaseConnectionException(SERVICE + ": the answer cannot be read: " + e, e, SERVICE);
            }
        }

        @Override
        public void release() {
            response.release();
        }

        @Override
        public void cancel() {
            response.cancel();
        }
    }
}
