package io.github.camelherobase.calls;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.RecentRecords;
import io.github.camelherobase.cursor.RecordVersion;
import io.github.camelherobase.stream.FilteredRecordStream;

/** Calls that several requests list, each once; beyond what is remembered a call repeats rather than vanishes. */
final class DistinctCalls extends FilteredRecordStream<Call> {

    private final RecentRecords seen = new RecentRecords();

    DistinctCalls(RecordStream<Call> calls) {
        super(calls);
    }

    @Override
    protected boolean isWanted(Call call) {
        RecordVersion version = RecordVersion.of(call.getUniqueId(), call.toBytes());
        if (seen.isRepeat(version)) {
            return false;
        }
        seen.handedOver(version);
        return true;
    }
}
