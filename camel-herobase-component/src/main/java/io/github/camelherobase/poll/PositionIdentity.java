package io.github.camelherobase.poll;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.base.Sha256;
import io.github.camelherobase.cursor.CursorStore;
import io.github.camelherobase.cursor.StoredPosition;

/**
 * Finds the position that a consumer without one may have lost: a changed filter, user or host changes the key, and what
 * came between would be passed over.
 *
 * @param route id; null when the route has none
 * @param isUsed whether another consumer of the context has a position's key
 * @param isRoute whether the context has a route of that id
 */
record PositionIdentity(
        String key,
        String account,
        String operation,
        String route,
        String filters,
        Predicate<String> isUsed,
        Predicate<String> isRoute) {

    private static final Logger LOG = LoggerFactory.getLogger(PositionIdentity.class);
    private static final int CODE_DIGITS = 8;

    /**
     * @param newPosition the code of the positions that the user gives up; null: none
     * @throws IllegalStateException when there is a position that the consumer may mean
     */
    void check(CursorStore store, String newPosition) {
        List<StoredPosition> others = store.positions(null, operation).stream()
                .filter(position -> !position.key().equals(key) && !isUsed.test(position.key()))
                .sorted(Comparator.comparing(StoredPosition::position).reversed())
                .toList();
        List<StoredPosition> lost = others.stream().filter(this::mayBeMeant).toList();
        others.stream()
                .filter(this::isAnotherApplications)
                .forEach(position -> LOG.info(
                        "The position {} in {} at {} is of the route {}, which is not here; {} begins anew beside it",
                        position.key(),
                        store,
                        position.position(),
                        position.route(),
                        key));
        if (!lost.isEmpty() && !code(lost).equalsIgnoreCase(newPosition)) {
            throw new IllegalStateException(message(store, lost, newPosition));
        }
    }

    private boolean mayBeMeant(StoredPosition position) {
        return position.route() == null
                ? position.account().equals(account)
                : position.route().equals(route);
    }

    private boolean isAnotherApplications(StoredPosition position) {
        return position.account().equals(account)
                && position.route() != null
                && !position.route().equals(route)
                && !isRoute.test(position.route());
    }

    private String code(List<StoredPosition> lost) {
        StringBuilder all = new StringBuilder(key);
        lost.forEach(
                position -> all.append('\n').append(position.key()).append(' ').append(position.position()));
        return Sha256.hex(all.toString()).substring(0, CODE_DIGITS);
    }

    private String message(CursorStore store, List<StoredPosition> lost, String newPosition) {
        StoredPosition last = lost.get(0);
        return "There is no position " + key + " in " + store + ", but " + last.key() + " at " + last.position()
                + ", which no route uses"
                + (lost.size() == 1 ? "" : ", and " + (lost.size() - 1) + " earlier ones")
                + ". It was stored for the account " + last.account() + " and the filters " + last.filters()
                + "; the consumer has " + account + " and " + filters + ". A new position would pass over what has"
                + " changed since. To go on where the old one stands, set cursorKey=" + last.key()
                + (last.account().equals(account) && last.filters().equals(filters)
                        ? ""
                        : " and set back what differs, or set initialFrom to its time besides newPosition")
                + "; to begin a new one all the same, set newPosition=" + code(lost)
                + (newPosition == null ? "" : "; newPosition=" + newPosition + " is not the code of these positions");
    }
}
