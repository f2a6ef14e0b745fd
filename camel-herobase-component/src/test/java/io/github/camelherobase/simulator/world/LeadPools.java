package io.github.camelherobase.simulator.world;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The pools of all campaigns, and the four ways in which they come about ("Creating lead pools" on the vendor's page). */
public final class LeadPools {

    private static final DateTimeFormatter UPLOAD =
            DateTimeFormatter.ofPattern("'Upload' uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private final WorldSettings settings;
    private final Set<LeadPool> pools = ConcurrentHashMap.newKeySet();
    private final Set<LeadPool> inactive = ConcurrentHashMap.newKeySet();

    LeadPools(WorldSettings settings) {
        this.settings = settings;
    }

    /** Every pool there is. */
    public Set<LeadPool> all() {
        return Set.copyOf(pools);
    }

    /** Whether the pool's leads are dialled; they are until the pool is deactivated. */
    public boolean isActive(LeadPool pool) {
        return !inactive.contains(pool);
    }

    /** From now on the pool's leads are not dialled. */
    public void deactivate(LeadPool pool) {
        inactive.add(pool);
    }

    /** From now on the pool's leads are dialled again. */
    public void activate(LeadPool pool) {
        inactive.remove(pool);
    }

    void clear() {
        pools.clear();
        inactive.clear();
    }

    /** For an import without a pool: one for each day, {@code (auto) yyyy-MM-dd}. */
    LeadPool automatic(Campaign campaign, Instant now) {
        return named(
                campaign,
                "(auto) " + LocalDateTime.ofInstant(now, settings.poolZone()).toLocalDate());
    }

    /** For an import that names its pool: the one of that name, made when it is not there. */
    LeadPool named(Campaign campaign, String name) {
        LeadPool pool = new LeadPool(campaign.code(), name);
        pools.add(pool);
        return pool;
    }

    /** For a lead made by hand: one for each month, named in the user's language. */
    LeadPool manual(Campaign campaign, String text, Instant now) {
        return named(campaign, text + " " + YearMonth.from(settings.local(now)));
    }

    /** For an upload in the UI: always a new one. A name that is taken gets a number (our choice). */
    LeadPool upload(Campaign campaign, Optional<String> name, Instant now) {
        String wanted = name.orElseGet(() -> UPLOAD.format(settings.local(now)));
        LeadPool pool = new LeadPool(campaign.code(), wanted);
        for (int number = 2; !pools.add(pool); number++) {
            pool = new LeadPool(campaign.code(), wanted + " (" + number + ")");
        }
        return pool;
    }
}
