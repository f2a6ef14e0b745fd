package io.github.camelherobase.calls;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

import io.github.camelherobase.api.Call;
import io.github.camelherobase.api.HerobaseProtocolException;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.request.BoundsTrial;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.RecordCheck;
import io.github.camelherobase.request.WindowCheck;

/**
 * Calls, window by window; a window is a part of the time in which calls start.
 *
 * @param readEarlier by how much the server was seen to read the time that a window begins at earlier than it is written, or
 *     rounded down to days; null: not at all
 */
record CallsFeed(ExportClient client, CallsFilter filter, CallUnits units, AtomicReference<Duration> readEarlier)
        implements Feed<Call> {

    /** Of a beginning that is rounded down to minutes: a window that is short already is as short as the server manages. */
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static final Duration DAY = Duration.ofHours(26);

    @Override
    public String service() {
        return Calls.SERVICE;
    }

    /** Of units whose number is not known yet, there is one at least. */
    @Override
    public long requestsAWindow() {
        return units.requests(filter.orgCodes());
    }

    @Override
    public CompletionStage<?> prepare(TimeWindow window) {
        return units.codes(client, filter.orgCodes(), window);
    }

    @Override
    public String filters() {
        return filter.inClear(String.join(",", filter.orgCodes()));
    }

    @Override
    public CompletionStage<Export<Call>> open(TimeWindow window) {
        return Calls.open(client, filter, units, reaching(window));
    }

    /** The end of what is asked for moves with the beginning, so it is later where that may be read earlier. */
    private TimeWindow reaching(TimeWindow window) {
        Duration reach = readEarlier.get();
        if (reach != null) {
            return beyond(window, reach);
        }
        boolean isLong =
                !window.isOpen() && Duration.between(window.from(), window.to()).compareTo(MINUTE) > 0;
        return isLong ? new TimeWindow(window.from(), window.to().plus(MINUTE)) : window;
    }

    private TimeWindow beyond(TimeWindow window, Duration reach) {
        return new TimeWindow(
                window.from(), CallsFilter.end(window, client.now()).plus(reach));
    }

    @Override
    public BoundsTrial<Call> boundsTrial() {
        return new BoundsTrial<>() {
            @Override
            public CompletionStage<Export<Call>> open(TimeWindow window, ZoneId written, Call sample) {
                TimeWindow asked = window.isOpen() ? beyond(window, DAY) : window;
                String user = sample == null || units.requests(filter.orgCodes()) == 1 ? null : sample.getUserOrgCode();
                return user != null
                        ? new CallRequest(client, filter, user, asked, written).export()
                        : units.codes(client, filter.orgCodes(), asked)
                                .thenCompose(codes ->
                                        new CallRequest(client, filter, codes.get(0), asked, written).export());
            }

            @Override
            public Instant stamp(Call call) {
                try {
                    return call.getStartTime() == null
                            ? null
                            : call.getStartTime().toInstant();
                } catch (HerobaseProtocolException e) {
                    return null;
                }
            }

            @Override
            public String key(Call call) {
                return call.getUniqueId();
            }

            @Override
            public boolean isTimeOfChange() {
                return false;
            }

            @Override
            public boolean isEndRelative() {
                return true;
            }

            @Override
            public void readsEarlier(Duration reach) {
                readEarlier.set(reach);
            }

            @Override
            public ZoneId boundsZone() {
                return client.boundsZone();
            }

            @Override
            public ZoneId stampZone() {
                return client.zone();
            }
        };
    }

    @Override
    public Map<String, String> learned() {
        return units.learned();
    }

    @Override
    public void restore(Map<String, String> learned) {
        units.restore(learned);
    }

    @Override
    public String key(Call call) {
        return call.getUniqueId();
    }

    @Override
    public byte[] content(Call call) {
        return call.toBytes();
    }

    @Override
    public RecordCheck<Call> check(TimeWindow window) {
        WindowCheck check = new WindowCheck(window, client.zone());
        return call -> check.violatedFilterOfCalls(call.text("startTime"));
    }

    @Override
    public Instant unfinishedSince(Call call) {
        return call.isFinished() || call.getStartTime() == null
                ? null
                : call.getStartTime().toInstant();
    }
}
