package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.RecentRecords;
import io.github.camelherobase.cursor.RecordVersion;
import io.github.camelherobase.stream.FilteredRecordStream;

/**
 * Calls that several requests list, each once; beyond what is remembered a call repeats rather than vanishes. A call that
 * changed between two requests comes in two states, in any order, for some requests run at once: one that is earlier than
 * what was handed over is passed over, so that the last one stands.
 */
final class DistinctCalls extends FilteredRecordStream<Call> {

    /** Two states of a call come within a slice of some thousand calls. */
    private static final int REMEMBERED = 20_000;

    private final RecentRecords seen = new RecentRecords();
    private final Map<String, Progress> progress = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Progress> eldest) {
            return size() > REMEMBERED;
        }
    };

    DistinctCalls(RecordStream<Call> calls) {
        super(calls);
    }

    @Override
    protected boolean isWanted(Call call) {
        if (call.getUniqueId() == null) {
            throw new HerobaseProtocolException(
                    Calls.SERVICE + ": call " + (records.recordCount() - 1)
                            + " of the answers has no uniqueId, by which it is told from others; nothing can be delivered"
                            + " once without it",
                    null,
                    Calls.SERVICE,
                    200,
                    false);
        }
        RecordVersion version = RecordVersion.of(call.getUniqueId(), call.toBytes());
        if (seen.isRepeat(version)) {
            return false;
        }
        Progress now = Progress.of(call);
        Progress before = progress.get(call.getUniqueId());
        if (before != null && now.isBefore(before)) {
            return false;
        }
        progress.put(call.getUniqueId(), now);
        seen.handedOver(version);
        return true;
    }

    /**
     * How far a call has come, which is all that shows its age: it ends, and then is wrapped up.
     *
     * @param end null while it is in progress
     * @param wrapUp zero until it is wrapped up
     */
    private record Progress(boolean finished, OffsetDateTime end, Duration wrapUp) {

        private static Progress of(Call call) {
            Duration wrapUp = call.getWrapUpDuration();
            return new Progress(call.isFinished(), call.getEndTime(), wrapUp == null ? Duration.ZERO : wrapUp);
        }

        private boolean isBefore(Progress other) {
            if (finished != other.finished) {
                return other.finished;
            }
            int difference = end == null || other.end == null ? 0 : end.compareTo(other.end);
            return difference < 0 || difference == 0 && wrapUp.compareTo(other.wrapUp) < 0;
        }
    }
}
