package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.RecordStream;
import io.github.camelherobase.cursor.RecentRecords;
import io.github.camelherobase.cursor.RecordVersion;
import io.github.camelherobase.cursor.TimeWindow;
import io.github.camelherobase.poll.BoundsCheck.Requests;
import io.github.camelherobase.request.BoundsTrial;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.RetrySmaller;

/**
 * Where {@code initialFrom=latest} begins: at the server's time, since our clock may be ahead; and where no record's time
 * agrees with that, as in another zone, behind the newest record that a look back shows.
 */
final class Latest {

    private static final String BEGINS = "begins";

    /** What a position is stored with until the server has answered. */
    static final Map<String, String> UNKNOWN = Map.of(BEGINS, "latest");

    /** A server that does not manage a day is asked for less. */
    private static final List<Duration> LOOKS_BACK =
            List.of(Duration.ofDays(1), Duration.ofHours(1), Duration.ofMinutes(1));

    private final Feed<Object> feed;
    /** Null: records show no time. */
    private final BoundsTrial<Object> trial;

    private final Requests requests;
    private final ServerTime serverTime;
    private final StampWatch stamps;
    private final RecentRecords recent;

    Latest(
            Feed<Object> feed,
            BoundsTrial<Object> trial,
            Requests requests,
            ServerTime serverTime,
            StampWatch stamps,
            RecentRecords recent) {
        this.feed = feed;
        this.trial = trial;
        this.requests = requests;
        this.serverTime = serverTime;
        this.stamps = stamps;
        this.recent = recent;
    }

    static boolean isUnknown(Map<String, String> known) {
        return known.containsKey(BEGINS);
    }

    /**
     * Asks the server. What it shows was there before, and does not count as changed later.
     *
     * @param now by our clock
     * @return null when the consumer stops meanwhile
     */
    Instant find(Instant now) throws Exception {
        if (trial == null || !trial.isTimeOfChange()) {
            try (Answer answer = answer(requests.await(feed.open(new TimeWindow(now, null))))) {
                return answer == null ? null : answer.at();
            }
        }
        HerobaseException failure = null;
        for (Duration back : LOOKS_BACK) {
            try (Answer answer = answer(
                    requests.await(trial.open(new TimeWindow(now.minus(back), null), trial.boundsZone(), null)))) {
                return answer == null ? null : behind(answer, now.minus(back));
            } catch (HerobaseException e) {
                if (!RetrySmaller.isPossible(e)) {
                    throw e;
                }
                failure = e;
            }
        }
        throw failure;
    }

    private Instant behind(Answer answer, Instant from) {
        Instant newest = from;
        while (answer.records().hasNext()) {
            Object record = answer.records().next();
            Instant stamp = trial.stamp(record);
            newest = stamp != null && stamp.isAfter(newest) ? stamp : newest;
            stamps.saw(record);
            if (trial.isOfFeed()) {
                recent.handedOver(RecordVersion.of(feed.key(record), feed.content(record)));
            }
        }
        return stamps.isAgreed() || newest.isAfter(answer.at()) ? answer.at() : newest;
    }

    private Answer answer(Export<Object> export) {
        if (export == null) {
            return null;
        }
        Instant at = serverTime.of(export);
        stamps.answerOf(at, serverTime.isBelieved(), serverTime.steps(), false);
        return new Answer(export.records(), at);
    }

    /** @param at the server's time when the request was sent */
    private record Answer(RecordStream<Object> records, Instant at) implements AutoCloseable {

        @Override
        public void close() {
            records.close();
        }
    }
}
