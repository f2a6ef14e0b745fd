package io.github.camelherobase.quota;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What all processes know together of one service: its windows, and which process holds how many units that are not
 * settled. All times are the store's.
 */
final class SharedState {

    /** Changes when entries of an older version cannot be read any more. */
    private static final String FORMAT = "3";
    /** A process that is not heard of for so long is dead; its units return. */
    static final Duration LEASE = Duration.ofSeconds(20);
    /** The same where calls of the store take long. */
    static final Duration LONGEST_LEASE = Duration.ofMinutes(3);

    private final ServiceWindows windows;
    private final Map<String, Share> shares = new TreeMap<>();

    /**
     * @param text as {@link #text()} made it; null: nothing is known yet
     * @param now the store's time
     */
    SharedState(String text, Supplier<ServiceWindows> newWindows, Instant now) {
        this.windows = newWindows.get();
        if (text == null) {
            return;
        }
        load(text, Duration.ZERO);
        Instant last = shares.values().stream()
                .map(Share::expires)
                .max(Comparator.naturalOrder())
                .orElse(now);
        if (last.isAfter(now.plus(LONGEST_LEASE))) {
            // The store's clock was set back since somebody wrote this; it was written just before.
            load(text, Duration.between(last, now.plus(LEASE)));
        }
    }

    private void load(String text, Duration shift) {
        StateText.Reader reader = new StateText.Reader(text, shift);
        if (!reader.word().equals(FORMAT)) {
            throw new StateText.UnreadableEntryException(
                    "its entry is of another version of the component; run one version, or" + " delete the entry");
        }
        windows.load(reader);
        shares.clear();
        while (reader.hasMore()) {
            shares.put(reader.word(), new Share(reader.number(), reader.number(), reader.moment()));
        }
    }

    String text() {
        StateText.Writer writer = new StateText.Writer().word(FORMAT);
        windows.save(writer);
        shares.forEach((node, share) -> writer.word(node)
                .number(share.units())
                .number(share.lastEvent())
                .time(share.expires()));
        return writer.toString();
    }

    /** Writes the windows into {@code copy}, as another clock sees them. */
    void windowsAt(Duration shift, ServiceWindows copy) {
        StateText.Writer writer = new StateText.Writer();
        windows.save(writer);
        copy.load(new StateText.Reader(writer.toString(), shift));
    }

    ServiceWindows windows() {
        return windows;
    }

    /** Takes over what happened at a process since it was last heard of. */
    void report(String node, List<LedgerEvent> events, long outstanding, Instant now, Duration lease) {
        returnUnitsOfTheDead(node, now);
        Share share = shares.getOrDefault(node, new Share(0, Long.MIN_VALUE, now));
        // Those that were taken over by a write whose success the process did not learn of are not taken over again.
        List<LedgerEvent> fresh = events.stream()
                .filter(event -> event.number() > share.lastEvent())
                .toList();
        long held = outstanding + fresh.stream().mapToLong(LedgerEvent::units).sum();
        if (share.units() > held) {
            windows.giveBack(share.units() - held);
        } else {
            windows.take(held - share.units());
        }
        fresh.forEach(event -> event.applyTo(windows));
        windows.roll(now);
        long lastEvent = events.isEmpty()
                ? share.lastEvent()
                : events.get(events.size() - 1).number();
        shares.put(node, new Share(outstanding, lastEvent, now.plus(lease)));
    }

    private void returnUnitsOfTheDead(String reporting, Instant now) {
        for (Iterator<Map.Entry<String, Share>> entries = shares.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<String, Share> entry = entries.next();
            if (!entry.getKey().equals(reporting) && entry.getValue().expires().isBefore(now)) {
                windows.giveBack(entry.getValue().units());
                entries.remove();
            }
        }
    }

    /** Takes units for up to so many requests; returns how many units were taken. */
    long lease(String node, int requests, Reserve reserve, Instant now) {
        int units = windows.units(now);
        long leased = 0;
        for (int request = 0; request < requests && !windows.isUndecided(now); request++) {
            if (!windows.allows(units, reserve, now)) {
                break;
            }
            windows.take(units);
            leased += units;
        }
        long taken = leased;
        shares.computeIfPresent(
                node, (name, share) -> new Share(share.units() + taken, share.lastEvent(), share.expires()));
        return leased;
    }

    /**
     * @param units granted to a process, and neither settled nor returned as far as it told
     * @param lastEvent number of the last event that was taken over
     */
    private record Share(long units, long lastEvent, Instant expires) {}
}
