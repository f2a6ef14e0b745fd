package io.github.camelherobase.export;

import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.request.RecordCheck;
import io.github.camelherobase.stream.FilteredRecordStream;

/** Those records of an export that were asked for: server filters are not trusted. */
final class CheckedRecordStream<T> extends FilteredRecordStream<T> {

    private final RecordCheck<T> check;
    private final FilterWarning warning;

    CheckedRecordStream(RecordStream<T> records, RecordCheck<T> check, FilterWarning warning) {
        super(records);
        this.check = check;
        this.warning = warning;
    }

    @Override
    protected boolean isWanted(T record) {
        String violated = check.violatedFilter(record);
        if (violated == null) {
            return true;
        }
        warning.passedOver(violated);
        return false;
    }
}
