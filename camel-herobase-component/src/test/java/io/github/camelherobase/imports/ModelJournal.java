package io.github.camelherobase.imports;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.camelherobase.api.ImportJournal;

/** The contract of a journal in its plainest form, in memory, and with faults planted into it. */
final class ModelJournal implements ImportJournal {

    /** What it does wrong on purpose. */
    enum Fault {
        NONE,
        CLAIM_NOT_CHECKED,
        AGE_FROM_THE_CLAIM
    }

    private record Row(
            State state, String owner, long claimed, long since, long until, long doubtBefore, String fingerprint) {}

    private final Map<String, Row> rows = new HashMap<>();
    private final ModelTime time;
    private final Fault fault;

    ModelJournal(ModelTime time, Fault fault) {
        this.time = time;
        this.fault = fault;
    }

    private Row seen(String key) {
        Row row = rows.get(key);
        if (row == null || row.state != State.CLAIMED || row.until > time.now()) {
            return row;
        }
        return row.doubtBefore == 0
                ? new Row(State.NOT_SENT, row.owner, row.claimed, row.since, 0, 0, row.fingerprint)
                : new Row(State.SENT, row.owner, row.doubtBefore, row.doubtBefore, 0, 0, row.fingerprint);
    }

    private Entry entry(String key, Row row) {
        long begin = fault == Fault.AGE_FROM_THE_CLAIM ? row.claimed : row.since;
        boolean open = row.state == State.CLAIMED || row.state == State.SENT;
        return new Entry(
                key,
                row.state,
                Instant.ofEpochMilli(row.since),
                Duration.ofMillis(time.now() - begin),
                Duration.ofMillis(open ? Math.max(0, row.until - time.now()) : 0),
                row.fingerprint);
    }

    @Override
    public Optional<Entry> claim(String key, Claim claim) {
        Row row = seen(key);
        long doubt = 0;
        if (row != null && row.state != State.NOT_SENT && row.state != State.REJECTED) {
            Entry entry = entry(key, row);
            if (!entry.isInDoubt() || !claim.evenInDoubt() || !entry.isOf(claim.fingerprint())) {
                return Optional.of(entry);
            }
            doubt = row.since;
        }
        long now = time.now();
        rows.put(
                key,
                new Row(
                        State.CLAIMED,
                        claim.owner(),
                        now,
                        now,
                        now + claim.life().toMillis(),
                        doubt,
                        claim.fingerprint()));
        return Optional.empty();
    }

    private boolean isOpen(Row row, String owner) {
        return row != null && row.owner.equals(owner) && (row.state == State.CLAIMED || row.state == State.SENT);
    }

    @Override
    public Optional<Instant> sent(String key, String owner, Duration underWay) {
        Row row = rows.get(key);
        if (!isOpen(row, owner) && fault != Fault.CLAIM_NOT_CHECKED) {
            return Optional.empty();
        }
        long now = time.now();
        rows.put(
                key,
                new Row(
                        State.SENT,
                        owner,
                        row.claimed,
                        now,
                        now + underWay.toMillis(),
                        row.doubtBefore,
                        row.fingerprint));
        return Optional.of(Instant.ofEpochMilli(now));
    }

    @Override
    public void settle(String key, String owner, State outcome) {
        Row row = rows.get(key);
        if (!isOpen(row, owner)) {
            return;
        }
        if (outcome == State.SENT) {
            rows.put(key, new Row(row.state, owner, row.claimed, row.since, 0, row.doubtBefore, row.fingerprint));
        } else if (outcome == State.NOT_SENT && row.doubtBefore > 0) {
            rows.put(key, new Row(State.SENT, "", row.doubtBefore, row.doubtBefore, 0, 0, row.fingerprint));
        } else {
            rows.put(key, new Row(outcome, owner, row.claimed, time.now(), 0, 0, row.fingerprint));
        }
    }

    @Override
    public boolean resolve(String key, Instant since, State outcome) {
        Row row = seen(key);
        if (row == null || !entry(key, row).isInDoubt() || row.since != since.toEpochMilli()) {
            return false;
        }
        rows.put(key, new Row(outcome, "", row.claimed, time.now(), 0, 0, row.fingerprint));
        return true;
    }

    @Override
    public Optional<Entry> find(String key) {
        return Optional.ofNullable(seen(key)).map(row -> entry(key, row));
    }

    @Override
    public List<Entry> doubts(int most) {
        List<Entry> doubts = new ArrayList<>();
        for (String key : rows.keySet()) {
            find(key).filter(Entry::isInDoubt).ifPresent(doubts::add);
        }
        doubts.sort(Comparator.comparing(Entry::since));
        return doubts.subList(0, Math.min(most, doubts.size()));
    }

    @Override
    public void close() {}
}
