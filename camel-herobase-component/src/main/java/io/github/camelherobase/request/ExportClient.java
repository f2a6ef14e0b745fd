package io.github.camelherobase.request;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.HerobaseConnectionException;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.HerobaseRecord;
import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.RecordPlace;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.client.HerobaseRequest;
import io.github.camelherobase.client.HerobaseRequest.Parameter;
import io.github.camelherobase.client.HerobaseResponse;

/** Opens the exports of one account. Nothing is read before the stream is. */
public final class ExportClient {

    /** Nobody reads what is passed on as it came: a log-in page would lie in a file as if it were leads. */
    private static final Pattern PAGE = Pattern.compile("(?i)\\s*(text/html|application/xhtml)");

    private final HerobaseClient client;
    private final HerobaseClock clock;
    private final RequestSettings settings;

    public ExportClient(HerobaseClient client, HerobaseClock clock, RequestSettings settings) {
        this.client = client;
        this.clock = clock;
        this.settings = settings;
    }

    /** For other services than the endpoint's own, whose path an option may replace. */
    public ExportClient elsewhere() {
        return new ExportClient(client, clock, settings.withoutPath());
    }

    /** Runs each task at once, beside all others. */
    public Executor readers() {
        return settings.readers();
    }

    /** In which the server writes times. */
    public ZoneId zone() {
        return client.account().zone();
    }

    /** In which the server reads bounds. */
    public ZoneId boundsZone() {
        return client.account().boundsZone();
    }

    public Instant now() {
        return clock.now();
    }

    public <T> CompletionStage<Export<T>> open(ExportRequest<T> request) {
        return send(request).thenApply(response -> export(request, response));
    }

    private static <T> Export<T> export(ExportRequest<T> request, HerobaseResponse response) {
        ResponseSource source = ResponseSource.of(response, request.service());
        try {
            return new Export<>(
                    request.format().records(source),
                    response.rateLimit(),
                    response.sentAt(),
                    response.ownSentAt(),
                    response.tellsTime());
        } catch (RuntimeException e) {
            source.cancel();
            throw e;
        }
    }

    /** The bytes of the answer as they come. */
    public CompletionStage<RawExport> openRaw(ExportRequest<?> request) {
        return send(request).thenApply(response -> raw(request, response));
    }

    private static RawExport raw(ExportRequest<?> request, HerobaseResponse response) {
        ResponseSource source = ResponseSource.of(response, request.service());
        try {
            if (PAGE.matcher(source.contentType()).lookingAt()) {
                throw new HerobaseProtocolException(
                        request.service() + ": the answer is not an export; what came is "
                                + source.describe(new byte[0]),
                        null,
                        request.service(),
                        200,
                        false);
            }
            request.format().checkHead(source);
        } catch (RuntimeException e) {
            source.cancel();
            throw e;
        }
        return new RawExport(
                source,
                request.service(),
                response.rateLimit(),
                request.format().mayBeEmpty());
    }

    /** An answer that is one record, and is found to be one. */
    public <T extends HerobaseRecord> CompletionStage<T> one(RecordRequest request, Function<JsonObject, T> record) {
        return send(request.service(), request.path(), request.parameters(), "").thenApply(response -> {
            RecordPlace place = new RecordPlace(request.service(), response.url(), 0, 0);
            byte[] body = whole(request.service(), response);
            try {
                T one = record.apply(new JsonObject(body).at(place));
                if (one.toMap().keySet().stream().noneMatch("responseStatus"::equalsIgnoreCase)) {
                    return one;
                }
            } catch (HerobaseProtocolException e) {
                throw noRecord(e.getMessage(), response, body, request.service());
            }
            throw noRecord(place + " is an error, though the status is 200", response, body, request.service());
        });
    }

    private static HerobaseProtocolException noRecord(
            String why, HerobaseResponse response, byte[] body, String service) {
        return new HerobaseProtocolException(
                why + "; what came is " + response.describe(body), null, service, 200, false);
    }

    private static byte[] whole(String service, HerobaseResponse response) {
        try {
            return response.read(RecordFormat.MAX_RECORD_SIZE);
        } catch (HerobaseResponse.TooLarge e) {
            throw new HerobaseProtocolException(
                    service + ": the answer is larger than 16 MB; expected one record", e, service, 200, false);
        } catch (IOException e) {
            throw new HerobaseConnectionException(service + ": the answer broke off: " + e.getMessage(), e, service);
        }
    }

    private CompletionStage<HerobaseResponse> send(ExportRequest<?> request) {
        return send(request.service(), request.path(), request.parameters(), request.advice());
    }

    private CompletionStage<HerobaseResponse> send(
            String service, String path, List<Parameter> parameters, String advice) {
        HerobaseRequest get =
                HerobaseRequest.get(service, settings.pathOr(path), parameters).advising(advice);
        return client.send(get, settings.quota(), settings.afterWait());
    }
}
