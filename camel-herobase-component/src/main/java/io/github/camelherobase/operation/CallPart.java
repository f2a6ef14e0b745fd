package io.github.camelherobase.operation;

import java.util.List;
import java.util.concurrent.CompletionStage;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.stream.Part;

/** Calls that one request asks for. */
interface CallPart extends Part<Call> {

    CompletionStage<Export<Call>> export();

    @Override
    default CompletionStage<RecordStream<Call>> open() {
        return export().thenApply(Export::records);
    }

    @Override
    default List<CallPart> inPlaceOfIt(Throwable failure) {
        return List.of();
    }
}
