package io.github.camelherobase.simulator.world;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The searches that users saved. They may be changed and deleted at any time, as users do. */
public final class SavedSearches {

    private record Key(String user, String name) {}

    private final Map<Key, SavedSearch> searches = new ConcurrentHashMap<>();

    SavedSearches() {}

    /** Saves a search of a user, in place of the one with the same name. */
    public void save(String user, SavedSearch search) {
        searches.put(new Key(user, search.name()), search);
    }

    /** Deletes a search; does nothing when it is not there. */
    public void delete(String user, String name) {
        searches.remove(new Key(user, name));
    }

    void clear() {
        searches.clear();
    }

    /** The search of that name which this very user saved. */
    public Optional<SavedSearch> find(String user, String name) {
        return Optional.ofNullable(searches.get(new Key(user, name)));
    }
}
