package io.github.camelherobase.calls;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.stream.JoinedExport;

/** Calls that one request asks for. */
interface CallPart extends JoinedExport<Call> {

    CompletionStage<Export<Call>> export();

    @Override
    default CompletionStage<RecordStream<Call>> open() {
        return export().thenApply(Export::records);
    }

    @Override
    default List<CallPart> fallbacks(Throwable failure) {
        return List.of();
    }
}
