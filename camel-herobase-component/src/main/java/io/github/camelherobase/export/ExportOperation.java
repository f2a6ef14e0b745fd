package io.github.camelherobase.export;

import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.ExportRequest;
import io.github.camelherobase.request.Feed;

/** An operation that streams records out: what it asks for, from the endpoint's options and an exchange's headers. */
public interface ExportOperation {

    /**
     * What a producer asks for.
     *
     * @param headers value by name
     * @throws IllegalArgumentException naming the header or option that is wrong or missing
     */
    ExportRequest<?> request(Function<String, Object> headers, Instant now);

    /** Opens it. */
    default CompletionStage<? extends Export<?>> open(Function<String, Object> headers, ExportClient client) {
        return client.open(request(headers, client.now()));
    }

    /**
     * What a consumer reads.
     *
     * @throws IllegalArgumentException when the operation has no consumer, or an option is missing
     */
    Feed<?> feed(ExportClient client);

    /** Makes a flat row of a record. */
    Function<Object, Object> rows();
}
