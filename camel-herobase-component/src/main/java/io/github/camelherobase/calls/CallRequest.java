package io.github.camelherobase.calls;

import java.time.ZoneId;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.ExportRequest;
import io.github.camelherobase.request.RecordFormat;
import io.github.camelherobase.stream.JsonRecordStream;

/**
 * A request for the calls of one org code in a window.
 *
 * @param written the zone in which its beginning is written
 */
record CallRequest(ExportClient client, CallsFilter filter, String orgCode, TimeWindow window, ZoneId written)
        implements CallPart {

    CallRequest(ExportClient client, CallsFilter filter, String orgCode, TimeWindow window) {
        this(client, filter, orgCode, window, client.boundsZone());
    }

    /** The same in another window. */
    CallRequest of(TimeWindow other) {
        return new CallRequest(client, filter, orgCode, other, written);
    }

    @Override
    public CompletionStage<Export<Call>> export() {
        Function<JsonObject, Call> call = json -> new Call(json, client.zone());
        return client.open(new ExportRequest<>(
                Calls.SERVICE,
                Calls.PATH,
                filter.parameters(orgCode, window, client.now(), written),
                "An org code must be one of your units or users, see herobase:orgUnits and herobase:users; long periods of"
                        + " many calls may be more than the server manages, so take shorter ones",
                source -> new JsonRecordStream<>(source, Calls.SERVICE, RecordFormat.MAX_RECORD_SIZE, call)));
    }
}
